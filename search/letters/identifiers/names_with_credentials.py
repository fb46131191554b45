"""Names before a credential: `Jane Q. Roe, M.D.`, `ROE, JANE, DO`, `J. Roe Ph.D.`.

No names: a specialty (`Pain Management MD`), a place (`Baltimore, MD`, `Washington, DC`), the verb in
capitals (`WHAT DO`), and an author in a citation.
"""

import re
from collections.abc import Iterator
from typing import Final

from search.letters.identifiers.identifier import Hit
from search.letters.identifiers.names import (
    INITIALS,
    NAME_WORD,
    PARTICLE,
    is_citation,
    is_no_name,
)
from search.letters.identifiers.word_lists import entries_of, words_of

CAPITAL: Final = re.compile(r"(?=[A-Z])")


def _with_and_without_periods(credential: str) -> str:
    parts = [re.escape(part) for part in CAPITAL.split(credential.replace("-", "")) if part]
    forms = [r"\.[ \n]?".join(parts), re.escape(credential)]
    capitals = [r"\.[ \n]?".join(part.upper() for part in parts), re.escape(credential.upper())]
    return "|".join(rf"{form}\b\.?+" for form in (*forms, *capitals))


CREDENTIAL: Final = re.compile(
    rf"(?<=[ \n,])(?P<credential>{'|'.join(map(_with_and_without_periods, entries_of('credentials.txt')))})"
    r"(?![\w'])(?![ \n]\d{5})"
)
NAME_BEFORE: Final = re.compile(
    rf"(?<![\w'.-])(?:(?:{INITIALS}[ \n]?|{NAME_WORD},?[ \n]|{PARTICLE}[ \n])){{0,5}}"
    rf"(?:{NAME_WORD}|{INITIALS})(?:,?[ \n](?:Jr|Sr|JR|SR|II|III|IV)\b\.?)?\Z"
)
LONGEST_NAME: Final = 80
WORD: Final = re.compile(rf"(?P<initials>{INITIALS})|(?P<word>{NAME_WORD})|(?P<particle>{PARTICLE})")
SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
BARE_VERB: Final = "DO"
MOST_WORDS: Final = 4
AUTHOR: Final = re.compile(r"(?:authors?|editors?|contributors?|eds?\.)\b[ \n]?:?[ \n]?\Z", re.IGNORECASE)
REACH_OF_AUTHOR: Final = 20


def find_names_with_credentials(text: str) -> Iterator[Hit]:
    """Places of the names, without their credentials."""
    for credential in CREDENTIAL.finditer(text):
        end = _end_of_name(text, credential.start())
        before = NAME_BEFORE.search(text, max(0, end - LONGEST_NAME), end)
        if before is None:
            continue
        words = _words_of_person(before)
        if (
            words
            and _is_person(words, text, credential)
            and not _is_author(text, words[0].start(), credential)
        ):
            yield Hit(words[0].start(), end, "person_name")


def _end_of_name(text: str, position: int) -> int:
    while position and text[position - 1] in " \n,":
        position -= 1
    return position


def _words_of_person(before: re.Match[str]) -> list[re.Match[str]]:
    """The last words that may be a name."""
    words = list(WORD.finditer(before.string, before.start(), before.end()))
    for index in range(len(words) - 1, -1, -1):
        if words[index]["word"] and is_no_name(words[index]["word"]):
            words = words[index + 1 :]
            break
    words = _behind_lists(words[-MOST_WORDS:])
    while words and words[0]["particle"] is not None:
        words = words[1:]
    return words


def _behind_lists(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """Without what stands before a comma, unless that is one surname: `ROE, JANE`, but `Acme, Jane Roe`."""
    commas = [index for index, word in enumerate(words[:-1]) if word.string[word.end()] == ","]
    if not commas or (len(commas) == 1 and commas[0] == 0 and len(words) <= 3 and len(_full(words[1:])) < 2):
        return words
    return words[commas[-1] + 1 :]


def _full(words: list[re.Match[str]]) -> list[str]:
    found = [word["word"] for word in words if word["word"] and len(word["word"]) > 1]
    return [word for word in found if word.casefold() not in SUFFIXES]


def _is_person(words: list[re.Match[str]], text: str, credential: re.Match[str]) -> bool:
    full = _full(words)
    if not full or full[-1].casefold() in words_of("places_before_credentials.txt"):
        return False
    comma = "," in text[words[-1].end() : credential.start("credential")]
    if credential["credential"] == BARE_VERB and not comma:
        return not full[-1].isupper() and len(full) > 1
    return True


def _is_author(text: str, start: int, credential: re.Match[str]) -> bool:
    labelled = AUTHOR.search(text, max(0, start - REACH_OF_AUTHOR), start)
    return labelled is not None or is_citation(text, credential.end())
