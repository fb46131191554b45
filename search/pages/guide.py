"""The user guide, docs/guide.md, as a page of the portal."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

GUIDE: Final = Path(settings.PROJECT) / "docs" / "guide.md"
# In the file, links to the portal lead to one that `make run` has started, so that they can be followed
# where the file is read; served, they lead to this portal.
LOCAL: Final = "http://127.0.0.1:8000/"


class WrongLink(ValueError):
    """A link of the guide that would lead nowhere from the served page."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the guide's first level, by the id that an address names it with."""

    identity: str
    title: str


@dataclass(frozen=True, slots=True)
class Guide:
    """`html` is safe: the file's own markup is not taken as such. The title is no part of it."""

    title: str
    sections: tuple[Section, ...]
    html: SafeString


def guide() -> Guide:
    """The guide with its links below the portal's present prefix; read once."""
    return _guide(get_script_prefix())


@cache
def _guide(prefix: str) -> Guide:
    return as_page(GUIDE.read_text(encoding="utf-8"), lambda address: _served(address, prefix))


def as_page(markdown: str, served: Callable[[str], str]) -> Guide:
    """Markdown as a page: headings get ids, `served` gives each link's address on the page.

    Raises:
        WrongLink: by `served`.
    """
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(markdown)
    headings = list(_with_ids(tokens))
    for token in tokens:
        for part in token.children or ():
            if part.type == "link_open":
                part.attrSet("href", served(str(part.attrGet("href"))))
    (title, *_) = [text for tag, _, text in headings if tag == "h1"] or [""]
    # Opening, text and closing of the title, which the page sets itself.
    body = tokens[3:] if title else tokens
    return Guide(
        title=title,
        sections=tuple(Section(identity, text) for tag, identity, text in headings if tag == "h2"),
        html=SafeString(reader.renderer.render(body, reader.options, {})),
    )


def _with_ids(tokens: list[Token]) -> Iterable[tuple[str, str, str]]:
    """Gives each heading its id; tells tag, id and text of each."""
    for opening, text in pairwise(tokens):
        if opening.type == "heading_open":
            identity = re.sub(r"[^a-z0-9]+", "-", text.content.lower().replace("’", "")).strip("-")
            opening.attrSet("id", identity)
            yield opening.tag, identity, text.content


def _served(address: str, prefix: str) -> str:
    if address.startswith(LOCAL):
        return prefix + address.removeprefix(LOCAL)
    if address == "searching.md":
        return reverse("help-search")
    if address.startswith("#"):
        return address
    raise WrongLink(address)
