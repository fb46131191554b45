"""The colours of the style sheet keep the contrast of WCAG 2.2 level AA, in light and in dark."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEXT, SHAPE = 4.5, 3.0
TOKENS = Path(settings.STATICFILES_DIRS[0]) / "css" / "tokens.css"
COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
PAIRS = [
    *[
        (ink, ground, TEXT)
        for ink in ("text", "quiet", "accent", "accent-hover", "upheld", "overturned")
        for ground in ("ground", "surface", "raised")
    ],
    ("mark-text", "mark-ground", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-hover", TEXT),
    ("text", "accent-ground", TEXT),
    ("accent-hover", "accent-ground", TEXT),
    ("control-line", "ground", SHAPE),
    ("control-line", "surface", SHAPE),
]


def colours(mode: str) -> dict[str, str]:
    light, _, dark = TOKENS.read_text().partition("@media (prefers-color-scheme: dark)")
    values = dict(COLOUR.findall(light))
    return values | (dict(COLOUR.findall(dark)) if mode == "dark" else {})


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, from 0 (black) to 1 (white)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(ink: str, ground: str) -> float:
    darker, lighter = sorted((luminance(ink), luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_ink_is_legible_on_its_ground(mode: str, ink: str, ground: str, least: float) -> None:
    values = colours(mode)
    assert contrast(values[ink], values[ground]) >= least


def test_dark_gives_a_value_of_its_own_to_every_colour() -> None:
    light, dark = colours("light"), colours("dark")
    assert [name for name in light if light[name] == dark[name]] == []
