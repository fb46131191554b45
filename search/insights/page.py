"""What the insights page shows, gathered from the statistics: no question goes to the engine here."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from search.insights.asked import Asked
from search.insights.compared import LETTERS, compared_sections
from search.insights.sections import Page, sections
from search.pages.navigation import Link
from search.pages.result_summary import Notices
from search.query.shares import MEANING
from search.query.statistics import Dimension, Statistics, names_outcome
from search.query.statistics.difference import difference


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of a question above its charts."""

    asked: Asked
    statistics: Statistics
    notices: Notices
    letter: str = ""

    @classmethod
    def of(cls, asked: Asked, statistics: Statistics, letter: str = "") -> "Head":
        return cls(asked, statistics, asked.notices(statistics), letter)

    @property
    def names_outcome(self) -> bool:
        return names_outcome(self.statistics.request.question)


def insights_address(first: str, second: str | None = None, by: str | None = None) -> str:
    """The page of a question, or of two, by their parameters; of one dimension with `by`."""
    others = [(name, value) for name, value in (("by", by), ("compare", second)) if value is not None]
    return f"{reverse('insights')}?{'&'.join(filter(None, [first, urlencode(others)]))}"


def alone(asked: Asked, statistics: Statistics, by: Dimension | None) -> dict[str, Any]:
    """The template's values for one question."""
    page = Page(_csv_of(asked), lambda name: insights_address(asked.parameters, by=name))
    return {
        "head": Head.of(asked, statistics),
        "sections": sections(asked, statistics, page, by),
        "by": by,
        "all_insights": insights_address(asked.parameters),
        "comparisons": [
            Link(words, insights_address(asked.parameters, second)) for words, second in asked.rests()
        ],
        "meaning": MEANING,
    }


def side_by_side(first: Asked, second: Asked, counted: tuple[Statistics, Statistics]) -> dict[str, Any]:
    """The template's values for two questions."""
    pair = ((first, counted[0]), (second, counted[1]))
    told = not any(names_outcome(statistics.request.question) for statistics in counted)
    return {
        "heads": [Head.of(*one, letter) for one, letter in zip(pair, LETTERS, strict=True)],
        "difference": difference(counted[0].outcomes, counted[1].outcomes) if told else None,
        "is_told": told,
        "sections": compared_sections(pair, [_csv_of(first), _csv_of(second)], insights_address),
        "swapped": insights_address(second.parameters, first.parameters),
        "alone": [insights_address(one.parameters) for one in (first, second)],
        "meaning": MEANING,
    }


def _csv_of(asked: Asked) -> Any:
    return lambda name: f"{reverse('insights-csv')}?{urlencode({'by': name})}&{asked.parameters}"
