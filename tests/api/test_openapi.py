"""The OpenAPI description, held against the running API, and the page to try it."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings

from search.forms import SearchForm
from search.models import Letter
from search.people.tokens.keeping import make_token
from search.query.facets import FACETS
from search.templatetags.api import with_code
from tests.people_factories import KeptDecisionFactory, SavedQueryFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters")]


@pytest.fixture
def described(stranger: Client) -> dict[str, Any]:
    schema: dict[str, Any] = stranger.get("/api/v1/openapi.json").json()
    return schema


def test_every_parameter_of_the_form_is_described(described: dict[str, Any]) -> None:
    for path in ("/api/v1/determinations", "/api/v1/statistics", "/api/v1/statistics/{by}"):
        parameters = {
            one["name"]: one for one in described["paths"][path]["get"]["parameters"] if one["in"] == "query"
        }
        assert list(parameters) == list(SearchForm.base_fields) + [
            name for facet in FACETS for name in (facet.name, f"not_{facet.name}")
        ]
        assert all(one["description"] for one in parameters.values())
        assert parameters["page_size"]["schema"]["maximum"] == 100
        assert parameters["outcome"]["schema"]["items"]["enum"] == ["upheld", "overturned", "none"]


def test_every_operation_tells_its_errors_as_problems(described: dict[str, Any]) -> None:
    for methods in described["paths"].values():
        errors = {
            status: answer for status, answer in methods["get"]["responses"].items() if int(status) >= 400
        }
        assert "429" in errors
        assert all(set(answer["content"]) == {"application/problem+json"} for answer in errors.values())
        assert "Retry-After" in errors["429"]["headers"]


# Questions, cursors and steps of hierarchies have a grammar that OpenAPI has no words for: what is described
# may still be refused, with 400.
_CONFIG = {
    "generation": {"max-examples": 10, "deterministic": True, "database": "none"},
    "checks": {"positive_data_acceptance": {"enabled": False}, "unsupported_method": {"enabled": False}},
}


_described_api = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json", get_wsgi_application(), config=schemathesis.Config.from_dict(_CONFIG)
)


@pytest.fixture
def open_connection() -> Iterator[None]:
    """The application leaves the test's connection open, as it does for Django's own test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(letters: None, db: None) -> str:
    """Of somebody who keeps a search, a decision, and one of a letter that is not public any more."""
    owner = UserFactory.create()
    SavedQueryFactory(owner=owner)
    for letter in Letter.objects.filter(case_number__in=["CM16-0000001", "CM18-0000009"]):
        KeptDecisionFactory(owner=owner, letter=letter, outcome="upheld")
    return make_token(owner, "schemathesis", None)[1]


@pytest.mark.usefixtures("open_connection")
@_described_api.parametrize()
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_the_api_answers_as_described_whatever_is_asked(token: str, case: schemathesis.Case[Any]) -> None:
    is_own = "security" in case.operation.definition.raw
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"} if is_own else None)


def test_every_reference_of_the_description_leads_somewhere(described: dict[str, Any]) -> None:
    components = described["components"]["schemas"]
    named = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(described)))
    assert named <= set(components)
    assert "Problem" in named


def test_what_is_somebodys_own_needs_a_token_or_a_session(described: dict[str, Any]) -> None:
    own = {path for path, methods in described["paths"].items() if "security" in methods["get"]}
    assert own == {f"/api/v1/{name}" for name in ("saved-searches", "saved-searches/{id}", "case-list")}
    assert set(described["components"]["securitySchemes"]) == {"token", "session"}
    assert described["security"] == [{}, {"token": []}]


class _Page(HTMLParser):
    """The forms and foreign addresses of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms = 0
        self.addresses: list[str] = []
        self.inline = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.forms += tag == "form" and given.get("action") == "/api/v1/docs"
        self.addresses += [given.get(name) or "" for name in ("src", "href") if name in given]
        self.inline += tag == "style" or (tag == "script" and "src" not in given) or "style" in given


def test_a_long_list_of_values_is_told_once(described: dict[str, Any]) -> None:
    parameters = described["paths"]["/api/v1/determinations"]["get"]["parameters"]
    (procedure,) = (one for one in parameters if one["name"] == "procedure")
    assert {"mri", "none"} < set(procedure["schema"]["items"]["enum"])
    assert "/facets/procedure" in procedure["description"]
    assert len(procedure["description"]) < 300


class TestPage:
    def test_there_is_a_form_for_every_operation_and_nothing_from_another_host(
        self, stranger: Client, described: dict[str, Any]
    ) -> None:
        response = stranger.get("/api/v1/docs")
        page = _Page(response.content.decode())
        assert page.forms == len(described["paths"])
        assert not [address for address in page.addresses if address[:1] not in {"/", "#"}]
        assert (page.inline, "unsafe" in response["Content-Security-Policy"]) == (0, False)

    def test_what_stands_in_backticks_is_code_and_markup_is_text(self, stranger: Client) -> None:
        html = stranger.get("/api/v1/docs").content.decode()
        assert "<code>next</code>" in html
        assert "`" not in html[html.index("<main") : html.index("</main")]
        assert with_code("`a<b`") == "<code>a&lt;b</code>"

    def test_a_form_leads_to_the_answer_without_its_empty_fields(self, stranger: Client) -> None:
        filled = {"operation": "determinations", "q": "brace & more", "sort": "", "outcome": ["upheld", ""]}
        response = stranger.get("/api/v1/docs", filled)
        address = "/api/v1/determinations?q=brace+%26+more&outcome=upheld"
        assert (response.status_code, response["Location"]) == (302, address)
        response = stranger.get("/api/v1/docs", {"operation": "letter", "reference": "//evil.example/?#"})
        assert response["Location"] == "/api/v1/letters/%2F%2Fevil.example%2F%3F%23"

    def test_an_operation_that_there_is_not_shows_the_page(self, stranger: Client) -> None:
        assert stranger.get("/api/v1/docs", {"operation": "drop"}).status_code == 200
