"""Employers by name: `employed by Acme Trucking`, `works for the City of Fresno`, `Employer: Acme, Inc.`

Generic ones (`employed by the county`, `employee of a hospital`) and a redaction's holes tell nobody's
employer. A public body is one when it is named: `the County of Orange`, not `the State`.
"""

import re
from collections.abc import Iterator
from typing import Final

from search.letters.identifiers.identifier import Hit
from search.letters.identifiers.names import CAPITALS, NEXT_LABEL, REDACTION, before_next_label, is_citation
from search.letters.identifiers.word_lists import any_of, clinical_words, words_of

CUE: Final = re.compile(
    rf"(?<!\w)(?:{any_of('employer_cues.txt')})[ \n](?:the[ \n])?(?=\w)",
    re.IGNORECASE,
)
COLON: Final = re.compile(rf"[ ]?:[ \n]?(?:[Tt]he[ \n]|THE[ \n])?(?=[{CAPITALS}\d]|[a-z][{CAPITALS}])")
LABEL: Final = re.compile(rf"(?<![\w-])(?:{any_of('employer_labels.txt')})\Z", re.IGNORECASE)
REACH_OF_LABEL: Final = 30
OCCUPATION: Final = re.compile(
    r"(?<!\w)(?=[ejwEJW])(?i:(?:works?|worked|working|employed|employment|job)[ \n]as[ \n]an?"
    r"(?:[ \n][a-z/-]{2,20}){1,5}?[ \n]"
    rf"(?:for|at|by|with))[ \n](?:the[ \n])?(?=[{CAPITALS}])"
)
STARTS_WITH_NUMBER: Final = re.compile(rf"\d{{1,3}}(?:-|[ \n])(?=[{CAPITALS}])|(?=3M\b)")
WORD: Final = re.compile(
    rf"(?:[{CAPITALS}]\.){{2,4}}|[{CAPITALS}]\.(?=[ \n][{CAPITALS}])|(?:St|Mt|Ft)\.|3M\b"
    rf"|[a-z]?[{CAPITALS}](?:[^\W_]|['&/+](?=\w)|-\n?(?=\w)|\.(?=[a-z]|(?:COM|ORG|NET)\b))*+"
)
# Joined to the name only before another word of it.
JOINT: Final = re.compile(
    rf"[ \n](?:&|(?:of|OF)(?:[ \n](?:the|THE))?|and|de(?:[ \n]la)?|del)[ \n](?=[{CAPITALS}])"
)
GAP: Final = re.compile(r"[ \n]")
LEGAL_FORM: Final = re.compile(
    r",?[ \n](?:(?:Inc|Corp|Co|Ltd|L\.L\.C)\b\.?|(?:LLC|LLP|LP|PLC)\b)", re.IGNORECASE
)
MOST_WORDS: Final = 7


def find_employers(text: str) -> Iterator[Hit]:
    """Places of the employers' names, without `the` in front."""
    for start in _places_of_names(text):
        end = _end_of_name(text, start)
        if end is not None and not is_citation(text, end):
            yield Hit(start, end, "employer")


def _places_of_names(text: str) -> Iterator[int]:
    for pattern in (CUE, OCCUPATION):
        for cue in pattern.finditer(text):
            yield cue.end()
    for colon in COLON.finditer(text):
        if LABEL.search(text, max(0, colon.start() - REACH_OF_LABEL), colon.start()):
            yield colon.end()


def _end_of_name(text: str, start: int) -> int | None:
    """Where the employer's name that starts at `start` ends; None where the words name no employer."""
    number = STARTS_WITH_NUMBER.match(text, start)
    position = number.end() if number else start
    words: list[str] = []
    end = None
    while len(words) < MOST_WORDS and (word := WORD.match(text, position)):
        if not _belongs(word[0], words):
            break
        words.append(word[0].casefold())
        end = word.end()
        gap = JOINT.match(text, end) or GAP.match(text, end)
        if gap is None:
            break
        position = gap.end()
    if end is None or (len(words) == 1 and words[0] in words_of("public_bodies.txt")):
        return None
    legal_form = LEGAL_FORM.match(text, end)
    end = legal_form.end() if legal_form else before_next_label(text, start, end)
    return None if NEXT_LABEL.match(text, end) else end


def _belongs(word: str, before: list[str]) -> bool:
    plain = word.casefold()
    if plain in words_of("words_of_language.txt") or REDACTION.fullmatch(plain):
        return False
    return bool(before) or not (
        plain in words_of("words_that_are_no_employer.txt") or plain in clinical_words()
    )
