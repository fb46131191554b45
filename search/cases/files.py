"""A case list as a file: a table (CSV), and references for other programs (RIS, BibTeX).

What is not public any more is a line in the table without its words, and no reference.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from search.cases.citations import AUTHOR, KIND
from search.cases.listing import Line
from search.web.csv_cells import BYTE_ORDER_MARK, cell, lines

Address = Callable[[str], str]


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
    return "".join(_ris_entry(line, wanted, address) for line in found if line.is_available)


def _ris_entry(line: Line, wanted: Wanted, address: Address) -> str:
    decided_on = line.letter.decided_on if line.letter else None
    tags: list[tuple[str, str]] = [
        ("TY", "GOVDOC"),
        ("ID", line.key),
        ("AU", AUTHOR),
        ("TI", line.title),
        ("PY", f"{decided_on:%Y}" if decided_on else ""),
        ("DA", f"{decided_on:%Y/%m/%d}/" if decided_on else ""),
        ("PB", AUTHOR),
        ("AN", line.reference),
        ("UR", address(line.address)),
        *(("KW", word) for word in _keywords(line)),
        ("AB", line.passage if wanted.passages else ""),
        ("N1", line.kept.note if wanted.notes else ""),
    ]
    # One line a tag: what follows a line's end would be read as another tag.
    written = [f"{tag}  - {text}" for tag, text in ((tag, _one_line(text)) for tag, text in tags) if text]
    return "\r\n".join([*written, "ER  - ", "", ""])


def bibtex(found: Sequence[Line], wanted: Wanted, address: Address) -> str:
    """BibTeX: a `misc` a decision."""
    return "\n".join(_bibtex_entry(line, wanted, address) for line in found if line.is_available)


def _bibtex_entry(line: Line, wanted: Wanted, address: Address) -> str:
    decided_on = line.letter.decided_on if line.letter else None
    fields = {
        # Braces within: a name of an office is not parted into first and last name.
        "author": f"{{{_tex(AUTHOR)}}}",
        "title": f"{{{_tex(line.title)}}}",
        "year": f"{decided_on:%Y}" if decided_on else "",
        "month": str(decided_on.month) if decided_on else "",
        "howpublished": KIND,
        "keywords": _tex(", ".join(_keywords(line))),
        "url": _tex_address(address(line.address)),
        "abstract": _tex(line.passage) if wanted.passages else "",
        "annote": _tex(line.kept.note) if wanted.notes else "",
    }
    written = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items() if text)
    return f"@misc{{{line.key},\n{written}\n}}\n"


def _keywords(line: Line) -> list[str]:
    if line.determination is None:
        return []
    return [line.determination.get_outcome_display(), line.determination.category, *line.guidelines]


def _one_line(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


_TEX: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{one: f"\\{one}" for one in "{}$&#_%"},
}


def _tex(text: str) -> str:
    return "".join(_TEX.get(one, one) for one in _one_line(text))


def _tex_address(text: str) -> str:
    """An address is taken as it stands; braces and backslashes have no place in one."""
    return text.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")


KINDS: Final = {
    kind.suffix: kind
    for kind in (
        FileKind("csv", "text/csv; charset=utf-8; header=present", table),
        FileKind("ris", "application/x-research-info-systems; charset=utf-8", ris),
        FileKind("bib", "application/x-bibtex; charset=utf-8", bibtex),
    )
}
