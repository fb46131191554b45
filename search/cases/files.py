"""A case list as a file: a table (CSV), and references for other programs (RIS, BibTeX).

What is not public any more is a line in the table without its words, and no reference.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from search.cases import references
from search.cases.listing import Line
from search.cases.references import Address, Reference
from search.web.csv_cells import BYTE_ORDER_MARK, cell, lines


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into a file beside the facts."""

    notes: bool = False
    passages: bool = False


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its suffix, its type, and how it is written.

    `write` takes the lines, what goes along, and what makes a whole address of a path.
    """

    suffix: str
    media_type: str
    write: Callable[[Sequence[Line], Wanted, Address], str]


_FACTS: Final[dict[str, Callable[[Line], str | int | bool | Sequence[str] | None]]] = {
    "available": lambda line: line.is_available,
    "case_number": lambda line: line.letter.case_number if line.letter else None,
    "number": lambda line: line.kept.number or None,
    "treatment": lambda line: line.determination.treatment if line.determination else None,
    "outcome": lambda line: line.determination.get_outcome_display() if line.determination else None,
    "outcome_when_kept": lambda line: line.outcome_when_kept if line.is_available else None,
    "changed_since_kept": lambda line: line.is_changed,
    "decided_on": lambda line: str(line.letter.decided_on or "") if line.letter else None,
    "category": lambda line: line.determination.category if line.determination else None,
    "reviewer_guidelines": lambda line: line.guidelines,
    "reviewer_specialties": lambda line: line.specialties,
    "citation": lambda line: line.citation,
    "label": lambda line: line.kept.label,
    "kept_on": lambda line: str(line.kept.created_at.date()),
}


def table(found: Sequence[Line], wanted: Wanted, address: Address) -> str:
    """CSV: a row an entry, in the list's order."""
    more = [*(["passage"] if wanted.passages else []), *(["note"] if wanted.notes else [])]
    head = ["position", "reference", "url", *_FACTS, *more]
    return BYTE_ORDER_MARK + lines([head, *_rows(found, wanted, address)])


def _rows(found: Iterable[Line], wanted: Wanted, address: Address) -> Iterator[list[str]]:
    for position, line in enumerate(found, start=1):
        url = address(line.address) if line.is_available else ""
        row = [
            cell(position),
            cell(line.reference),
            cell(url),
            *(cell(fact(line)) for fact in _FACTS.values()),
        ]
        if wanted.passages:
            row.append(cell(line.passage))
        if wanted.notes:
            row.append(cell(line.kept.note))
        yield row


def ris(found: Sequence[Line], wanted: Wanted, address: Address) -> str:
    """RIS: a government document a decision."""
    return "".join(references.ris(one, address) for one in _references(found, wanted))


def bibtex(found: Sequence[Line], wanted: Wanted, address: Address) -> str:
    """BibTeX: a `misc` a decision."""
    return "\n".join(references.bibtex(one, address) for one in _references(found, wanted))


def _references(found: Iterable[Line], wanted: Wanted) -> Iterator[Reference]:
    for line in found:
        if line.cited:
            abstract = line.passage if wanted.passages else ""
            yield replace(line.cited, abstract=abstract, note=line.kept.note if wanted.notes else "")


KINDS: Final = {
    kind.suffix: kind
    for kind in (
        FileKind("csv", "text/csv; charset=utf-8; header=present", table),
        FileKind("ris", references.RIS_TYPE, ris),
        FileKind("bib", references.BIBTEX_TYPE, bibtex),
    )
}
