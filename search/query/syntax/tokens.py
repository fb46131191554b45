"""What was typed as tokens: the terminals of `grammar.lark`."""

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from search.query.syntax.case_numbers import number_at
from search.query.syntax.fields import Kind, fields, fields_as_typed
from search.query.syntax.mistakes import (
    EmptyFieldValue,
    MinusBehindColon,
    StarInPhrase,
    UnclosedQuotationMark,
    UnknownField,
)
from search.query.syntax.stars import check_star

_JUNK = string.punctuation.replace("%", "").replace("*", "") + "·•¶§¿¡"
_PIECE = re.compile(r'(?P<space>\s+)|(?P<bracket>[()])|"(?P<phrase>[^"]*)"|(?P<quote>")|(?P<raw>[^\s"()]+)')
_FIELD = re.compile(r"(?P<name>[A-Za-z]+):(?P<value>.*)")
_MINUS = re.compile(r"-+")
# Words between others that ask for nothing.
DROPPED = frozenset({"and", "or"})


class Terminal(StrEnum):
    """The kinds of tokens, as the grammar calls them."""

    OR = "_OR"
    NOT = "_NOT"
    OPEN = "_OPEN"
    CLOSE = "_CLOSE"
    FIELD = "FIELD"
    WORD = "WORD"
    PHRASE = "PHRASE"
    PREFIX = "PREFIX"
    CASE_NUMBER = "CASE_NUMBER"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece as it can be typed: of a field with its colon, of a phrase with its quotation marks."""

    terminal: Terminal
    text: str

    @property
    def is_term(self) -> bool:
        return self.terminal in _TERMS


_TERMS = frozenset({Terminal.WORD, Terminal.PHRASE, Terminal.PREFIX, Terminal.CASE_NUMBER})


def word_of(raw: str) -> str:
    """A piece without the punctuation around it; empty where it holds no letter or digit."""
    word = raw.strip(_JUNK)
    return word if any(character.isalnum() for character in word) else ""


def render(tokens: Sequence[Token]) -> str:
    """Tokens as they can be typed."""
    text = ""
    for token in tokens:
        tight = token.terminal is Terminal.CLOSE or text.endswith(("(", ":", " -")) or text in {"", "-"}
        text += token.text if tight else f" {token.text}"
    return text


def tokens_of(text: str) -> list[Token]:
    """Read a cleaned text into tokens; what holds no letter or digit is dropped, and so are AND, and, or.

    Raises:
        QueryMistake: a quotation mark, a star or a field is not as it should be.
    """
    return _with_case_numbers(_Lexer(text).run())


class _Lexer:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[Token] = []
        self._minus = False

    def run(self) -> list[Token]:
        position = 0
        while position < len(self._text):
            if self._is_start(position) and (minus := _MINUS.match(self._text, position)):
                self._minus, position = True, minus.end()
                continue
            position = self._piece(position)
        return self._tokens

    def _is_start(self, position: int) -> bool:
        return position == 0 or self._text[position - 1] in " \t\n\r(" or self._text[position - 1].isspace()

    def _piece(self, position: int) -> int:
        """Read one piece; gives where the next begins."""
        match = _PIECE.match(self._text, position)
        assert match is not None  # noqa: S101 - the pattern has an alternative for every character
        if match["quote"]:
            raise UnclosedQuotationMark(self._edited(position, match.end(), " "))
        if match["bracket"]:
            self._emit(Terminal.OPEN if match["bracket"] == "(" else Terminal.CLOSE, match["bracket"])
        elif match["phrase"] is not None:
            self._phrase(match)
        elif match["raw"]:
            return self._raw(match)
        # A minus counts only right before what it leaves out.
        self._minus = False
        return match.end()

    def _phrase(self, match: re.Match[str]) -> None:
        said = " ".join(match["phrase"].split())
        if re.search(r"\w\*", said):
            raise StarInPhrase(self._edited(match.start(), match.end(), f'"{said.replace("*", " ")}"'))
        if word_of(said):
            self._emit(Terminal.PHRASE, f'"{said}"')
        elif self._follows_field():
            field = self._tokens[-1].text.removesuffix(":")
            raise EmptyFieldValue(field, self._edited(match.start(), match.end(), ""))

    def _raw(self, match: re.Match[str]) -> int:
        start = match.end() - len(match["raw"].lstrip(_JUNK))
        named = _FIELD.fullmatch(self._text, start, match.end())
        if named and (end := self._field(named)):
            return end
        self._word(match["raw"], match.start())
        self._minus = False
        return match.end()

    def _word(self, raw: str, start: int) -> None:
        check_star(raw, lambda mended: self._edited(start, start + len(raw), mended))
        word = word_of(raw.replace("*", ""))
        if "*" in raw:
            self._emit(Terminal.PREFIX, raw)
        elif self._follows_field():
            self._emit(Terminal.WORD, raw)
        elif word == "NOT":
            self._negate(word)
        elif word == "OR":
            self._emit(Terminal.OR, word)
        elif word and word.casefold() not in DROPPED:
            self._emit(Terminal.WORD, raw)

    def _field(self, named: re.Match[str]) -> int:
        """Read a field's name; gives where its value begins, 0 where the word is none."""
        name, value, start = named["name"], named["value"], named.start()
        field = fields_as_typed().get(name.casefold())
        ahead = value or self._text[named.end() : named.end() + 1]
        if field is None:
            if ahead[:1].isalnum() or ahead[:1] in {'"', "("}:
                raise self._unknown(named)
            return 0
        if value.startswith("-") and word_of(value):
            raise MinusBehindColon(
                field.name, self._edited(start, named.end(), f" -{name}:{value.lstrip('-')}")
            )
        if not (word_of(value.replace("*", "")) or "*" in value or (not value and ahead in {'"', "("})):
            raise EmptyFieldValue(field.name, *self._without_value(named))
        self._emit(Terminal.FIELD, f"{field.name}:")
        if value:
            self._word(value, named.start("value"))
        return named.end()

    def _unknown(self, named: re.Match[str]) -> UnknownField:
        name, value = named["name"], named["value"]
        near = get_close_matches(name.casefold(), fields_as_typed(), n=1, cutoff=0.75)
        drafts = [self._edited(named.start(), named.end(), f"{one}:{value}") for one in near]
        drafts.append(self._edited(named.start(), named.end(), f"{name} {value}"))
        return UnknownField(name, fields(), *drafts)

    def _without_value(self, named: re.Match[str]) -> tuple[str, str]:
        """Two ways to mend a field without a value: what comes next is meant, or the field is not."""
        start, end = named.start(), named.end()
        return (
            f"{self._text[:start]}{named['name']}:{self._text[end:].lstrip()}",
            self._edited(start, end, f"{named['name']} "),
        )

    def _negate(self, text: str) -> None:
        # Not not is nothing.
        if self._tokens and self._tokens[-1].terminal is Terminal.NOT:
            self._tokens.pop()
        else:
            self._tokens.append(Token(Terminal.NOT, text))

    def _emit(self, terminal: Terminal, text: str) -> None:
        if self._minus and terminal not in {Terminal.CLOSE, Terminal.OR}:
            self._negate("-")
        self._minus = False
        self._tokens.append(Token(terminal, text))

    def _follows_field(self) -> bool:
        return bool(self._tokens) and self._tokens[-1].terminal is Terminal.FIELD

    def _edited(self, start: int, end: int, instead: str) -> str:
        return self._text[:start] + instead + self._text[end:]


def _with_case_numbers(tokens: list[Token]) -> list[Token]:
    """Words that are a case number together, and phrases that are one, as one token."""
    words = [
        word_of(token.text) if token.terminal in {Terminal.WORD, Terminal.PHRASE} else "" for token in tokens
    ]
    joined: list[Token] = []
    position = 0
    while position < len(tokens):
        found = number_at(words, position) if words[position] and _may_be_case_number(joined) else None
        joined.append(Token(Terminal.CASE_NUMBER, found[0]) if found else tokens[position])
        position += found[1] if found else 1
    return joined


def _may_be_case_number(before: Sequence[Token]) -> bool:
    """Whether the next word may be a case number: not as the value of a field for other things."""
    if not before or before[-1].terminal is not Terminal.FIELD:
        return True
    return fields()[before[-1].text.removesuffix(":")].kind is Kind.CASE_NUMBER
