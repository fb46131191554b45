"""Colours and sizes of type are said once, in tokens.css; the staff's pages take the same."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.face.test_contrast import colours

STATIC = Path(settings.STATICFILES_DIRS[0])
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|color-mix)\(", re.IGNORECASE)
# White below a code to photograph.
OWN_COLOURS = {"account.css": ["#ffffff"]}
# Paper has colours of its own, and mails.css is for staff's pages.
APART = ("tokens", "print", "mails")
SHEETS = [path for path in sorted((STATIC / "css").glob("*.css")) if path.stem not in APART]
TYPE = re.compile(r"font-size: ([^;]+);")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_sheet_has_no_colour_of_its_own(sheet: Path) -> None:
    assert COLOUR.findall(sheet.read_text()) == OWN_COLOURS.get(sheet.name, [])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_sheet_keeps_to_the_scale_of_type(sheet: Path) -> None:
    sizes = set(TYPE.findall(sheet.read_text()))
    # An em is a share of a size of the scale.
    assert {
        size for size in sizes if not re.fullmatch(r"var\(--type-[a-z]+\)|[\d.]+em|inherit", size)
    } == set()


def staff_colours(mode: str) -> list[set[str]]:
    """The colours of each of the rules of staff's pages in this mode."""
    sheet = (STATIC / "staff" / "colours.css").read_text()
    rules = [set(re.findall(r"#[0-9a-f]{6}\b", rule)) for rule in sheet.split("}")]
    light, *dark = [rule for rule in rules if rule]
    return [light] if mode == "light" else dark


@pytest.mark.parametrize(("mode", "rules"), [("light", 1), ("dark", 2)])
def test_staffs_pages_have_the_colours_of_the_portal(mode: str, rules: int) -> None:
    found = staff_colours(mode)
    assert len(found) == rules
    for rule in found:
        assert rule - set(colours(mode).values()) == set()
