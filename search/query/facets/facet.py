"""What a facet is: one keyword field that results can be narrowed by and counted over."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from types import MappingProxyType
from typing import Final

# The value of documents that have none; the index gives it to them, see `search/documents.py`.
NONE: Final = "none"
# How many steps a hierarchy has at most.
DEPTH: Final = 3


class Order(Enum):
    """How a facet's values are shown: most frequent first, last value first, or as its labels stand."""

    COUNT = auto()
    LAST = auto()
    LISTED = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """A facet over the keyword field `path`; `none` names the bucket of documents without a value.

    `labels` holds the words for values of a closed list, `in_words` makes them for an open one. In a
    hierarchy `separator` parts the steps of a value, and a document has the value of every step above its
    own. Of each level and parent `shown` values stand in the list; `counted` are asked of the engine.
    """

    name: str
    label: str
    path: str
    none: str
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    in_words: Callable[[str], str] = str
    separator: str | None = None
    order: Order = Order.COUNT
    shown: int = 8
    counted: int = 60
    is_lower_case: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether there are no other values than those of `labels`."""
        return bool(self.labels)

    def label_of(self, value: str) -> str:
        """The value in words; of a hierarchy's value its last step."""
        return _label(self, value)

    def full_label_of(self, value: str) -> str:
        """The value in words with those above it: "Pharmaceuticals › Opioids"."""
        return " › ".join(self.label_of(one) for one in [*self.above(value), value])

    def steps(self, value: str) -> list[str]:
        return _steps(self.separator, value)

    def above(self, value: str) -> tuple[str, ...]:
        """The values over this one in the hierarchy, the uppermost first."""
        return _above(self.separator, value)

    def is_within(self, value: str, chosen: Collection[str]) -> bool:
        """Whether the value, or one over it, is among the chosen ones."""
        return any(one in chosen for one in (value, *self.above(value)))

    def level(self, value: str) -> int:
        return len(self.steps(value)) - 1

    def place_of(self, value: str) -> int:
        """Where the value stands in a closed list; behind it where it is none of it."""
        return list(self.labels).index(value) if value in self.labels else len(self.labels)

    def canonical(self, value: str) -> str:
        """The value as the index has it, of one that was typed or stands in an old link."""
        return value.lower() if self.is_lower_case else value


def _steps(separator: str | None, value: str) -> list[str]:
    return value.split(separator) if separator else [value]


# The same values stand on page after page.
@lru_cache(maxsize=20_000)
def _above(separator: str | None, value: str) -> tuple[str, ...]:
    steps = _steps(separator, value)
    return tuple((separator or "").join(steps[:length]) for length in range(1, len(steps)))


@lru_cache(maxsize=20_000)
def _label(facet: Facet, value: str) -> str:
    if value == NONE:
        return facet.none
    return facet.labels.get(value) or facet.in_words(facet.steps(value)[-1])
