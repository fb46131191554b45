"""The one way in: a typed question to its tree, within the limits."""

import re
from collections.abc import Sequence
from typing import Final

from search.query.syntax.building import leaf_count
from search.query.syntax.cleaning import clean
from search.query.syntax.fields import fields_as_typed
from search.query.syntax.mistakes import QueryMistake, TooDeep, TooLong, TooManyPrefixes, TooManyTerms
from search.query.syntax.reading import read_tree
from search.query.syntax.tokens import Terminal, Token, render, tokens_of
from search.query.tree import Question

LENGTH_LIMIT: Final = 500
TERMS_LIMIT: Final = 50
DEPTH_LIMIT: Final = 8
PREFIXES_LIMIT: Final = 5
# A mended question may hold the next mistake; one that is still wrong then is asked by its words alone.
_MENDS = 6
_FIELD_NAME = re.compile(r"\b([A-Za-z]+):")
_WORD = re.compile(r"[^\W_]+")


def parse(typed: str) -> Question:
    """Read a typed question; without anything to look for it is empty.

    Raises:
        QueryMistake: it cannot be asked as it was typed; `mended` can.
    """
    try:
        return _read(typed)
    except QueryMistake as mistake:
        mistake.mended = _mended(mistake, typed)
        raise


def _read(typed: str) -> Question:
    if len(typed) > LENGTH_LIMIT:
        raise TooLong(LENGTH_LIMIT, _shortened(clean(typed[: 2 * LENGTH_LIMIT])))
    text = clean(typed)
    if len(text) > LENGTH_LIMIT:
        raise TooLong(LENGTH_LIMIT, _shortened(text))
    tokens = tokens_of(text)
    if not tokens:
        return Question()
    _check_depth(tokens)
    _check_prefixes(tokens)
    root = read_tree(tokens)
    if leaf_count(root) > TERMS_LIMIT:
        raise TooManyTerms(TERMS_LIMIT, render(_first_terms(tokens)))
    return Question(root)


def _check_depth(tokens: Sequence[Token]) -> None:
    depth = 0
    kept: list[Token] = []
    for token in tokens:
        depth += token.terminal is Terminal.OPEN
        if token.terminal not in {Terminal.OPEN, Terminal.CLOSE} or depth <= DEPTH_LIMIT:
            kept.append(token)
        depth -= token.terminal is Terminal.CLOSE and depth > 0
    if len(kept) < len(tokens):
        raise TooDeep(DEPTH_LIMIT, render(kept))


def _check_prefixes(tokens: Sequence[Token]) -> None:
    places = [at for at, token in enumerate(tokens) if token.terminal is Terminal.PREFIX]
    if over := set(places[PREFIXES_LIMIT:]):
        kept = [
            Token(Terminal.WORD, token.text.replace("*", "")) if at in over else token
            for at, token in enumerate(tokens)
        ]
        raise TooManyPrefixes(PREFIXES_LIMIT, render(kept))


def _first_terms(tokens: Sequence[Token]) -> Sequence[Token]:
    places = [at for at, token in enumerate(tokens) if token.is_term]
    return tokens[: places[TERMS_LIMIT]] if len(places) > TERMS_LIMIT else tokens[: places[-1]]


def _shortened(text: str) -> str:
    """The whole words that fit, with room for what closing them takes."""
    return text[: LENGTH_LIMIT - DEPTH_LIMIT].rsplit(maxsplit=1)[0] if text else text


def _mended(mistake: QueryMistake, typed: str) -> str | None:
    """The first draft that can be asked; else the drafts of its own mistake, and at last the bare words."""
    for _ in range(_MENDS):
        again: QueryMistake | None = None
        for draft in mistake.drafts:
            try:
                question = _read(draft)
                return " ".join(draft.split()) if not question.is_empty else None
            except QueryMistake as next_mistake:
                again = again or next_mistake
        if again is None:
            break
        mistake = again
    return _bare_words(typed)


def _bare_words(typed: str) -> str | None:
    """The first words without any sign, few and short enough to be asked; None where there is none."""
    text = _FIELD_NAME.sub(_without_known_field, clean(typed[: 2 * LENGTH_LIMIT]))
    words = [_plain(word) for word in _WORD.findall(text)][:TERMS_LIMIT]
    while len(words) > 1 and len(" ".join(words)) > LENGTH_LIMIT:
        words.pop()
    bare = " ".join(words)[:LENGTH_LIMIT]
    return bare if bare and not _read(bare).is_empty else None


def _without_known_field(name: re.Match[str]) -> str:
    return " " if name[1].casefold() in fields_as_typed() else name[0]


def _plain(word: str) -> str:
    return word.lower() if word in {"AND", "OR", "NOT"} else word
