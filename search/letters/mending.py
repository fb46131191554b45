"""Line repair: the words of a passage as they were meant, without changing the letter's own text.

Every function takes any text and runs in time linear in its length.
"""

import re
from typing import Final

from search.letters.vocabulary import lines_of

LIGATURES: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": None, "\u200b": None, "\ufeff": None}
)
# A hyphen at a line's end belongs to the word, for the letters are set ragged right; a few prefixes are
# the typesetter's and join without it.
LINE_END_HYPHEN: Final = re.compile(r"(?<=\w)-[^\S\n\f]*[\n\f]\s*(?=\w)")
SPACES: Final = re.compile(r"\s+")
LOST_SPACE_NOT: Final = re.compile(r"\b([Nn]ot|NOT)(?=medically\b)")
LOST_SPACE_SENTENCE: Final = re.compile(
    r"(?<=[a-z]{2}[.;:])(?<!www\.)(?=[A-Z][a-z])|(?<=\d{4}\.)(?=[A-Z][a-z])"
)
PARAGRAPH_SINGLE: Final = re.compile(r"\n[^\S\n\f]*\n")
PARAGRAPH_DOUBLE: Final = re.compile(r"\n(?:[^\S\n\f]*\n){3}")


def fold(raw: str) -> str:
    """One line: white space folded, line-end hyphens rejoined, ligatures and lost spaces mended."""
    text = LINE_END_HYPHEN.sub(_rejoined, raw.translate(LIGATURES))
    return LOST_SPACE_NOT.sub(r"\1 ", SPACES.sub(" ", text)).strip()


def fold_prose(raw: str) -> str:
    """As `fold`, with paragraphs kept as a blank line and run-together sentences parted."""
    text = raw.replace("\r", "")
    paragraphs = (PARAGRAPH_DOUBLE if is_double_spaced(text) else PARAGRAPH_SINGLE).split(text)
    folded = (LOST_SPACE_SENTENCE.sub(" ", fold(paragraph)) for paragraph in paragraphs)
    return "\n\n".join(paragraph for paragraph in folded if paragraph)


def is_double_spaced(raw: str) -> bool:
    """True where nearly every line has an empty one behind it, as in letters with doubled line ends."""
    lines = raw.split("\n")
    empty = sum(not line.strip() for line in lines)
    return len(lines) > 2 and empty * 5 >= len(lines) * 2


def _rejoined(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 12) : match.start()].lower()
    return "" if before.endswith(_typesetters_prefixes()) else "-"


def _typesetters_prefixes() -> tuple[str, ...]:
    return lines_of("hyphenated_prefixes.txt")
