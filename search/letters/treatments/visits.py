"""How many sessions a treatment asks for: `2 times a week for 6 weeks`, `2x6`, `12 sessions`.

Numbers that contradict each other, and ranges (`2-3 times a week`), give None: how many is not told then.
"""

import re
from dataclasses import dataclass
from typing import Final

from search.letters.facts import Visits
from search.letters.treatments.counting import in_digits, only_value

ONCE: Final = re.compile(r"\b(?:once|twice|thrice)\b")
TIMES: Final = {"once": "1 times", "twice": "2 times", "thrice": "3 times"}
# The sign of `2x6`, `2x/week`, `x4`.
SIGN: Final = re.compile(r"(?:(?<=\d)|(?<=\d\s)|(?<![a-z]))[x×](?=[\s\d/]|\s?(?:wk|week))")
NUMBER: Final = r"(?<![\w.#/$-])(?<!level )(\d{1,3})(?:\s?(?:-|to|or)\s?(\d{1,3}))?"
SESSIONS: Final = r"(?:sessions?|visits?|treatments)"
PERIODS: Final = r"(weekly|weeks?|wks?|monthly|months?|mos?|daily|days?)\b"
RATE: Final = re.compile(
    rf"{NUMBER}\s?(?:(?:times?|{SESSIONS})\s?(?:a|per|each|every|/)?|days\s?(?:a|per|each)|a|per|/)\s?{PERIODS}"
)
EACH_WEEK: Final = re.compile(r"(?<!times )(?<!time )(?<!bi)(?<!bi[ -])\b(?:weekly|(?:every|each) week)\b")
DURATION: Final = re.compile(
    rf"(?<!every )(?<!in )(?<!within )(?<!after ){NUMBER}\s?(?:more |additional |consecutive )?{PERIODS}"
)
NO_RANGE: Final = r"(?![\d.%]|\s?[-/]\s?\d|\s(?:to|or) \d)"
OTHER_UNIT: Final = rf"(?!\s?(?:{SESSIONS}|months?|mos?|days?|hours?|hrs?|min|inch|in\b|cm|mg|mm|feet|ft))"
# `twice weekly x 4`: the word weeks is left out.
BARE_WEEKS: Final = re.compile(rf",?\s?(?:times|for)\s?(\d{{1,2}}){NO_RANGE}{OTHER_UNIT}")
# `2x6` is two a week for six weeks.
GRID: Final = re.compile(rf"(?<![\w.#/$-])(\d{{1,2}})\s?times\s?(\d{{1,2}}){NO_RANGE}{OTHER_UNIT}")
# `2 times 4 visits`, `2 visits times 4`: nobody can tell whether weeks are meant.
AMBIGUOUS: Final = re.compile(
    rf"\d{{1,2}}\s?times\s?\d{{1,2}}\s?(?={SESSIONS})|\d{{1,2}}\s{SESSIONS}\s?times\s?\d{{1,2}}"
)
TOTAL: Final = re.compile(
    rf"{SESSIONS}\s?\((\d{{1,3}})\)|{SESSIONS}\s?[:=]\s?(\d{{1,3}}){NO_RANGE}"
    rf"|\((?:total (?:of )?)?(\d{{1,3}}) (?:{SESSIONS}|total)\)"
)
COUNT: Final = re.compile(
    rf"{NUMBER}(?:\s(?!weeks?|wks?|months?|days?|hours?|hrs?|years?|min|times|per|for|mg|a\b)[a-z/()-]{{1,30}}){{0,4}}?"
    rf"\s?{SESSIONS}\b(?!\s?(?:per|a\b|each|every|/|weekly|times))"
)
# `Ultrasound x 6`, `sessions, QTY: 6`: counted only where nothing else tells a number.
LONE: Final = re.compile(
    rf"(?:(?<!\d )(?<!\d)\btimes|#|\b(?:qty|quantity)\b)\s?(?:of|:|=)?\s?(\d{{1,3}}){NO_RANGE}"
    r"(?!\s?(?:weeks?|wks?|months?|mos?|days?|hours?|hrs?|min|a\b|per))"
)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Visits a week, weeks, and what both multiply to; None where not one number is told."""

    per_week: int | None = None
    weeks: int | None = None
    total: int | None = None


def visits_in(words: str) -> Visits | None:
    """Visits of the words of a treatment that is given in sessions; None where they tell no number."""
    plain = ONCE.sub(lambda match: TIMES[match[0]], in_digits(words))
    plain = " ".join(SIGN.sub(" times ", plain).split())
    schedule = _grid(plain) or _calendar(plain)
    counts = _counts(plain)
    if not counts and schedule == Schedule():
        counts = {int(match[1]) for match in LONE.finditer(AMBIGUOUS.sub(" ", plain))}
    told = counts | ({schedule.total} if schedule.total else set())
    visits = Visits(only_value(told), schedule.per_week, schedule.weeks)
    return None if visits == Visits() else visits


def _grid(plain: str) -> Schedule | None:
    grids = {(int(match[1]), int(match[2])) for match in GRID.finditer(plain)}
    if len(grids) != 1:
        return None
    ((per_week, weeks),) = grids
    return Schedule(per_week, weeks, per_week * weeks)


def _calendar(plain: str) -> Schedule:
    """A rate (`2 times a week`) and a duration (`for 6 weeks`), each told once."""
    rates = _periods(RATE, plain)
    if not rates and EACH_WEEK.search(plain):
        rates = {("w", 1)}
    durations = _periods(DURATION, plain) or _bare_weeks(plain)
    totals = {_product(rates, durations, unit) for unit in "wmd"} - {None}
    return Schedule(_of_unit(rates, "w"), _of_unit(durations, "w"), max(filter(None, totals), default=None))


Periods = set[tuple[str, int | None]]


def _periods(pattern: re.Pattern[str], plain: str) -> Periods:
    """Unit (its first letter) and number, which is None of a range."""
    return {(match[3][0], None if match[2] else int(match[1])) for match in pattern.finditer(plain)}


def _bare_weeks(plain: str) -> Periods:
    rates = (match for match in RATE.finditer(plain) if match[3].startswith("w"))
    return {("w", int(weeks[1])) for rate in rates if (weeks := BARE_WEEKS.match(plain, rate.end()))}


def _of_unit(periods: Periods, unit: str) -> int | None:
    numbers = {number for name, number in periods if name == unit}
    return numbers.pop() if len(numbers) == 1 else None


def _product(rates: Periods, durations: Periods, unit: str) -> int | None:
    rate, duration = _of_unit(rates, unit), _of_unit(durations, unit)
    return rate * duration if rate and duration else None


def _counts(plain: str) -> set[int | None]:
    """Totals that the words tell; None stands for a range."""
    totals: set[int | None] = {int(next(filter(None, match.groups()))) for match in TOTAL.finditer(plain)}
    rest = AMBIGUOUS.sub(" ", plain)
    return totals | {None if match[2] else int(match[1]) for match in COUNT.finditer(rest)}
