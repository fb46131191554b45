"""Numbers lead to exactly the decisions that they count, or nowhere."""

import pytest
from django.http import QueryDict

from search.forms import SearchForm
from search.pages.navigation import Address
from search.query.facets import FACETS_BY_NAME
from search.sides.links import CountLinks


def links(parameters: str) -> CountLinks:
    given = QueryDict(parameters)
    form = SearchForm(given)
    assert form.is_valid(), form.errors
    return CountLinks(Address(given, form.fields, "/"), form.to_request().narrowing)


def test_a_side_replaces_every_choice_of_outcome_and_lists_decisions() -> None:
    there = links("q=norco&outcome=upheld&not_outcome=none&show=letters&page=3&sex=female").of_side(
        "overturned"
    )
    assert there == "/?q=norco&outcome=overturned&sex=female"


@pytest.mark.parametrize(
    ("chosen", "value", "there"),
    [
        ("", "mtus/chronic-pain", "/?outcome=upheld&guideline=mtus%2Fchronic-pain"),
        ("guideline=mtus", "mtus/chronic-pain", "/?outcome=upheld&guideline=mtus%2Fchronic-pain"),
        ("guideline=mtus&guideline=odg", "mtus", "/?outcome=upheld&guideline=mtus"),
        # All that were chosen lie below the value: the same decisions as without it.
        ("guideline=mtus/chronic-pain", "mtus", "/?outcome=upheld&guideline=mtus%2Fchronic-pain"),
        # Decisions that cite both cannot be asked for.
        ("guideline=mtus/chronic-pain", "odg", None),
        ("guideline=mtus/chronic-pain&guideline=odg", "mtus", None),
        ("not_guideline=odg", "mtus", "/?outcome=upheld&guideline=mtus&not_guideline=odg"),
    ],
)
def test_values_chosen_already_are_kept_in_mind(chosen: str, value: str, there: str | None) -> None:
    found = links(chosen).of_value("upheld", FACETS_BY_NAME["guideline"], value)
    assert found == there
