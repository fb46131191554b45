"""From an address to what is kept of its search, and back."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import QueryDict

from search.forms import SearchForm
from search.models import SavedQuery
from search.models.saved import PARAMETERS_VERSION
from search.query.request import SearchRequest, Show, Sort
from search.saved.parameters import (
    LONGEST,
    STEPS,
    CannotAsk,
    bring_up,
    canonical,
    request_of_parameters,
    request_of_saved,
)


def asked_by(address: str) -> SearchRequest:
    form = SearchForm(QueryDict(address))
    assert form.is_valid()
    return form.to_request()


ADDRESSES = [
    "",
    "q=lumbar+fusion",
    "q=%22failed+back%22+OR+%28neck+-fusion%29&literal=1",
    "q=mri&outcome=upheld&outcome=overturned&not_specialty=Pain+Management&sort=newest&show=letters",
    "decided_from=2016-12&decided_to=2017-03-04&match=most&category=Pharmaceuticals%3EOpioids",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_kept_asks_for_what_the_page_asked_for(address: str) -> None:
    kept = canonical(QueryDict(address))
    again = request_of_parameters(kept, PARAMETERS_VERSION)
    before = asked_by(address)
    narrowing = replace(
        before.narrowing, chosen={name: tuple(sorted(ones)) for name, ones in before.narrowing.chosen.items()}
    )
    assert again == replace(before, narrowing=narrowing)
    assert canonical(QueryDict(kept)) == kept


@pytest.mark.parametrize(
    "other",
    [
        "outcome=overturned&q=+lumbar++fusion+&outcome=upheld",
        "q=lumbar+fusion&outcome=upheld&outcome=overturned&outcome=upheld",
        "q=neck&q=lumbar+fusion&outcome=upheld&outcome=overturned&page=3&page_size=50",
        "q=lumbar+fusion&outcome=upheld&outcome=overturned&sort=relevance&show=decisions&literal=0",
        "q=lumbar+fusion&outcome=upheld&outcome=overturned&decided_from=&saved=1&since=2&utm_source=mail",
    ],
)
def test_the_same_search_is_kept_as_the_same_text(other: str) -> None:
    assert canonical(QueryDict(other)) == "q=lumbar+fusion&outcome=overturned&outcome=upheld"


def test_the_place_in_a_result_is_not_kept_even_where_it_is_wrong() -> None:
    assert canonical(QueryDict("q=knee&page=0&after=forged&page_size=9999")) == "q=knee"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("outcome=maybe", "“maybe” is not one of"),
        ("q=%22open", "quotation mark"),
        ("q=knee%00", "Null characters"),
        ("decided_from=2016-13", "Decided from"),
        ("sort=cheapest", "cheapest"),
        ("&".join(f"specialty=drug{number}" for number in range(51)), "at most 50"),
        ("&".join(f"specialty={'d' * 150}{number}" for number in range(30)), "too long"),
    ],
)
def test_what_cannot_be_asked_is_not_kept_and_the_reason_is_said(address: str, words: str) -> None:
    with pytest.raises(CannotAsk, match=words):
        canonical(QueryDict(address))


def test_what_is_kept_fits_into_a_request_line() -> None:
    longest = "&".join(f"specialty={'d' * 100}{number}" for number in range(30))
    assert LONGEST - 200 < len(canonical(QueryDict(longest))) <= LONGEST < 4094 - 500


def test_a_filter_that_is_no_more_does_not_widen_the_search() -> None:
    with pytest.raises(CannotAsk, match="colour: There is no such parameter"):
        request_of_saved(SavedQuery(parameters="q=knee&colour=red"))


def test_a_value_that_is_no_more_is_said() -> None:
    with pytest.raises(
        CannotAsk, match=r"cannot be asked any more.*“settled”.*Change what it asks for, or delete it"
    ):
        request_of_saved(SavedQuery(parameters="outcome=settled"))


def test_a_saved_search_starts_at_its_beginning() -> None:
    request = request_of_saved(SavedQuery(parameters="q=knee&sort=oldest&show=letters&decided_from=2016-01"))
    assert (request.page, request.after) == (1, None)


def test_each_version_but_the_last_has_its_step() -> None:
    assert len(STEPS) == PARAMETERS_VERSION - 1


def _rename(parameters: QueryDict) -> None:
    parameters.setlist("outcome", parameters.pop("result", []))


def _drop(parameters: QueryDict) -> None:
    if "colour" in parameters:
        raise CannotAsk("Colours are not told any more.")


def test_an_older_search_is_brought_up_step_by_step() -> None:
    steps = (_rename, _drop)
    assert bring_up("q=knee&result=upheld&result=overturned", 1, steps) == (
        "q=knee&outcome=upheld&outcome=overturned"
    )
    assert bring_up("q=knee&result=upheld", 2, steps) == "q=knee&result=upheld"
    assert bring_up("q=knee&colour=red", 3, steps) == "q=knee&colour=red"
    with pytest.raises(CannotAsk, match="Colours"):
        bring_up("q=knee&colour=red", 1, steps)


@pytest.mark.parametrize("version", [0, 2, 32767])
def test_a_version_that_is_not_known_is_not_guessed_at(version: int) -> None:
    with pytest.raises(CannotAsk, match="another version"):
        bring_up("q=knee", version, ())


def test_a_step_is_found_by_the_version_that_a_search_was_saved_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.saved.parameters.STEPS", (_rename,))
    request = request_of_saved(SavedQuery(parameters="q=knee&result=upheld", parameters_version=1))
    assert request.narrowing.chosen == {"outcome": ("upheld",)}
    assert (request.sort, request.show) == (Sort.RELEVANCE, Show.DETERMINATIONS)


def test_both_ends_of_the_dates_are_kept() -> None:
    decided = request_of_parameters(canonical(QueryDict("decided_from=2016-02&decided_to=2016-02")), 1)
    assert decided.narrowing.decided.first == date(2016, 2, 1)
    assert decided.narrowing.decided.last == date(2016, 2, 29)
