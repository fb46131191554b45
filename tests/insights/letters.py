"""Letters that differ in all that outcomes are broken down by."""

from datetime import date
from random import Random

from tests.factories import LetterFactory
from tests.finding.facet_rows import GUIDELINES

_CATEGORIES = (
    ("Pharmaceuticals", "Opioids"),
    ("Pharmaceuticals", "NSAIDs"),
    ("Injection", ""),
    ("Diagnostic Testing", "Imaging"),
)
_DRUGS: tuple[list[str], ...] = (["tramadol"], ["tramadol", "naproxen"], ["naproxen"], ["gabapentin"], [])
_REGIONS: tuple[list[str], ...] = (["lumbar spine"], ["neck"], ["neck", "knee"], [])
_REASONS = ("no_red_flags", "other", "other", "weaning_advised", "benefit_documented")
_DAYS = (date(2015, 3, 9), date(2016, 3, 1), date(2016, 3, 31), date(2016, 12, 9), date(2017, 1, 20), None)


def store_letters(count: int = 60) -> None:
    """Letters by chance, but the same ones each time, one in ten of them unread; and one of a quokka."""
    LetterFactory.create(decided_on=date(2018, 7, 4), determinations=[{"treatment": "Quokka brace"}])
    chance = Random(7)  # noqa: S311
    for number in range(count):
        decided_on = chance.choice(_DAYS)
        if number % 10 == 9:
            LetterFactory.create(
                unread_reason="No layout fits.",
                text="Pain of some kind",
                decided_on=decided_on,
                determinations=[],
            )
            continue
        LetterFactory.create(
            decided_on=decided_on,
            reviewer_specialties=[chance.choice(["Pain Management", "Neurology"])],
            determinations=[_determination(chance) for _ in range(chance.choice([1, 1, 2]))],
        )


def _determination(chance: Random) -> dict[str, object]:
    category, subcategory = chance.choice(_CATEGORIES)
    return {
        "treatment": chance.choice(["Pain medication", "MRI for pain", "Acupuncture"]),
        "outcome": chance.choice(["upheld", "upheld", "overturned"]),
        "category": category,
        "subcategory": subcategory,
        "drugs": chance.choice(_DRUGS),
        "body_regions": chance.choice(_REGIONS),
        "reasons": [{"key": chance.choice(_REASONS)}],
        "reviewer_guidelines": chance.sample(GUIDELINES, chance.choice([0, 1, 2])),
    }
