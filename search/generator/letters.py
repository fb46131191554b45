"""Letters one after another: each drawn from its seed and its place alone."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Final

from search.generator.case import Case
from search.generator.claimants import draw_claimant, story_facts
from search.generator.dates import CaseDates, draw_dates
from search.generator.determinations import draw_determinations
from search.generator.labels import label_of
from search.generator.layouts import COMPOSE
from search.generator.made import LAYOUTS, MadeLetter
from search.generator.pages import as_text, set_pages
from search.generator.reviewers import Reviewer, draw_reviewer
from search.generator.summaries import write_summary

MIXED: Final = "mixed"
SHARES: Final = (4, 4, 4, 18, 70)  # of the layouts A to E among mixed letters
EXPEDITED: Final = 0.015
INJURY_MISDATED: Final = 0.02  # share of the letters whose story tells another injury date than the header
RUNS_TOGETHER: Final = {"D": 0.3, "E": 0.05}
# A step without common divisor with the range gives each place of a run its own number.
NUMBERS: Final = 10_000_000
STEP: Final = 3_344_347
START: Final = 6_180_339  # apart for each seed, so that two runs seldom share numbers


def make_letters(count: int, seed: int, layout: str = MIXED, first: int = 0) -> Iterator[MadeLetter]:
    """`count` letters of the layout (A to E, or mixed in shares near those posted), one after another.

    Letter i of a seed is always the same, whatever the count and the `first` one that is made. Raises
    ValueError for a layout not known.
    """
    if layout != MIXED and layout not in LAYOUTS:
        raise ValueError(f"There is no layout {layout!r}; choose one of {', '.join(LAYOUTS)} or {MIXED}.")
    return (_make_letter(seed, place, layout) for place in range(first, first + count))


def _make_letter(seed: int, place: int, layout: str) -> MadeLetter:
    rng = Random(f"{seed}:{place}")  # noqa: S311 - letters are made up, nothing is kept secret
    if layout == MIXED:
        layout = rng.choices(LAYOUTS, weights=SHARES)[0]
    case = _draw_case(rng, seed, place, layout)
    determinations = draw_determinations(rng, case, single=layout == "C")
    treatments = [item.treatment.requested or item.treatment.text for item in determinations]
    runs_together = rng.random() < RUNS_TOGETHER.get(layout, 0)
    summary = write_summary(rng, case.claimant, treatments, case.story, runs_together=runs_together)
    paragraphs = COMPOSE[layout](rng, case, summary, determinations)
    return MadeLetter(
        file_stem=case.number or f"{place:07}_{rng.getrandbits(64):016x}",
        case_number=case.number,
        layout=layout,
        text=as_text(set_pages(rng, paragraphs), doubled=layout == "D"),
        label=label_of(case, determinations),
    )


def _draw_case(rng: Random, seed: int, place: int, layout: str) -> Case:
    dates = draw_dates(rng, layout)
    modern = layout == "E" or (layout == "D" and dates.decided.year >= 2015)
    age_told, sex_told = _told(rng, layout)
    told_dates = dates if layout != "E" or rng.random() > INJURY_MISDATED else _misdated(rng, dates)
    claimant = draw_claimant(rng, age_told=age_told, sex_told=sex_told)
    reviewer = draw_reviewer(rng)
    return Case(
        layout=layout,
        number=_number(seed, place, dates) if _has_number(rng, layout) else None,
        priority="expedited" if rng.random() < EXPEDITED else "standard",
        claimant=claimant,
        dates=dates,
        reviewer=reviewer if modern else Reviewer(("California",), reviewer.specialties[:1]),
        story=story_facts(rng, claimant, told_dates),
        in_prose=not modern,
        cites_pages=layout != "E" and not (modern and rng.random() < 0.5),
    )


def _misdated(rng: Random, dates: CaseDates) -> CaseDates:
    return replace(dates, injured=dates.injured - datetime.timedelta(days=rng.randint(1, 12)))


def _told(rng: Random, layout: str) -> tuple[bool, bool]:
    """Whether the case summary tells the worker's age and sex, which layout D often leaves out."""
    if layout == "D":
        return rng.choices(((True, True), (True, False), (False, False)), weights=(5, 2, 3))[0]
    return (True, True) if rng.random() < 0.99 else (False, True)


def _has_number(rng: Random, layout: str) -> bool:
    return layout in ("B", "E") or (layout == "A" and rng.random() < 0.5)


def _number(seed: int, place: int, dates: CaseDates) -> str:
    number = (STEP * place + START * seed) % NUMBERS
    return f"CM{dates.received.year % 100:02}-{number:07}"
