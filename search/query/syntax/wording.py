"""A tree as it can be typed."""

from search.query.syntax.periods import period_as_typed
from search.query.syntax.values import quoted
from search.query.tree import (
    AllOf,
    AnyOf,
    Decided,
    Has,
    Node,
    Not,
    Phrase,
    Prefix,
    Question,
    Term,
    Within,
    Word,
)


def as_typed(asked: Node | Question) -> str:
    """The plain way to type a tree; read again it gives the same tree, unless it is too long to be asked."""
    match asked:
        case Question(root):
            return as_typed(root) if root is not None else ""
        case Not(wrapped):
            return f"-{_grouped(wrapped, AllOf, AnyOf)}"
        case AllOf(nodes):
            return " ".join(_grouped(one, AnyOf) for one in nodes)
        case AnyOf(nodes):
            return " OR ".join(map(as_typed, nodes))
        case Word() | Phrase() | Prefix():
            return _term(asked)
        case _:
            return _in_field(asked)


def _in_field(node: Within | Has | Decided) -> str:
    match node:
        case Within(field, term):
            return f"{field}:{_term(term)}"
        case Has(field, value):
            return value if field == "case" else f"{field}:{quoted(value)}"
        case Decided():
            return f"decided:{period_as_typed(node)}"


def _term(term: Term) -> str:
    match term:
        case Word(text):
            return text
        case Phrase(text):
            return f'"{text}"'
        case Prefix(text):
            return f"{text}*"


def _grouped(node: Node, *kinds: type[Node]) -> str:
    text = as_typed(node)
    return f"({text})" if isinstance(node, kinds) else text
