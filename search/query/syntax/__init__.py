"""The grammar of the search box: what was typed to a tree, or a mistake with a question that can be asked."""

from search.query.syntax.asking import DEPTH_LIMIT, LENGTH_LIMIT, PREFIXES_LIMIT, TERMS_LIMIT, parse
from search.query.syntax.mistakes import QueryMistake
from search.query.syntax.wording import as_typed
from search.query.tree import Question

__all__ = [
    "DEPTH_LIMIT",
    "LENGTH_LIMIT",
    "PREFIXES_LIMIT",
    "TERMS_LIMIT",
    "QueryMistake",
    "Question",
    "as_typed",
    "parse",
]
