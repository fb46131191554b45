"""Outcomes by the values of a dimension as bars of the share overturned: geometry and words for templates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from search.query.shares import OutcomeCounts, Share
from search.query.statistics import Breakdown, Row

# A chart among others has so many rows, and folds away all but the first.
ROWS: Final = 12
ROWS_AT_FIRST: Final = 6
# Below so many decided a bar is hollow.
FEW_DECIDED: Final = 30
# A bar's drawing is so wide and high, whatever the width of the page.
_WIDTH: Final = 1000
_MIDDLE: Final = 10
_CAP: Final = 4

AddressOf = Callable[[Row], str | None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mark:
    """A share drawn from 0 to `_WIDTH`: a bar as long as the share, and whiskers of its interval.

    `is_hollow` where so few were decided that the share is only a hint.
    """

    length: int
    whiskers: str
    is_hollow: bool

    @classmethod
    def of(cls, outcomes: OutcomeCounts, share: Share | None) -> "Mark | None":
        """The drawing; None where the share is not told."""
        if share is None:
            return None
        low, high = _place(share.low), _place(share.high)
        caps = "".join(f"M{end} {_MIDDLE - _CAP}v{2 * _CAP}" for end in (low, high))
        return cls(_place(share.value), f"M{low} {_MIDDLE}H{high}{caps}", outcomes.decided < FEW_DECIDED)


@dataclass(frozen=True, slots=True)
class OutcomeBar:
    """One row: its words, its outcomes and their share (None where too few were decided), and its drawing.

    `address` leads to its decisions, `narrowed` to the present page of its decisions alone.
    """

    value: str
    label: str
    level: int
    is_none: bool
    outcomes: OutcomeCounts
    share: Share | None
    mark: Mark | None
    address: str | None
    narrowed: str | None


@dataclass(frozen=True, slots=True)
class OutcomeChart:
    """The most decided rows of a breakdown, in its order: a parent before its parts, none last.

    `more` rows are left out, and one that `folds` folds away all but the first. `whole` is where a line marks
    the share of all, from 0 to 1000.
    """

    name: str
    title: str
    bars: Sequence[OutcomeBar]
    more: int
    is_multiple: bool
    is_complete: bool
    whole: int | None = None
    is_share_told: bool = True
    folds: bool = True

    @classmethod
    def of(
        cls,
        breakdown: Breakdown,
        address_of: AddressOf,
        *,
        limit: int = ROWS,
        narrowed: AddressOf | None = None,
        whole: Share | None = None,
        is_share_told: bool = True,
        folds: bool = True,
    ) -> "OutcomeChart":
        """The chart of a breakdown.

        Args:
            breakdown: the rows.
            address_of: the address of a row's decisions, or None where none lists exactly these.
            limit: how many rows with a value are drawn.
            narrowed: the address behind a row's words.
            whole: the share of all decisions, drawn as a line.
            is_share_told: False where the question itself asks for an outcome: then only counts are shown.
            folds: whether all but the first rows are folded away.
        """
        shown = shown_rows(breakdown, limit)
        return cls(
            name=breakdown.dimension.name,
            title=breakdown.dimension.label,
            bars=[bar_of(row, address_of, narrowed, is_share_told=is_share_told) for row in shown],
            more=len(breakdown.rows) - len(shown),
            is_multiple=breakdown.dimension.is_multiple,
            is_complete=breakdown.is_complete,
            whole=_place(whole.value) if whole and is_share_told else None,
            is_share_told=is_share_told,
            folds=folds,
        )

    @property
    def parts(self) -> Sequence[Sequence[OutcomeBar]]:
        """The rows that are always shown, and those that are folded away, if any."""
        return folded(self.bars, ROWS_AT_FIRST) if self.folds else [self.bars]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return len(self.bars) + self.more

    @property
    def has_bars(self) -> bool:
        return any(bar.mark for bar in self.bars)

    @property
    def has_hollow(self) -> bool:
        return any(bar.mark and bar.mark.is_hollow for bar in self.bars)

    @property
    def has_counts_alone(self) -> bool:
        """Whether some rows have too few decisions for a share."""
        return self.is_share_told and any(bar.share is None for bar in self.bars)


def folded(rows: Sequence[T], at_first: int) -> Sequence[Sequence[T]]:
    """The first rows, and the others where they are more than one: a single one is worth no fold."""
    return [rows[:at_first], rows[at_first:]] if len(rows) > at_first + 1 else [rows]


def shown_rows(breakdown: Breakdown, limit: int) -> list[Row]:
    """The most decided rows with a value, in the breakdown's order, and those without a value.

    A parent has at least as many decisions as its parts, and comes before them: it is never left out alone.
    """
    by_decided = sorted(breakdown.named, key=lambda row: (-row.decided, row.level))
    kept = {row.value for row in by_decided[:limit]}
    return [row for row in breakdown.rows if row.is_none or row.value in kept]


def bar_of(
    row: Row, address_of: AddressOf, narrowed: AddressOf | None = None, *, is_share_told: bool = True
) -> OutcomeBar:
    """A row with its drawing and its addresses."""
    share = row.outcomes.share if is_share_told else None
    return OutcomeBar(
        value=row.value,
        label=row.label,
        level=row.level,
        is_none=row.is_none,
        outcomes=row.outcomes,
        share=share,
        mark=Mark.of(row.outcomes, share),
        address=address_of(row),
        narrowed=narrowed(row) if narrowed else None,
    )


def _place(share: float) -> int:
    return round(_WIDTH * share)
