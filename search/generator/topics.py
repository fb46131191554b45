"""Topics: what guidelines and reviewers have to say on one sort of treatment, read from the data files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from search.generator.data_files import FOLDER, toml
from search.generator.phrases import Phrasebook

INJURY_CHAPTER: Final = "injury"


@dataclass(frozen=True, slots=True)
class Topic:
    """One sort of treatment.

    `chapter` is a key of the guidelines' data file, or `injury` for the chapter of the body region, or empty
    where the MTUS is silent. `sections` are cited since 2016, `old_sections` with `pages` before. `upheld`
    and `overturned` are the reasons that fit; `book` holds what the guideline asks and, by reason, why so.
    """

    noun: str
    chapter: str
    sections: tuple[str, ...]
    old_sections: tuple[str, ...]
    pages: tuple[str, ...]
    odg_chapter: str
    odg: str
    upheld: tuple[str, ...]
    overturned: tuple[str, ...]
    book: Phrasebook


@cache
def topics() -> Mapping[str, Topic]:
    """Every topic by its key."""
    found: dict[str, Topic] = {}
    for path in sorted((FOLDER / "topics").glob("*.toml")):
        found |= {key: _topic(table) for key, table in toml(f"topics/{path.name}").items()}
    return found


def _topic(table: dict[str, Any]) -> Topic:
    upheld: dict[str, list[str]] = table["upheld"]
    overturned: dict[str, list[str]] = table["overturned"]
    sections = tuple(table.get("sections", ()))
    return Topic(
        noun=table["noun"],
        chapter=table["chapter"],
        sections=sections,
        old_sections=tuple(table.get("old_sections", sections)),
        pages=tuple(table.get("pages", ())),
        odg_chapter=table.get("odg_chapter", ""),
        odg=table["odg"],
        upheld=tuple(upheld),
        overturned=tuple(overturned),
        book=Phrasebook({"guideline": table["guideline"]} | _filled(upheld) | _filled(overturned)),
    )


def _filled(sentences: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The reasons that have sentences of the topic's own."""
    return {reason: own for reason, own in sentences.items() if own}
