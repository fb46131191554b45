"""Tokens to a tree: the grammar joins them, what stands in a field is given its meaning."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

import lark
from lark.exceptions import UnexpectedToken

from search.query.syntax.building import all_of, any_of, is_only_unwanted, negated
from search.query.syntax.case_numbers import beginning, full_number
from search.query.syntax.fields import Field, Kind, fields
from search.query.syntax.mistakes import (
    CaseNumberNotUnderstood,
    EmptyParentheses,
    FieldWithinField,
    NothingToLeaveOut,
    OrWithoutSide,
    QueryMistake,
    UnclosedParenthesis,
    UnopenedParenthesis,
    UnwantedInOr,
)
from search.query.syntax.periods import read_period
from search.query.syntax.stars import beginning_of
from search.query.syntax.tokens import DROPPED, Terminal, Token, render, word_of
from search.query.syntax.values import closed_list
from search.query.tree import Decided, Has, Node, Phrase, Prefix, Term, Within, Word

_Parsed = lark.Tree[lark.Token] | lark.Token
_MOST_WORDS_OF_A_VALUE = 4
_RUN = re.compile(r"[^\W_]+")


@cache
def _parser() -> lark.Lark:
    return lark.Lark.open_from_package(
        __name__, "grammar.lark", [""], parser="lalr", lexer="basic", start="any_of"
    )


def read_tree(tokens: Sequence[Token]) -> Node:
    """The tree of at least one token.

    Raises:
        QueryMistake: the tokens do not fit together, or a field's value is not understood.
    """
    parser = _parser().parse_interactive("")
    position = 0
    try:
        for position, token in enumerate(tokens):
            parser.feed_token(lark.Token(token.terminal, token.text, start_pos=position))
        position = len(tokens)
        parsed: _Parsed = parser.feed_eof()  # type: ignore[no-untyped-call]
    except UnexpectedToken:
        raise _misfit(tokens, position) from None
    return _Reader(tokens).node(parsed, None)


def _misfit(tokens: Sequence[Token], position: int) -> QueryMistake:
    """Why the token at `position` (or the end) does not fit: the one before it waits for something else."""
    before = tokens[position - 1].terminal if position else None
    here = tokens[position].terminal if position < len(tokens) else None
    without = render([*tokens[: max(position - 1, 0)], *tokens[position:]])
    if before is Terminal.NOT:
        return NothingToLeaveOut(without)
    if here is Terminal.OR:
        return OrWithoutSide(render([*tokens[:position], *tokens[position + 1 :]]))
    if before is Terminal.OR:
        return OrWithoutSide(without)
    if here is None:
        return UnclosedParenthesis(render([*tokens, *_closing(tokens)]))
    if before is Terminal.OPEN:
        return EmptyParentheses(render([*tokens[: position - 1], *tokens[position + 1 :]]))
    return UnopenedParenthesis(render([*tokens[:position], *tokens[position + 1 :]]))


def _closing(tokens: Sequence[Token]) -> list[Token]:
    kinds = [token.terminal for token in tokens]
    return [Token(Terminal.CLOSE, ")")] * (kinds.count(Terminal.OPEN) - kinds.count(Terminal.CLOSE))


class _Reader:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens

    def node(self, parsed: _Parsed, field: Field | None) -> Node:
        """A parsed piece as a node; `field` is the field that stands before it or around it.

        As deep as the parentheses, which are limited.
        """
        if isinstance(parsed, lark.Token):
            return self._leaf(parsed, field)
        match str(parsed.data):
            case "unwanted":
                return negated(self.node(parsed.children[0], field))
            case "within":
                return self._within(parsed, field)
            case "any_of":
                return self._any_of([self.node(child, field) for child in parsed.children])
            case _:
                return all_of([self.node(child, field) for child in parsed.children])

    def _any_of(self, nodes: list[Node]) -> Node:
        if any(is_only_unwanted(node) for node in nodes):
            raise UnwantedInOr(render([one for one in self._tokens if one.terminal is not Terminal.OR]))
        return any_of(nodes)

    def _within(self, parsed: lark.Tree[lark.Token], outer: Field | None) -> Node:
        name, value = parsed.children
        assert isinstance(name, lark.Token)  # noqa: S101 - by the grammar
        field = fields()[name.removesuffix(":")]
        if outer is not None:
            around = [one for one in self._tokens if one.text != f"{outer.name}:"]
            raise FieldWithinField(field.name, outer.name, render(around))
        try:
            return self.node(value, field)
        except QueryMistake as mistake:
            at = name.start_pos or 0
            mistake.drafts += (render([*self._tokens[:at], *self._tokens[at + 1 :]]),)
            raise

    def _leaf(self, token: lark.Token, field: Field | None) -> Node:
        at = token.start_pos or 0
        if field is None:
            return _anywhere(self._tokens[at])
        try:
            return _value(self._tokens[at], field)
        except QueryMistake as mistake:
            pieces = [(one, 1) for one in mistake.drafts]
            longer = list(self._longer_values(at, field))
            mistake.drafts = tuple(self._instead(at, count, one) for one, count in (*longer, *pieces))
            raise

    def _longer_values(self, at: int, field: Field) -> Iterator[tuple[str, int]]:
        """A known value that goes on over the next words, which should stand in quotation marks."""
        if field.kind is not Kind.LIST:
            return
        for count in range(_MOST_WORDS_OF_A_VALUE, 1, -1):
            words = self._tokens[at : at + count]
            said = " ".join(word_of(word.text) for word in words)
            if all(word.terminal is Terminal.WORD for word in words) and closed_list(field.name).named(said):
                yield f'"{said}"', len(words)

    def _instead(self, at: int, count: int, piece: str) -> str:
        return render([*self._tokens[:at], Token(Terminal.WORD, piece), *self._tokens[at + count :]])


def _anywhere(token: Token) -> Node:
    """A term without a field; the beginning of a case number is sought among case numbers."""
    if token.terminal is Terminal.CASE_NUMBER:
        return Has("case", token.text)
    term = _term(token)
    return _begun(term.text) if isinstance(term, Prefix) and beginning(term.text) else _of_plain_letters(term)


def _value(token: Token, field: Field) -> Node:
    """A field's value; drafts of its mistakes are other values."""
    if token.terminal is Terminal.CASE_NUMBER and field.kind is not Kind.CASE_NUMBER:
        raise FieldWithinField("case", field.name)
    match field.kind:
        case Kind.PERIOD:
            return _period(token)
        case Kind.CASE_NUMBER:
            return _case_number(token)
        case Kind.LIST:
            return _listed(token, field)
        case Kind.WORDS:
            return _of_plain_letters(_term(token), field.name)


def _term(token: Token) -> Term:
    match token.terminal:
        case Terminal.PHRASE:
            return Phrase(token.text[1:-1].strip())
        case Terminal.PREFIX:
            return Prefix(beginning_of(word_of(token.text.rstrip("*"))))
        case _:
            return Word(word_of(token.text))


def _of_plain_letters(term: Term, field: str | None = None) -> Node:
    """A term as the index knows it: a prefix is one run of small letters, what stands before it are words."""
    if not isinstance(term, Prefix):
        return Within(field, term) if field else term
    letters = unicodedata.normalize("NFD", term.text.casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    plain = unicodedata.normalize("NFC", kept)
    *before, last = _RUN.findall(plain)
    terms: list[Term] = [Word(run) for run in before if run not in DROPPED]
    if field:
        return all_of([Within(field, one) for one in [*terms, Prefix(last)]])
    return all_of([*terms, _begun(last)])


def _begun(letters: str) -> Node:
    """The beginning of a word or, where it looks so, of a case number."""
    numbers = beginning(letters)
    return Within("case", Prefix(numbers)) if numbers else Prefix(letters)


def _period(token: Token) -> Decided:
    return read_period(token.text.strip('"'))


def _case_number(token: Token) -> Node:
    if token.terminal is Terminal.CASE_NUMBER:
        return Has("case", token.text)
    said = _term(token).text
    if number := full_number(said):
        return Has("case", number)
    numbers = beginning(said)
    if token.terminal is Terminal.PREFIX and numbers:
        return Within("case", Prefix(numbers))
    raise CaseNumberNotUnderstood(said, *([f"{numbers}*"] if numbers else []))


def _listed(token: Token, field: Field) -> Node:
    said = _term(token).text
    values = closed_list(field.name)
    if token.terminal is Terminal.PREFIX:
        return any_of([_has_all(field, several) for several in values.beginning_with(said)])
    return _has_all(field, values.find(said))


def _has_all(field: Field, values: Sequence[str]) -> Node:
    return all_of([Has(field.name, value) for value in values])
