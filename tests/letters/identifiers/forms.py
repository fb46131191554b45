"""The table of forms, with values between « and »: all persons, numbers and places in it are made up."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from search.letters import LetterText
from search.letters.identifiers import find_identifiers

TABLE: Final = Path(__file__).with_name("forms.tsv")
VALUE: Final = re.compile("«(.*?)»", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Form:
    """A text and the values of one kind that stand in it."""

    kind: str
    text: str
    values: tuple[str, ...]


def all_forms() -> list[Form]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [_form(*line.split("\t")) for line in lines]


def _form(kind: str, written: str) -> Form:
    broken = written.replace("\\n", "\n").replace("\\f", "\f")
    return Form(kind, re.sub("[«»]", "", broken), tuple(VALUE.findall(broken)))


def values_found(text: str) -> list[tuple[str, str]]:
    """Kind and printed words of each identifier in `text`."""
    return [
        (found.kind, text[found.span.start : found.span.end])
        for found in find_identifiers(LetterText.from_full(text))
    ]
