"""How far two shares lie apart, with the interval that belongs to it."""

from dataclasses import dataclass
from math import hypot

from search.query.shares import OutcomeCounts


@dataclass(frozen=True, slots=True)
class Difference:
    """The first share less the second, from -1 to 1, with its interval."""

    value: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether zero lies outside the interval."""
        return self.low > 0 or self.high < 0


def difference(first: OutcomeCounts, second: OutcomeCounts) -> Difference | None:
    """The difference of the shares overturned with its 95 % interval; None where one share is not told.

    Source: R. G. Newcombe, Statistics in Medicine 17 (1998), method 10: the squared distances of both shares
    from the ends of their Wilson intervals, without correction for continuity. It takes the two for
    independent of each other.
    """
    one, other = first.share, second.share
    if one is None or other is None:
        return None
    value = one.value - other.value
    down = hypot(one.value - one.low, other.high - other.value)
    up = hypot(one.high - one.value, other.value - other.low)
    return Difference(value, value - down, value + up)
