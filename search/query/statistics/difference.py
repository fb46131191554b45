"""How far two shares lie apart, with the interval that belongs to it."""

from dataclasses import dataclass
from math import hypot

from search.query.shares import OutcomeCounts, Share


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

    @property
    def least(self) -> float:
        """How far the shares lie apart at least, either way round; 0 where they may be alike."""
        return max(self.low, -self.high, 0.0)


def difference(first: OutcomeCounts, second: OutcomeCounts) -> Difference | None:
    """The difference of the shares overturned with its 95 % interval; None where one share is not told."""
    return difference_of(first.share, second.share)


def difference_of(first: Share | None, second: Share | None) -> Difference | None:
    """The first share less the second with its 95 % interval; None where one of them is not told.

    Source: R. G. Newcombe, Statistics in Medicine 17 (1998), method 10: the squared distances of both shares
    from the ends of their Wilson intervals, without correction for continuity. It takes the two for
    independent of each other.
    """
    if first is None or second is None:
        return None
    value = first.value - second.value
    down = hypot(first.value - first.low, second.high - second.value)
    up = hypot(first.high - first.value, second.value - second.low)
    return Difference(value, value - down, value + up)
