"""How a person's name is written, and the words that are none, for every finder of names."""

import re
from dataclasses import dataclass
from typing import Final

from search.letters.identifiers.word_lists import any_of, clinical_words, words_of

CAPITALS: Final = "".join(chr(code) for code in range(0x250) if chr(code).isupper())
LETTER: Final = r"[^\W\d_]"
INITIALS: Final = rf"(?:[{CAPITALS}]\.[ ]?(?=[{CAPITALS}]\.))*+[{CAPITALS}]\.(?!{LETTER}\b)"
# A hyphenated name may be broken behind its hyphen.
NAME_WORD: Final = (
    rf"(?:(?:St|Ste|ST|STE)\.[ \n]?)?[{CAPITALS}]{LETTER}*+"
    rf"(?:'(?![sS]\b){LETTER}++|-\n?(?=[{CAPITALS}]){LETTER}++|-\n(?=[a-z]){LETTER}++)*+"
)
PARTICLE: Final = (
    r"(?:de[ \n](?:las?|los)|van[ \n]de[nr]|del|de|della|di|da|dos|du|la|le|van|von|der|den|ter|bin|el|al|y)"
    r"\b"
)
TOKEN: Final = re.compile(rf"(?P<initials>{INITIALS})|(?P<word>{NAME_WORD})|(?P<particle>{PARTICLE})")
NEXT_NAME: Final = re.compile(rf"[ \n]([{CAPITALS}]{LETTER}+)")
GAP: Final = re.compile(r"[ \n]")
NICKNAME: Final = re.compile(r"[\"'(][^\W\d_]{2,15}[\"')][ \n]")
SUFFIX: Final = re.compile(r",?[ \n](?:Jr|Sr|JR|SR|II|III|IV)\b\.?")
CITED: Final = re.compile(r"[^\w]{0,3}(?:and[ \n]\w{2,20}[ \n])?et\.?[ \n]al\b", re.IGNORECASE)
JOURNAL: Final = re.compile(r"\b(?:19|20)\d\d(?:[ \n]\w{3,4})?(?:[ \n]\d{1,2})?;[ \n]?\d{1,4}[(:]")
REACH_OF_CITATION: Final = 200
ORGANIZATION: Final = re.compile(rf"[ \n](?:{any_of('organization_words.txt')})\b", re.IGNORECASE)
NEXT_LABEL: Final = re.compile(r"[ ]?:(?!\d)")
REDACTION: Final = re.compile(r"x{2,}|\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """Words of a name and their place; `words` are without initials and particles."""

    start: int
    end: int
    words: tuple[str, ...]


def read_name(text: str, position: int, most_words: int = 4) -> Name | None:
    """The name that starts at `position`: it ends before a word that names no person."""
    words: list[str] = []
    start = end = position
    while len(words) < most_words and (token := TOKEN.match(text, position)):
        if token["word"] and is_no_name(token["word"]):
            break
        position = token.end()
        if token["word"] and not (len(token["word"]) == 1 and words and not _goes_on(text, position)):
            words.append(token["word"])
            end = position
        gap = GAP.match(text, position)
        if gap is None and not token["initials"]:
            break
        position = gap.end() if gap else position
        nickname = NICKNAME.match(text, position)
        position = nickname.end() if nickname and words else position
    if not any(len(word) > 1 for word in words):
        return None
    suffix = SUFFIX.match(text, end)
    return Name(start, suffix.end() if suffix else end, tuple(words))


def is_no_name(word: str) -> bool:
    """True for words of language, of medicine, and for what a redaction leaves (`XXXX`)."""
    plain = word.casefold()
    if len(plain) == 1:
        return False
    parts = [part for part in re.split(r"[-\n]+", plain) if part]
    return any(
        part in words_of("words_of_language.txt", "words_of_letters.txt", "credentials.txt")
        or part in clinical_words()
        or REDACTION.fullmatch(part)
        for part in (plain, *parts)
    )


def is_citation(text: str, end: int) -> bool:
    """True where the name that ends at `end` is an author's: `et al` or a journal's volume follows."""
    return bool(CITED.match(text, end) or JOURNAL.search(text, end, end + REACH_OF_CITATION))


def is_organization(text: str, end: int) -> bool:
    """True where the name is the beginning of a hospital's, clinic's or street's."""
    return ORGANIZATION.match(text, end) is not None


def before_next_label(text: str, start: int, end: int) -> int:
    """`end`, or that of the line before where the last words are the next line's label (`Claim No:`)."""
    line_end = text.rfind("\n", start, end)
    return line_end if line_end > start and NEXT_LABEL.match(text, end) else end


def _goes_on(text: str, position: int) -> bool:
    following = NEXT_NAME.match(text, position)
    return following is not None and not is_no_name(following[1])
