"""How often a denial was overturned, with the interval that belongs to it."""

from dataclasses import dataclass
from math import sqrt

from search.letters.facts import OVERTURNED
from search.query.tree import AllOf, AnyOf, Has, Node, Not, Question
from search.query.understanding import understand

# Below this many decided cases a share says nothing.
FEWEST = 10
# Standard normal quantile of a two-sided 95 % interval.
_Z = 1.959963984540054
# The facet of outcomes, and the field of the question, by their name.
OUTCOME = "outcome"

# For readers, beside shares on a page.
MEANING = (
    "Each share is of the decisions counted, upheld and overturned together: treatments that were denied by"
    " utilization review and then appealed to Independent Medical Review. It says nothing of requests that"
    " were approved, or denied without an appeal."
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1, with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class OutcomeCounts:
    """How many determinations were decided each way."""

    upheld: int = 0
    overturned: int = 0

    @property
    def decided(self) -> int:
        return self.upheld + self.overturned

    def of(self, side: str) -> int:
        """How many were decided that way."""
        return self.overturned if side == OVERTURNED else self.upheld

    @property
    def share(self) -> Share | None:
        """The share overturned; None where too few were decided."""
        return wilson(self.overturned, self.decided)


def wilson(part: int, whole: int) -> Share | None:
    """The share of `part` in `whole` with its 95 % Wilson interval; None where the whole is too small.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), without correction for
    continuity.
    """
    if whole < FEWEST:
        return None
    share = part / whole
    spread = _Z * sqrt(share * (1 - share) / whole + _Z**2 / (4 * whole**2))
    centre, scale = share + _Z**2 / (2 * whole), 1 + _Z**2 / whole
    low, high = (centre - spread) / scale, (centre + spread) / scale
    # Rounding may put an end by a hair on the wrong side of the share.
    return Share(share, min(max(0.0, low), share), max(min(1.0, high), share))


def names_outcome(question: Question) -> bool:
    """Whether the question itself asks for an outcome: then a share of outcomes says nothing.

    By the field, or by a word that stands for one, such as "granted"; a word that only orders does not count.
    """
    if question.root is None:
        return False
    return _names(question.root, OUTCOME) or any(
        one.fact is not None and one.fact[0] == OUTCOME for one in understand(question).telling
    )


def names_reason(question: Question) -> bool:
    """Whether the question itself asks for a reviewer's reason: most of them argue for one outcome."""
    return question.root is not None and _names(question.root, "reason")


def _names(node: Node, field: str) -> bool:
    match node:
        case AllOf(nodes) | AnyOf(nodes):
            return any(_names(one, field) for one in nodes)
        case Not(wrapped):
            return _names(wrapped, field)
        case _:
            return isinstance(node, Has) and node.field == field
