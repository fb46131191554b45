"""How often a denial was overturned, with the interval that belongs to it. Pure."""

from dataclasses import dataclass
from math import sqrt

# Below this many decided cases a share says nothing.
FEWEST = 10
# Standard normal quantile of a two-sided 95 % interval.
_Z = 1.959963984540054

MEANING = (
    "The share is of the decided determinations (disputed items) that match, whatever the outcome filter:"
    " treatments that were denied by utilization review and then appealed to Independent Medical Review."
    " It says nothing of requests that were approved, or denied without an appeal."
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1, with its interval."""

    value: float
    low: float
    high: float


def wilson(part: int, whole: int) -> Share | None:
    """The share of `part` in `whole` with its 95 % Wilson interval; None where the whole is too small."""
    if whole < FEWEST:
        return None
    share = part / whole
    spread = _Z * sqrt(share * (1 - share) / whole + _Z**2 / (4 * whole**2))
    centre, scale = share + _Z**2 / (2 * whole), 1 + _Z**2 / whole
    low, high = (centre - spread) / scale, (centre + spread) / scale
    return Share(share, max(0.0, low), min(1.0, high))
