"""A place in a result: after which one the next page begins."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

_LONGEST = 500
_DEEPEST = 1_000_000_000


class BadCursor(ValueError):
    """A text that is no cursor of ours."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """`position` counts the results before it; `values` are the sort values of the last of them."""

    position: int
    values: tuple[int | float, ...]

    def __str__(self) -> str:
        packed = json.dumps([self.position, *self.values], separators=(",", ":"))
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read_cursor(text: str) -> Cursor:
    """The cursor that `str` made a text of.

    Raises:
        BadCursor: it is none.
    """
    try:
        if len(text) > _LONGEST:
            raise BadCursor(text[:_LONGEST])
        unpacked = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise BadCursor(text[:_LONGEST]) from error
    if not isinstance(unpacked, list) or len(unpacked) < 2 or not all(_is_number(one) for one in unpacked):
        raise BadCursor(text)
    position, *values = unpacked
    if not isinstance(position, int) or not 0 <= position <= _DEEPEST:
        raise BadCursor(text)
    return Cursor(position, tuple(values))


def _is_number(value: Any) -> bool:
    """Whether the engine may have sorted by it; what has no date stands at an end of its whole numbers."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return -(2**63) <= value < 2**63
    # Infinity and NaN are none of JSON's numbers, though Python reads them.
    return isinstance(value, float) and abs(value) < 1e300
