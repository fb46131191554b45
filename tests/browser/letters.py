"""The letters behind the pages: made-up ones of all layouts, and two that strain a page."""

from typing import Final

from search.generator import make_letters
from search.ingest.rows import determination_row, fill_letter
from search.letters import read_letter
from search.letters.extraction import LetterText
from search.models import Determination, Letter
from tests.factories import LetterFactory

SEVERAL_ITEMS: Final = "CM16-9999901"
UNREAD: Final = "a-letter-in-no-layout"
# One of those that are made: seven items on three pages, each fact with its place.
WITH_PLACES: Final = "CM21-0116272"
_COUNT, _SEED = 20, 7


def store_letters() -> None:
    """Write the letters to the database; the index is not told."""
    store_made_letters(_COUNT, _SEED)
    _store_strainers()


def store_made_letters(count: int, seed: int) -> None:
    """Write made-up letters alone to the database; the index is not told."""
    for made in make_letters(count, seed):
        text = LetterText.from_full(made.text)
        _store(made.case_number or made.file_stem, text)


def _store(reference: str, text: LetterText) -> None:
    facts = read_letter(text)
    letter = Letter(reference=reference, revision=1)
    fill_letter(letter, text, facts)
    letter.save()
    Determination.objects.bulk_create([determination_row(letter, item) for item in facts.determinations])


def _store_strainers() -> None:
    word_without_end = "Pneumonoultramicroscopic" * 8
    LetterFactory(
        case_number=SEVERAL_ITEMS,
        reviewer_specialties=["Physical Medicine and Rehabilitation", "Pain Management"],
        determinations=[
            {},
            {"treatment": f"Gabapentin 600 mg {word_without_end}", "outcome": "overturned"},
            {"treatment": "<script>alert(1)</script> & “quotes”", "rationale": ""},
            {"treatment": "A treatment told at length. " * 12, "rationale": word_without_end * 3},
        ],
        text=f"{word_without_end}\nDecision rationale: as told.\n{'=' * 300}",
    )
    LetterFactory(
        case_number=None,
        reference=UNREAD,
        layout="",
        decided_on=None,
        unread_reason="Its layout is not known.",
        determinations=[],
        reviewer_specialties=[],
        reviewer_states=[],
        case_summary="",
        text="A note about xyzzyx in no layout that anybody knows.",
    )
