"""How much of a file is read before it is refused; letters have 2 to 10 pages of some 2,500 characters."""

from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Most bytes of a file, pages, characters of text, seconds of work and bytes of memory of the child."""

    file_bytes: int = 50 * MEBIBYTE
    pages: int = 300
    characters: int = 10_000_000
    seconds: float = 20.0
    memory_bytes: int = 1024 * MEBIBYTE


DEFAULT_LIMITS: Final = Limits()
