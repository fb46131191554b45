"""Trees in their simplest form: no group of one, none in its own kind, no not of a not."""

from collections.abc import Sequence

from search.query.syntax.case_numbers import number_at
from search.query.tree import AllOf, AnyOf, Has, Node, Not, Word


def all_of(nodes: Sequence[Node]) -> Node:
    """All of at least one node; words that are a case number together become one."""
    flat = [one for node in nodes for one in (node.nodes if isinstance(node, AllOf) else (node,))]
    joined = _with_case_numbers(flat)
    return joined[0] if len(joined) == 1 else AllOf(tuple(joined))


def any_of(nodes: Sequence[Node]) -> Node:
    """Any of at least one node, each once."""
    flat = dict.fromkeys(
        one for node in nodes for one in (node.nodes if isinstance(node, AnyOf) else (node,))
    )
    return AnyOf(tuple(flat)) if len(flat) > 1 else next(iter(flat))


def negated(node: Node) -> Node:
    """What is not."""
    return node.node if isinstance(node, Not) else Not(node)


def is_only_unwanted(node: Node) -> bool:
    """Whether a node leaves out and looks for nothing."""
    if isinstance(node, AllOf):
        return all(map(is_only_unwanted, node.nodes))
    return isinstance(node, Not)


def leaf_count(node: Node) -> int:
    """How many terms and values a tree holds."""
    match node:
        case AllOf(nodes) | AnyOf(nodes):
            return sum(map(leaf_count, nodes))
        case Not(wrapped):
            return leaf_count(wrapped)
        case _:
            return 1


def _with_case_numbers(nodes: Sequence[Node]) -> list[Node]:
    words = [node.text if isinstance(node, Word) else "" for node in nodes]
    joined: list[Node] = []
    position = 0
    while position < len(nodes):
        found = number_at(words, position) if words[position] else None
        joined.append(Has("case", found[0]) if found else nodes[position])
        position += found[1] if found else 1
    return joined
