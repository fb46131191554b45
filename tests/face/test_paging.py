"""Pages by number, and beyond what numbers reach by the place in the result."""

from django.http import QueryDict

from search.forms import SearchForm
from search.pages.navigation import Address, next_page, pages, previous_page
from search.query.cursor import Cursor
from search.query.request import SearchRequest, Show
from search.query.result import Hit, SearchResult

CURSOR = Cursor(10_000, (1,))


HIT = Hit(
    reference="CM16-0000001#1",
    letter="CM16-0000001",
    number=1,
    is_read=True,
    treatment="MRI",
    treatment_html="",
    outcome="upheld",
    category="",
    case_number=None,
    decided_on=None,
    specialties=(),
    guideline_families=(),
    drugs=(),
    body_regions=(),
    items=1,
    reasons=(),
    snippets=(),
    score=None,
)


def result(request: SearchRequest, listed: int, cursor: Cursor | None = CURSOR) -> SearchResult:
    left = max(0, min(request.page_size, listed - request.offset))
    return SearchResult(request, [HIT] * left, [], listed, listed, listed, 0, 1, next_cursor=cursor)


def address(typed: str) -> Address:
    parameters = QueryDict(typed)
    return Address(parameters, SearchForm(parameters).fields)


def test_pages_lead_on_by_number_as_far_as_numbers_reach() -> None:
    found = result(SearchRequest(page=999), 20_000)
    assert next_page(address("q=pain&page=999"), found) == "?q=pain&page=1000"


def test_behind_the_last_number_the_place_leads_on() -> None:
    found = result(SearchRequest(page=1000), 20_000)
    assert next_page(address("q=pain&page=1000"), found) == f"?q=pain&after={CURSOR}"
    behind = result(SearchRequest(after=CURSOR), 20_000, Cursor(10_010, (2,)))
    assert next_page(address(f"q=pain&after={CURSOR}"), behind) == f"?q=pain&after={Cursor(10_010, (2,))}"
    assert pages(address(""), behind) == []
    assert previous_page(address(""), behind.request) is None


def test_the_last_page_leads_nowhere() -> None:
    assert next_page(address("page=2"), result(SearchRequest(page=2), 20)) is None
    assert next_page(address("page=1000"), result(SearchRequest(page=1000), 10_000)) is None
    at_end = Cursor(19_990, (3,))
    assert next_page(address(f"after={at_end}"), result(SearchRequest(after=at_end), 20_000)) is None


def test_letters_have_no_place_to_go_on_from() -> None:
    found = result(SearchRequest(page=1000, show=Show.LETTERS), 20_000, None)
    assert next_page(address("show=letters&page=1000"), found) is None


def test_another_filter_order_or_size_starts_at_the_first_page() -> None:
    for typed in ("q=pain&page=7", f"q=pain&after={CURSOR}"):
        assert address(typed).replaced(sort="newest") == "?q=pain&sort=newest"
        assert address(typed).toggled("region", "neck") == "?q=pain&region=neck"
        assert address(typed).at("/export.csv") == "/export.csv?q=pain"


def test_of_a_parameter_given_twice_the_one_that_was_asked_for_leads_on() -> None:
    assert str(address("q=hip&q=knee&sort=newest&sort=")) == "?q=knee"
    assert str(address("outcome=upheld&outcome=&outcome=overturned")) == "?outcome=upheld&outcome=overturned"
