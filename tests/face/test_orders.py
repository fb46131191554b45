"""The orders that a result offers, and where each leads."""

import pytest
from django.http import QueryDict

from search.pages.navigation import Address, sorts
from search.query.request import SearchRequest, Sort
from search.query.tree import Question, Word

ASKED = Question(Word("radiculopathy"))


def offered(typed: str, request: SearchRequest) -> dict[str, tuple[str, bool]]:
    links = sorts(Address(QueryDict(typed), ["q", "sort", "page", "outcome"]), request)
    return {link.label: (link.address, link.is_current) for link in links}


def test_a_question_offers_its_best_matches_first() -> None:
    assert offered("q=radiculopathy", SearchRequest(ASKED)) == {
        "Best match": ("?q=radiculopathy", True),
        "Newest": ("?q=radiculopathy&sort=newest", False),
        "Oldest": ("?q=radiculopathy&sort=oldest", False),
    }


def test_without_a_question_nothing_matches_better() -> None:
    links = offered("outcome=upheld", SearchRequest())
    assert links == {
        "Newest": ("?outcome=upheld", True),
        "Oldest": ("?sort=oldest&outcome=upheld", False),
    }


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_another_order_starts_at_the_first_page(sort: Sort) -> None:
    links = offered(f"q=radiculopathy&sort={sort}&page=3", SearchRequest(ASKED, sort=sort, page=3))
    assert links["Best match"] == ("?q=radiculopathy", False)
    assert [label for label, (_, is_current) in links.items() if is_current] == [sort.value.capitalize()]
