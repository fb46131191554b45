"""Words as the index compares them: small letters without accents and possessive, by their Porter2 stems.

The analyzers of `search/index/analysis.py` are made of the same data.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

import snowballstemmer

from search.letters.vocabulary import lines_of

_PIECE: Final = re.compile(r"[a-z0-9]+")
_POSSESSIVE: Final = re.compile(r"'s\b")
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’‘ʼ′", "'"))


@lru_cache(maxsize=20_000)
def pieces(text: str) -> tuple[str, ...]:
    """Small-letter words and numbers of a text, without accents and possessive: `C-spine` is `c`, `spine`."""
    folded = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).lower()
    plain = "".join(character for character in folded if not unicodedata.combining(character))
    return tuple(_PIECE.findall(_POSSESSIVE.sub("", plain)))


@lru_cache(maxsize=50_000)
def stem(piece: str) -> str:
    """The stem of one word as `pieces` gives it."""
    if piece in stem_exceptions():
        return stem_exceptions()[piece]
    # A stemmer keeps the word it works on in itself, so threads may not share one.
    stemmed: str = snowballstemmer.stemmer("english").stemWord(piece)
    return stemmed


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """The words of a text as the index holds them; two texts of the same stems find the same decisions."""
    return tuple(stem(piece) for piece in pieces(text))


@cache
def stem_exceptions() -> dict[str, str]:
    """Words with a stem of their own."""
    rows = (line.split("\t") for line in lines_of("stem_exceptions.txt", "search.query"))
    return {word: stemmed for stemmed, words in rows for word in words.split(",")}
