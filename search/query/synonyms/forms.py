"""How an entry's words are compared with typed ones, beyond what `search.query.stemming` does."""

from functools import lru_cache
from typing import Final

# Shorter words in -s are words of their own: "cts" is no plural of "ct".
_SHORTEST_PLURAL: Final = 4


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


def holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether `shorter` stands in `longer`, one word after the other."""
    size = len(shorter)
    return any(longer[start : start + size] == shorter for start in range(len(longer) - size + 1))
