"""How often denials are overturned: shares with their interval, and outcomes broken down by what is known.

A request's statistics are asked of the engine in one piece with its hits; the same filters and words make
the same set as on the result page.
"""

from search.query.shares import FEWEST, OutcomeCounts, Share, names_outcome, wilson
from search.query.statistics.body import SIDES, statistics_body, without_outcome
from search.query.statistics.dimensions import DIMENSIONS, DIMENSIONS_BY_NAME, Dimension, all_levels
from search.query.statistics.reading import Breakdown, Row, Statistics, read_statistics

__all__ = [
    "DIMENSIONS",
    "DIMENSIONS_BY_NAME",
    "FEWEST",
    "SIDES",
    "Breakdown",
    "Dimension",
    "OutcomeCounts",
    "Row",
    "Share",
    "Statistics",
    "all_levels",
    "names_outcome",
    "read_statistics",
    "statistics_body",
    "wilson",
    "without_outcome",
]
