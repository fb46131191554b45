"""The rules of `data/rules.toml`: which rows of phrases give which reason."""

import bisect
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from search.letters.reasons.phrases import Occurrences, phrase_groups, read_data

CONTRAST: Final = "contrast"
FINDING: Final = "finding"
GUIDELINE: Final = "guideline"
EITHER: Final = "either"
OF_A_GUIDELINE: Final = "of_a_guideline"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of phrase groups; `gaps[i]` is the most words between `groups[i]` and `groups[i + 1]`."""

    reason: str
    groups: tuple[str, ...]
    gaps: tuple[int, ...]
    unless: frozenset[str] = frozenset()
    of: str = FINDING
    firm: bool = False
    weak: bool = False

    def holds(self, kind: str, occurrences: Occurrences) -> bool:
        """True where a sentence of `kind` with these phrases gives the rule's reason."""
        if self.of not in {kind, EITHER} or not self.unless.isdisjoint(occurrences):
            return False
        if any(group not in occurrences for group in self.groups):
            return False
        ends = [end for _, end in occurrences[self.groups[0]]]
        for gap, group in zip(self.gaps, self.groups[1:], strict=True):
            ends = _reached(ends, occurrences[group], gap, occurrences.get(CONTRAST, ()))
        return bool(ends)


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The rules that give a reason, in the file's order; raises ValueError that names one not understood."""
    return tuple(rule for rule in _all_rules() if rule.reason != OF_A_GUIDELINE)


@functools.cache
def guideline_rules() -> tuple[Rule, ...]:
    """The rules that know a sentence which tells what a guideline says; raises ValueError as `rules`."""
    return tuple(rule for rule in _all_rules() if rule.reason == OF_A_GUIDELINE)


def _all_rules() -> list[Rule]:
    data = read_data("rules.toml")
    return [_rule(reason, entry) for reason, entries in data.items() for entry in entries]


def _rule(reason: str, entry: dict[str, Any]) -> Rule:
    words = entry["phrases"].split()
    groups, gaps = words[::2], words[1::2]
    rule = Rule(
        reason=reason,
        groups=tuple(groups),
        gaps=tuple(int(gap.removeprefix("<")) for gap in gaps),
        unless=frozenset(entry.get("unless", ())),
        of=entry.get("of", FINDING),
        firm=entry.get("firm", False),
        weak=entry.get("weak", False),
    )
    unknown = {*rule.groups, *rule.unless} - phrase_groups().names
    if unknown or rule.of not in {FINDING, GUIDELINE, EITHER}:
        raise ValueError(f"rules.toml, {reason}, {entry}: mend the names {sorted(unknown) or rule.of}")
    return rule


def _reached(
    ends: Sequence[int], places: Sequence[tuple[int, int]], gap: int, contrasts: Sequence[tuple[int, int]]
) -> list[int]:
    """Ends of the `places` that start within `gap` words behind one of `ends`, in the same clause.

    The nearest of `ends` is enough: what lies between it and a place lies between any other and it too.
    """
    ordered = sorted(ends)
    breaks = [start for start, _ in contrasts]
    reached = []
    for start, end in places:
        index = bisect.bisect_right(ordered, start)
        if not index or start - ordered[index - 1] > gap:
            continue
        following = bisect.bisect_left(breaks, ordered[index - 1])
        if following == len(breaks) or breaks[following] >= start:
            reached.append(end)
    return reached
