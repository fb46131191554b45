"""Names behind a label: `Patient: Jane Roe`, `Claimant Name: ROE, JANE`, `the patient, Jane Roe,`.

Without a colon the first word must be a usual given name, for `the patient Lumbar MRI` names nobody.
"""

import re
from collections.abc import Iterator
from typing import Final

from search.letters.identifiers.identifier import Hit
from search.letters.identifiers.names import (
    CAPITALS,
    Name,
    before_next_label,
    is_citation,
    is_organization,
    read_name,
)
from search.letters.identifiers.word_lists import any_of, words_of

COLON: Final = re.compile(rf"[ ]?:[ \n]?[\"'(\[]?(?=[{CAPITALS}])")
PERSON: Final = re.compile(rf"(?<![\w-])(?:{any_of('name_labels.txt')})\Z", re.IGNORECASE)
REACH_OF_LABEL: Final = 40
NAME: Final = re.compile(
    rf"(?<!\w)(?:{any_of('labels_with_name.txt')})(?:\(s\))?"
    rf"[ ]?(?:(?::|[ ][-=]|[ \n](?:is|was)\b)[ \n]?[ \n\"'(\[]{{0,2}})",
    re.IGNORECASE,
)
THING: Final = re.compile(rf"(?<!\w)(?:{any_of('things_with_names.txt')})[ \n]\Z", re.IGNORECASE)
NAMED: Final = re.compile(r"(?<!\w)named[ \n]")
UNLABELLED: Final = re.compile(
    rf"(?<!\w)(?i:{any_of('persons_in_letters.txt')})(?:,|[ \n]-|[ \n]\()?[ \n]?(?=[{CAPITALS}])"
)
GIVEN_NAMES_BEHIND: Final = re.compile(r",[ \n]?")


def find_labelled_names(text: str) -> Iterator[Hit]:
    """Places of the names, without their labels."""
    for colon in COLON.finditer(text):
        if PERSON.search(text, max(0, colon.start() - REACH_OF_LABEL), colon.start()):
            yield from _hits(text, _labelled(text, colon.end()), least_words=2)
    for label in NAME.finditer(text):
        if not THING.search(text, max(0, label.start() - REACH_OF_LABEL), label.start()):
            yield from _hits(text, _labelled(text, label.end()), least_words=1)
    for label in NAMED.finditer(text):
        yield from _hits(text, read_name(text, label.end()), least_words=2)
    for label in UNLABELLED.finditer(text):
        yield from _hits(text, _with_given_name(text, label.end()), least_words=2)


def _hits(text: str, name: Name | None, least_words: int) -> Iterator[Hit]:
    if name is None or len(name.words) < least_words:
        return
    if not is_citation(text, name.end) and not is_organization(text, name.end):
        yield Hit(name.start, name.end, "person_name")


def _labelled(text: str, position: int) -> Name | None:
    """The name behind a label, also as `ROE, JANE Q.`; the next line's label is no part of it."""
    name = read_name(text, position)
    if name is None:
        return None
    comma = GIVEN_NAMES_BEHIND.match(text, name.end)
    given = read_name(text, comma.end(), 2) if comma and len(name.words) < 3 else None
    if given is not None:
        name = Name(name.start, given.end, name.words + given.words)
    return _on_its_lines(text, name)


def _on_its_lines(text: str, name: Name) -> Name | None:
    end = before_next_label(text, name.start, name.end)
    return name if end == name.end else Name(name.start, end, tuple(text[name.start : end].split()))


def _with_given_name(text: str, position: int) -> Name | None:
    name = read_name(text, position)
    if name is None or name.words[0].casefold() not in words_of("given_names.txt"):
        return None
    return name
