"""What several layouts share: header block, method, credentials, and determinations in four parts."""

from collections.abc import Sequence
from random import Random
from typing import Final

from search.generator.case import Case
from search.generator.data_files import toml
from search.generator.dates import padded
from search.generator.determinations import Determination
from search.generator.treatments import Treatment

TWO_SPACES: Final = 0.23  # share of the headings with two spaces before the decision
SHOUTED: Final = 0.15  # share of the headings of 2014 in capitals


def fixed(name: str) -> str:
    """A fixed wording of the layouts."""
    text: str = toml("boilerplate.toml")[name]
    return text


def header_block(case: Case) -> list[str]:
    """The table of case number and dates, read line by line as extractors give it."""
    dates = case.dates
    return [
        f"Case Number: {case.number}",
        f"Date Assigned: {padded(dates.assigned)} Date of Injury:  {padded(dates.injured)}",
        f"Decision Date: {padded(dates.decided)} UR Denial Date:  {padded(dates.ur_denied)}",
        f"Priority:  {case.priority.capitalize()} Application",
        "Received:",
        padded(dates.received),
    ]


def method(case: Case) -> list[str]:
    """How the determination was made, with the reviewer's board in prose where the case has it so."""
    lead, practice = fixed("method_lead"), fixed("method_practice")
    if case.in_prose:
        board = fixed("method_board").format(**board_and_states(case))
        return [f"{lead} {board} {practice} {fixed('method_prose_end')}"]
    return [f"{lead} {practice} {fixed('method_block_end')}"]


def board_and_states(case: Case) -> dict[str, str]:
    """The reviewer's board and states as prose has them: `Physical Medicine and Rehabilitation`."""
    board = " and ".join(case.reviewer.specialties).replace("&", "and")
    return {"board": board, "states": ", ".join(case.reviewer.states)}


def credentials(rng: Random, case: Case) -> list[str]:
    """The block of credentials."""
    return [
        "The Expert Reviewer has the following credentials:",
        f"State(s) of Licensure: {rng.choice((', ', ',')).join(case.reviewer.states)}",
        f"Certification(s)/Specialty: {', '.join(case.reviewer.specialties)}",
    ]


def in_four_parts(rng: Random, determinations: Sequence[Determination], *, shouted: bool) -> list[str]:
    """Each determination: heading with the decision, both guidelines, rationale."""
    return [part for item in determinations for part in _four_parts(rng, item, shouted=shouted)]


def _four_parts(rng: Random, item: Determination, *, shouted: bool) -> list[str]:
    heading = request_sentence(rng, item.treatment)
    space = "  " if rng.random() < TWO_SPACES else " "
    return [
        f"{heading.upper() if shouted else heading}:{space}{item.outcome.capitalize()}",
        f"Claims Administrator guideline: {item.administrator.text}",
        f"MAXIMUS guideline: {item.reviewer.text}",
        f"Decision rationale: {item.rationale.text}",
    ]


def request_sentence(rng: Random, treatment: Treatment) -> str:
    """The heading before its colon: the treatment, or the sentences on a request that was granted in part."""
    if treatment.requested is None:
        return treatment.text
    ending = rng.choice((" is", " is", " is", " is", " is", " is", ""))
    if rng.random() < 0.8:
        return (
            f"{treatment.requested} was the original request. {treatment.authorized} was authorized by the "
            f"Claims Administrator. The remaining IMR eligible portion of the original request, "
            f"{treatment.text}{ending}"
        )
    return (
        f"{treatment.requested} was the original request. The Claims Administrator authorized "
        f"{treatment.authorized}, leaving part of the original request IMR eligible. The original request, "
        f"{treatment.text}{ending}"
    )
