"""The folder of pictures, and the page to leaf through them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from imrportal.services.folders import PROJECT

FOLDER: Final = PROJECT / "var" / "screenshots"
WIDTHS: Final = (360, 768, 1440)
SCHEMES: Final = ("light", "dark")
_STYLE: Final = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 1rem; }
ol { display: flex; gap: 1rem; overflow-x: auto; padding: 0; list-style: none; align-items: flex-start; }
img { display: block; width: 15rem; max-height: 24rem; border: 1px solid; }
img { object-fit: cover; object-position: top; }
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's picture.

    Attributes:
        name: the page's name among `tests.browser.pages`.
        width: of the window, in CSS pixels.
        scheme: "light" or "dark".
    """

    name: str
    width: int
    scheme: str

    @property
    def path(self) -> Path:
        words = re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")
        return FOLDER / f"{words}-{self.width}-{self.scheme}.png"


def write_index(names: Iterable[str]) -> None:
    """Write index.html, which shows the pages' pictures that are there, in this order."""
    parts = [part for name in names if (part := _part(name))]
    (FOLDER / "index.html").write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title>'
        f"<style>{_STYLE}</style><h1>Screenshots</h1>{''.join(parts)}</html>\n"
    )


def _part(name: str) -> str:
    pictures = [Picture(name, width, scheme) for width in WIDTHS for scheme in SCHEMES]
    shown = "".join(_entry(picture) for picture in pictures if picture.path.exists())
    return f"<h2>{escape(name)}</h2><ol>{shown}</ol>" if shown else ""


def _entry(picture: Picture) -> str:
    caption = f"{picture.width} px, {picture.scheme}"
    # Names of files are made of letters, digits and hyphens alone.
    file = picture.path.name
    return f'<li><a href="{file}"><img src="{file}" alt="" loading="lazy">{caption}</a></li>'
