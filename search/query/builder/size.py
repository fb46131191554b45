"""How large a query is, as the engine counts it."""

from collections.abc import Iterable
from typing import Any, Final

from search.query.builder.fields import Clause
from search.query.stemming import pieces

# The engine refuses a query of more than 1,024 (`indices.query.bool.max_clause_count`), and makes several of
# a prefix.
LIMIT: Final = 900
_LEAVES: Final = {"match", "match_phrase", "prefix", "range", "term", "terms"}


def clause_count(clause: Any) -> int:
    """How many leaves a clause, or a list of them, has; each word of a `match` is one."""
    if isinstance(clause, list):
        return sum(map(clause_count, clause))
    if not isinstance(clause, dict):
        return 0
    return sum(_words_in(value) if name in _LEAVES else clause_count(value) for name, value in clause.items())


def that_fit(clauses: Iterable[Clause], room: int) -> list[Clause]:
    """The clauses that have room beside the others, the first ones first."""
    fitting: list[Clause] = []
    for clause in clauses:
        if (count := clause_count(clause)) <= room:
            fitting.append(clause)
            room -= count
    return fitting


def _words_in(leaf: Clause) -> int:
    said = leaf.get("query")
    for asked in leaf.values() if said is None else ():
        said = asked.get("query") if isinstance(asked, dict) else None
    return max(1, len(pieces(said))) if isinstance(said, str) else 1
