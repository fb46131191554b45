"""The forms under which words are compared: as typed, without plural, and as stems of the index."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import snowballstemmer

_PIECE: Final = re.compile(r"[a-z0-9]+")
_POSSESSIVE: Final = re.compile(r"'s\b")
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’‘ʼ′", "'"))
# Shorter words in -s are words of their own: "cts" is no plural of "ct".
_SHORTEST_PLURAL: Final = 4


@lru_cache(maxsize=20_000)
def pieces(text: str) -> tuple[str, ...]:
    """Small-letter words and numbers of a text, without accents and possessive: `C-spine` is `c`, `spine`."""
    folded = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).lower()
    plain = "".join(character for character in folded if not unicodedata.combining(character))
    return tuple(_PIECE.findall(_POSSESSIVE.sub("", plain)))


@lru_cache(maxsize=20_000)
def singular(piece: str) -> str:
    """`piece` without a plural's ending; what is no plural may lose its -s too, so look for `piece` first."""
    if len(piece) < _SHORTEST_PLURAL or not piece.endswith("s") or piece.endswith(("ss", "us")):
        return piece
    if piece.endswith("ies") and len(piece) > _SHORTEST_PLURAL:
        return piece[:-3] + "y"
    if piece.endswith(("xes", "ches", "shes", "sses")):
        return piece[:-2]
    return piece[:-1]


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """The words of a text as the index holds them; two texts of the same stems find the same decisions."""
    # A stemmer keeps the word it works on in itself, so threads may not share one.
    stemmer = snowballstemmer.stemmer("english")
    return tuple(stemmer.stemWord(piece) for piece in pieces(text))


def holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether `shorter` stands in `longer`, one word after the other."""
    size = len(shorter)
    return any(longer[start : start + size] == shorter for start in range(len(longer) - size + 1))
