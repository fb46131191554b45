"""The two columns: each side's reasons, the most telling ones first, each with passages that give it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from search.letters.facts import OVERTURNED, UPHELD
from search.letters.reasons import OTHER, argues_for
from search.query.facets import NONE
from search.query.marking import Marker
from search.query.shares import FEWEST, Share
from search.query.statistics import DIMENSIONS_BY_NAME
from search.query.statistics.contrast import Contrast
from search.sides.links import CountLinks
from search.sides.passages import Argued, Passage, chosen

REASON = DIMENSIONS_BY_NAME["reason"]
_OPPOSITE = {UPHELD: OVERTURNED, OVERTURNED: UPHELD}


@dataclass(frozen=True, slots=True)
class Part:
    """How many of one side's decisions have a value: `count` of `size`; the share is None of too few."""

    side: str
    count: int
    size: int
    share: Share | None
    address: str | None

    @classmethod
    def of(cls, contrast: Contrast, side: str, address: str | None) -> "Part":
        """The part of that side; without decisions there is nothing to lead to."""
        count = contrast.counts.of(side)
        share: Share | None = getattr(contrast, side)
        return cls(side, count, contrast.sizes.of(side), share, address if count else None)

    @property
    def value(self) -> float:
        """The share from 0 to 1; 0 of too few."""
        return self.share.value if self.share else 0.0

    @property
    def bar(self) -> float:
        """The length of its bar, of 100."""
        return 100 * self.value


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage with its words marked; `html` is escaped."""

    html: SafeString
    decision: Argued


@dataclass(frozen=True, slots=True)
class ShownReason:
    """A reason in words with its part of its own side, then of the other; `passages` may be none."""

    words: str
    parts: Sequence[Part]
    passages: Sequence[ShownPassage]


@dataclass(frozen=True, slots=True)
class Column:
    """One side: `size` decisions, of which `recognised` have a reason of the list."""

    side: str
    size: int
    recognised: int
    address: str
    reasons: Sequence[ShownReason]

    @property
    def is_small(self) -> bool:
        """Whether it has too few decisions for shares."""
        return 0 < self.size < FEWEST


def columns(
    reasons: Sequence[Contrast],
    sizes: Mapping[str, int],
    decisions: Mapping[str, Sequence[Argued]],
    marker: Marker,
    links: CountLinks,
) -> list[Column]:
    """Upheld, then overturned. `reasons` stand in the order of what they tell."""
    return [
        Column(
            side=side,
            size=size,
            recognised=size - sum(one.counts.of(side) for one in reasons if _says_nothing(one)),
            address=links.of_side(side),
            reasons=_shown(side, _of_side(side, reasons), decisions.get(side, []), marker, links),
        )
        for side, size in sizes.items()
    ]


def side_of(contrast: Contrast) -> str:
    """The column that a reason stands in: that which it argues for, else where it is given more often."""
    side = argues_for(contrast.row.value)
    return side if side and contrast.counts.of(side) else contrast.leans_to


def _of_side(side: str, reasons: Iterable[Contrast]) -> list[Contrast]:
    return [one for one in reasons if not _says_nothing(one) and side_of(one) == side]


def _says_nothing(contrast: Contrast) -> bool:
    return contrast.row.value in {OTHER, NONE}


def _shown(
    side: str, reasons: Sequence[Contrast], decisions: Sequence[Argued], marker: Marker, links: CountLinks
) -> list[ShownReason]:
    passages = chosen([one.row.value for one in reasons], decisions)
    return [
        ShownReason(
            words=one.row.label,
            parts=_parts(one, side, links),
            passages=[_marked(passage, marker) for passage in passages[one.row.value]],
        )
        for one in reasons
    ]


def _parts(contrast: Contrast, side: str, links: CountLinks) -> list[Part]:
    """Of the column's own side, then of the other where decisions there have it too.

    Most reasons argue for one side, and are looked for on the other in firm words alone: none there is no
    finding.
    """
    value = contrast.row.value
    parts = (
        Part.of(contrast, one, links.of_value(one, REASON.facet, value)) for one in (side, _OPPOSITE[side])
    )
    return [part for part in parts if part.count]


def _marked(passage: Passage, marker: Marker) -> ShownPassage:
    html = marker.mark(passage.sentence).html
    return ShownPassage(mark_safe(html), passage.decision)  # noqa: S308  the marker escapes all of the text
