"""docs/security.md names tests that are there, and every chapter of the standard."""

import re

import pytest

from imrportal.environment import PROJECT

PAGE = (PROJECT / "docs" / "security.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[^`]+)`", PAGE)))


def test_the_page_names_tests() -> None:
    assert len(NAMED) > 40


@pytest.mark.parametrize("path", NAMED)
def test_a_test_that_the_page_names_is_there(path: str) -> None:
    file = PROJECT / path
    assert file.is_file(), f"docs/security.md names {path}, which is gone"
    assert "def test_" in file.read_text()


@pytest.mark.parametrize("chapter", range(1, 18))
def test_every_chapter_is_spoken_of(chapter: int) -> None:
    assert re.search(rf"\bV{chapter}\b", PAGE)


def test_every_row_of_a_chapter_names_its_points_and_how() -> None:
    rows = re.findall(r"^\| (\d+\.\d[^|]*)\|([^|]*)\|([^|]*)\|$", PAGE, re.MULTILINE)
    assert len(rows) > 80
    for point, how, _ in rows:
        assert re.match(r"\d+\.\d", point)
        assert len(how.strip()) > 8, f"{point} does not say how"
