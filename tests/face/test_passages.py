"""Passages of letters as they are set: long names break, cut sentences show it, nothing is unescaped."""

import pytest
from django.utils.safestring import mark_safe

from search.templatetags.passages import breakable, passage


def test_a_line_may_break_after_a_slash() -> None:
    assert breakable("Baclofen/Gabapentin") == "Baclofen/<wbr>Gabapentin"


def test_slashes_of_tags_are_left_alone() -> None:
    marked = mark_safe("<mark>Baclofen</mark>&#x2F;Gabapentin")
    assert breakable(marked) == "<mark>Baclofen</mark>/<wbr>Gabapentin"


@pytest.mark.parametrize("filtered", [breakable, passage])
def test_text_that_is_not_marked_safe_is_escaped(filtered: object) -> None:
    assert callable(filtered)
    assert "<b>" not in filtered("A <b>bold</b> name.")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A whole sentence.", "A whole sentence."),
        ("The last one was cut at", "The last one was cut at\N{NO-BREAK SPACE}…"),
        ("the first word is missing.", "… the first word is missing."),
        ("  With space around it. \n", "With space around it."),
        ("", ""),
    ],
)
def test_an_ellipsis_shows_where_a_sentence_was_cut(text: str, shown: str) -> None:
    assert passage(text) == shown


def test_the_end_of_a_sentence_is_seen_through_a_mark() -> None:
    marked = mark_safe("<mark>Radiculopathy.</mark>")
    assert passage(marked) == "<mark>Radiculopathy.</mark>"
