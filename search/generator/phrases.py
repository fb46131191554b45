"""Sentences from templates, so that two letters seldom hold the same one.

A template is text with `{slot}` (a fact, or an entry of the same phrasebook), `[one|other|]` (one of the
alternatives, which may hold slots again) and `{2..9}` (a whole number, ends included).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Final

Facts = Mapping[str, str]
Write = Callable[[Random, Facts], str]

TOKEN: Final = re.compile(r"\{(?P<low>\d+)\.\.(?P<high>\d+)\}|\{(?P<slot>\w+)\}|(?P<mark>[\[\]|])")


class TemplateError(ValueError):
    """A template of the data files is broken; the message names it and what to mend."""


class Phrasebook:
    """Named lists of templates that may name each other; raises TemplateError for broken ones."""

    def __init__(self, entries: Mapping[str, Sequence[str]]) -> None:
        self._entries: dict[str, tuple[Write, ...]] = dict.fromkeys(entries, ())
        for name, templates in entries.items():
            if any(f"{{{name}}}" in template for template in templates):
                raise TemplateError(f"Rename {name!r}: it names itself in: {'; '.join(templates)}")
            self._entries[name] = tuple(self.compile(template) for template in templates)

    def compile(self, template: str) -> Write:
        """A writer of the template, with this book's entries as slots; raises TemplateError."""
        return _Reader(template, self).read()

    def write(self, name: str, rng: Random, facts: Facts) -> str:
        """One sentence of the named list; raises KeyError for an unknown name."""
        return rng.choice(self._entries[name])(rng, facts)

    def write_several(self, name: str, count: int, rng: Random, facts: Facts) -> list[str]:
        """Up to `count` different sentences of the named list."""
        writers = self._entries[name]
        return [write(rng, facts) for write in rng.sample(writers, min(count, len(writers)))]

    def __contains__(self, name: object) -> bool:
        return name in self._entries


class _Reader:
    """Reads one template from left to right into writers."""

    def __init__(self, template: str, book: Phrasebook) -> None:
        self._template, self._book = template, book
        self._at = 0

    def read(self) -> Write:
        write, end = self._sequence()
        if end is not None:
            raise TemplateError(f"Take out or open the {end!r} outside of brackets in: {self._template}")
        return write

    def _sequence(self) -> tuple[Write, str | None]:
        """Everything up to the bar or bracket that ends it, which is named, or up to the template's end."""
        parts: list[Write] = []
        while match := TOKEN.search(self._template, self._at):
            parts.append(_text(self._template[self._at : match.start()]))
            self._at = match.end()
            if match["mark"] in ("|", "]"):
                return _join(parts), match["mark"]
            parts.append(self._alternatives() if match["mark"] else self._slot(match))
        parts.append(_text(self._template[self._at :]))
        self._at = len(self._template)
        return _join(parts), None

    def _alternatives(self) -> Write:
        choices: list[Write] = []
        end: str | None = "|"
        while end == "|":
            write, end = self._sequence()
            choices.append(write)
        if end is None:
            raise TemplateError(f"Close the bracket in: {self._template}")
        return lambda rng, facts: rng.choice(choices)(rng, facts)

    def _slot(self, match: re.Match[str]) -> Write:
        if match["slot"] is None:
            low, high = int(match["low"]), int(match["high"])
            return lambda rng, facts: str(rng.randint(low, high))
        name, book = match["slot"], self._book
        if name in book:
            return lambda rng, facts: book.write(name, rng, facts)
        return lambda rng, facts: facts[name]


def _text(text: str) -> Write:
    return lambda rng, facts: text


def _join(parts: Sequence[Write]) -> Write:
    if len(parts) == 1:
        return parts[0]
    return lambda rng, facts: "".join([write(rng, facts) for write in parts])


def sentence_case(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]
