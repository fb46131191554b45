"""docs/access.md is true, and tells of every address there is."""

from typing import Final

import pytest

from tests.access.routes import all_routes
from tests.access.table import PAGE, Line, read_table
from tests.access.visitors import VISITORS, Visitors

LINES: Final = read_table(PAGE.read_text())
POSTS: Final = [line for line in LINES if line.method == "POST"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("line", LINES, ids=str)
def test_everybody_gets_what_the_table_says(line: Line, visitors: Visitors) -> None:
    assert {visitor: visitors.answer(visitor, line) for visitor in line.answers} == line.answers


@pytest.mark.parametrize("line", POSTS, ids=str)
def test_nothing_is_changed_by_a_form_of_another_site(line: Line, visitors: Visitors) -> None:
    without_login = "alerts/unsubscribe/<str:secret>" in line.routes
    answers = {visitor: visitors.answer(visitor, line, guarded=True) for visitor in line.answers}
    if not without_login:
        assert set(answers.values()) <= {"403", "404", "405", "log in"}, answers


def test_every_address_is_in_the_table() -> None:
    told = {route for line in LINES for route in line.routes}
    assert sorted(all_routes() - told) == []
    assert sorted(told - all_routes()) == []


def test_table_names_no_visitor_that_the_test_does_not_know() -> None:
    assert {visitor for line in LINES for visitor in line.answers} <= set(VISITORS)
