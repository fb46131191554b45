"""Street addresses and P.O. boxes, with unit, city, state and ZIP code where they follow.

A street's name stands between a house number and a type. Types that mean something else in medicine (CT, ST,
DR) are believed only with clean words before them, common words (Hill, Park) only with a city or behind
`lives at`.
"""

import re
from collections.abc import Iterator
from typing import Final

from search.letters.identifiers.identifier import Hit
from search.letters.identifiers.names import CAPITALS, LETTER
from search.letters.identifiers.word_lists import any_of, clinical_words, entries_of, words_of
from search.letters.vocabulary import lines_of

HOUSE: Final = re.compile(
    r"(?<![\w.$/#%-])(?<!\d,)(?P<number>\d{1,6})(?:-\d{1,4})?-?[A-Za-z]?(?:[ ]1/2)?[ \n](?=[^\W_])"
)
CAPITALIZED: Final = re.compile(
    rf"[{CAPITALS}]\.(?:[{CAPITALS}]\.)?|(?:St|Mt|Ft|Jr|ST|MT|FT|JR)\.|[{CAPITALS}]{LETTER}*+(?:['-]{LETTER}++)*+"
    r"|\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)\b"
    r"|(?:de|la|las|los|del|el|of|the)\b"
)
ANY_CASE: Final = re.compile(rf"{LETTER}++\.?(?:['-]{LETTER}++)*+|\d{{1,3}}(?:st|nd|rd|th|ST|ND|RD|TH)\b")
GAP: Final = re.compile(r"[ \n]")
CUE: Final = re.compile(
    r"\b(?:address(?:es)?|(?:lives?|lived|living|resid(?:es|ed|ing)|residence|located|moved|home|house|office"
    r"|delivered|sent|mailed)"
    r"(?:[ \n]\w+){0,2}?[ \n](?:at|on|in|to))(?:[ \n](?:is|was|of))?[ \n]?[:,]?[ \n]?\Z",
    re.IGNORECASE,
)
REACH_OF_CUE: Final = 50
UNIT: Final = (
    r"(?:,?[ \n]?"
    r"(?:\b(?i:apartment|apt|suite|ste|unit|building|bldg|floor|fl|room|rm|space|spc|lot)\b\.?[ \n]?#?|#)"
    r"[ \n]?(?:\d{1,5}-?[A-Z]?|[A-Z]-?\d{0,5})\b)?"
)
STATE: Final = "|".join(
    re.escape(state).replace(r"\ ", r"[ \n]")
    for state in (
        *(name for name in lines_of("states.txt")),
        *(name.upper() for name in lines_of("states.txt")),
        *(word for line in entries_of("state_abbreviations.txt") for word in line.split()),
    )
)
ZIP: Final = r"\d{5}(?:-[ \n]?\d{4})?(?![\w-])"
CITY_WORDS: Final = (
    rf"[{CAPITALS}][\w'.-]{{1,20}}(?:[ \n](?:de[ \n]|la[ \n]|del[ \n])?[{CAPITALS}][\w'.-]{{1,20}}){{0,3}}"
)
CITY: Final = (
    rf"(?:,?[ \n]{CITY_WORDS}(?:,?[ \n](?:{STATE})(?!\w)(?:,?[ \n]{ZIP})?|,?[ \n]{ZIP})"
    rf"|,?[ \n](?:(?:{STATE}),?[ \n])?{ZIP})"
)
DIRECTION: Final = r"(?:[ \n](?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\b\.?(?!\w))?"
BEHIND_STREET: Final = re.compile(rf"{DIRECTION}(?P<unit>{UNIT})(?P<city>{CITY}?)")
BOX: Final = re.compile(
    r"(?<!\w)(?:p\.?[ ]?o\.?[ \n]?box|post[ \n]office[ \n]box|p\.?o\.?b\.?)"
    r"[ \n]?(?:no\.?|number|#)?[ \n]?\d{1,6}\b",
    re.IGNORECASE,
)
ROUTE: Final = re.compile(
    r"(?:(?:Old|State|US|U\.S\.|County|Interstate|N\.?|S\.?|E\.?|W\.?|North|South|East|West)[ \n]){0,2}"
    r"(?i:highway|hwy|route|rte|county[ \n]road|state[ \n]road)\.?[ \n]\d{1,4}\b|(?i:avenue)[ \n][A-Z]\b"
)
WHOLE_NAME: Final = re.compile(rf"(?i:{any_of('streets_without_type.txt')})\b")
IN_FRONT: Final = re.compile(rf"(?:{any_of('street_types_in_front.txt')})[ \n]", re.IGNORECASE)
# City, state and ZIP code prove a street without its type: `1234 Main, Fresno, CA 93701`.
WITHOUT_TYPE: Final = re.compile(rf"{CITY_WORDS},[ \n]{CITY_WORDS},?[ \n](?:{STATE}),?[ \n]{ZIP}")
MOST_WORDS: Final = 6
YEARS: Final = range(1900, 2100)


def find_addresses(text: str) -> Iterator[Hit]:
    """Places of addresses, from the house number or `P.O.` to the last part that follows."""
    for house in HOUSE.finditer(text):
        end = _end_of_address(text, house)
        if end is not None:
            yield Hit(house.start(), end, "street_address")
    for box in BOX.finditer(text):
        yield Hit(box.start(), _end_of_tail(text, box.end()), "street_address")


def _end_of_address(text: str, house: re.Match[str]) -> int | None:
    position, number = house.end(), house["number"]
    whole = ROUTE.match(text, position) or (WHOLE_NAME.match(text, position) if len(number) > 1 else None)
    if whole:
        return _end_of_tail(text, whole.end())
    has_cue = CUE.search(text, max(0, house.start() - REACH_OF_CUE), house.start()) is not None
    words = _words(text, position, ANY_CASE if has_cue else CAPITALIZED)
    type_at = _place_of_type(words)
    if type_at is None:
        whole = WITHOUT_TYPE.match(text, position)
        return whole.end() if whole else _end_of_spanish(text, position) if len(number) > 1 else None
    end = words[type_at].end() - words[type_at][0].endswith(".")
    tail = BEHIND_STREET.match(text, end)
    proven = has_cue or (tail is not None and bool(tail["unit"] or tail["city"]))
    if not _is_street([word[0] for word in words[: type_at + 1]], number, proven):
        return None
    return _end_of_tail(text, end)


def _end_of_tail(text: str, end: int) -> int:
    period = text.startswith(".", end) and BEHIND_STREET.match(text, end + 1)
    tail = period or BEHIND_STREET.match(text, end)
    return tail.end() if tail and tail.end() > tail.start() else end


def _words(text: str, position: int, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    words: list[re.Match[str]] = []
    while len(words) < MOST_WORDS and (word := pattern.match(text, position)):
        words.append(word)
        gap = GAP.match(text, word.end())
        if gap is None:
            break
        position = gap.end()
    return words


def _place_of_type(words: list[re.Match[str]]) -> int | None:
    """Index of the first type that has a name before it, or of the last where types follow one another."""
    types = words_of(
        "street_types.txt", "street_types_with_other_meanings.txt", "street_types_before_a_city.txt"
    )
    found = None
    for index, word in enumerate(words[1:], start=1):
        if word[0].casefold().rstrip(".") in types:
            found = index
        elif found is not None:
            break
    return found


def _is_street(words: list[str], number: str, proven: bool) -> bool:
    *name, kind = (word.casefold().rstrip(".") for word in words)
    if any(word in words_of("words_in_no_street_name.txt") for word in name):
        return name[0] in {"the", "la", "el", "san"} and proven
    if kind in words_of("street_types.txt") or proven:
        return True
    if kind in words_of("street_types_before_a_city.txt") or int(number) in YEARS:
        return False
    least_digits = 3 if words[-1].isupper() else 2
    return len(number) >= least_digits and not any(_is_clinical(word) for word in name)


def _is_clinical(word: str) -> bool:
    if word in words_of("streets_by_ordinal.txt"):
        return False
    return word in clinical_words() or word in words_of("words_of_language.txt", "words_of_letters.txt")


def _end_of_spanish(text: str, position: int) -> int | None:
    """`1200 Calle Real`, `77 Avenue of the Stars`: the type in front, then one to three words."""
    kind = IN_FRONT.match(text, position)
    words = _words(text, kind.end(), CAPITALIZED)[:3] if kind and kind[0][0].isupper() else []
    kept = []
    for word in words:
        if _is_clinical(word[0].casefold()) and word[0][0].isupper():
            break
        kept.append(word)
    if not kept or not any(word[0][0].isupper() for word in kept):
        return None
    return _end_of_tail(text, kept[-1].end())
