"""Dates as readers type them: a day, a month, a year, or two with two dots between."""

import calendar
import re
from datetime import date

from search.query.syntax.mistakes import DateNotUnderstood, RangeUpsideDown
from search.query.tree import Decided

_DATE = re.compile(r"((?:19|20)\d\d)(?:-(\d\d?)(?:-(\d\d?))?)?")
_DOTS = re.compile(r"\.{2,3}")
_AMERICAN = re.compile(r"(?<!\d)(?:(\d\d?)[/.-])?(\d\d?)[/.-]((?:19|20)\d\d)(?!\d)")
_YEARS = re.compile(r"((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)")
# Characters of `2016` and of `2016-12`.
_YEAR, _MONTH = 4, 7
_PUNCTUATION = " ,;:?!'*"


def read_period(typed: str) -> Decided:
    """The time that `typed` names.

    Raises:
        DateNotUnderstood: it is no date or range; the drafts are other spellings of the value.
        RangeUpsideDown: it ends before it begins.
    """
    text = _without_full_stop(typed.strip(_PUNCTUATION))
    sides = _DOTS.split(text)
    if len(sides) > 2 or not any(sides):
        raise DateNotUnderstood(typed)
    first, last = (_span(side.strip(), typed) for side in (sides[0], sides[-1]))
    if first and last and first[0] > last[1]:
        raise RangeUpsideDown(text, f"{sides[-1]}..{sides[0]}")
    return Decided(first and first[0], last and last[1])


def _without_full_stop(text: str) -> str:
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def _span(side: str, typed: str) -> tuple[date, date] | None:
    """First and last day of a day, month or year; None where the side is left open."""
    if not side:
        return None
    span = span_of(side)
    if span is None:
        raise DateNotUnderstood(typed, *_spellings(typed.strip(_PUNCTUATION)))
    return span


def span_of(text: str) -> tuple[date, date] | None:
    """First and last day of `2016`, `2016-12` or `2016-12-09`; None where it is no such date."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # noqa: S101 - the pattern wants a year
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    last_month = month or 12
    return first, date(year, last_month, calendar.monthrange(year, last_month)[1])


def _spellings(typed: str) -> list[str]:
    """What may be meant: `12/9/2016` is the ninth of December, `2015-2017` a range of years."""
    respelled = _AMERICAN.sub(_iso, _YEARS.sub(r"\1..\2", typed)).replace("/", "-")
    sides = _DOTS.split(respelled)
    understood = len(sides) <= 2 and all(not side or span_of(side) for side in sides)
    return [respelled] if understood and any(sides) else []


def _iso(match: re.Match[str]) -> str:
    first, second, year = match.groups()
    month, day = (first, second) if first else (second, None)
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def period_as_typed(period: Decided) -> str:
    """A period in the shortest way to type it."""
    first, last = (end.isoformat() if end else "" for end in (period.first, period.last))
    for length in (_YEAR, _MONTH):
        spans = span_of(first[:length]), span_of(last[:length])
        begins = not first or (spans[0] is not None and spans[0][0] == period.first)
        ends = not last or (spans[1] is not None and spans[1][1] == period.last)
        if begins and ends:
            first, last = first[:length], last[:length]
            break
    return first if first == last else f"{first}..{last}"
