"""Places in a result as a text in an address."""

import base64
import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.cursor import BadCursor, Cursor, read_cursor

numbers = st.integers(-(2**63), 2**63 - 1) | st.floats(-1e30, 1e30)


@given(st.integers(0, 10**9), st.lists(numbers, min_size=1, max_size=4).map(tuple))
def test_a_cursor_is_read_back_as_it_was(position: int, values: tuple[int | float, ...]) -> None:
    cursor = Cursor(position, values)
    assert read_cursor(str(cursor)) == cursor


@given(st.text())
def test_any_text_is_a_cursor_or_refused(text: str) -> None:
    with contextlib.suppress(BadCursor):
        read_cursor(text)


@pytest.mark.parametrize(
    "content",
    [
        [],
        [1],
        {},
        "x",
        [-1, 2],
        [10**12, 2],
        [1, [2]],
        [1, {"a": 1}],
        [True, 1],
        [1, 1e999],
        [1, 2**70],
        [1, None],
        [1, "x"],
    ],
)
def test_what_is_no_place_is_refused(content: object) -> None:
    text = base64.urlsafe_b64encode(json.dumps(content).encode()).decode()
    with pytest.raises(BadCursor):
        read_cursor(text)


def test_a_very_long_text_is_refused_unread() -> None:
    with pytest.raises(BadCursor):
        read_cursor("A" * 1_000_000)
