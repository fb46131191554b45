"""How often an address may ask, counted in a real Redis."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings
from redis import Redis

from search.web import rate_limits
from search.web.rate_limits import client_address
from tests.factories import LetterFactory

API = "/api/v1/letters/CM16-0000001"
pytestmark = pytest.mark.django_db


def set_environment(settings: Settings, **values: Any) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, **values)


@pytest.fixture(autouse=True)
def fresh_counter(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has not met a missing Redis yet."""
    monkeypatch.setattr(rate_limits, "_counter", rate_limits._Counter())


@pytest.mark.usefixtures("broker")
class TestCounting:
    @pytest.fixture(autouse=True)
    def two_a_day(self, settings: Settings) -> None:
        LetterFactory(case_number="CM16-0000001")
        set_environment(settings, api_rate="2/day", suggestions_rate="1/day", export_rate="1/hour")

    def test_who_asks_too_often_is_told_how_long_to_wait(self, stranger: Client) -> None:
        first, second, third = (stranger.get(API) for _ in range(3))
        assert (first.status_code, second.status_code, third.status_code) == (200, 200, 429)
        assert third["Content-Type"] == "application/problem+json"
        assert 0 < int(third["Retry-After"]) <= 86_400

    def test_what_remains_is_told_with_every_answer(self, stranger: Client) -> None:
        answers = [stranger.get(API) for _ in range(3)]
        assert [answer["RateLimit"].split(";t=")[0] for answer in answers] == [
            '"api";r=1',
            '"api";r=0',
            '"api";r=0',
        ]
        assert all(answer["RateLimit-Policy"] == '"api";q=2;w=86400' for answer in answers)

    def test_one_address_does_not_use_up_another_ones_rate(self) -> None:
        one, other = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
        for _ in range(3):
            one.get(API)
        assert (one.get(API).status_code, other.get(API).status_code) == (429, 200)

    def test_made_up_forwarding_gives_no_new_rate(self, stranger: Client) -> None:
        statuses = [
            stranger.get(API, headers={"x-forwarded-for": f"198.51.100.{n}"}).status_code for n in range(3)
        ]
        assert statuses == [200, 200, 429]

    def test_suggestions_and_exports_have_rates_of_their_own(
        self, engine_away: None, stranger: Client
    ) -> None:
        statuses = [stranger.get(path).status_code for path in ("/api/v1/suggestions?q=a", "/export.csv") * 2]
        assert statuses == [503, 503, 429, 429]

    def test_a_reader_is_told_on_a_page(self, engine_away: None, stranger: Client) -> None:
        stranger.get("/export.csv")
        response = stranger.get("/export.csv")
        assert response.status_code == 429
        assert response["Content-Type"].startswith("text/html")
        assert "Try it again in" in response.content.decode()

    def test_pages_are_not_counted(self, stranger: Client) -> None:
        assert {stranger.get("/letters/CM16-0000001").status_code for _ in range(4)} == {200}

    def test_what_is_counted_goes_by_itself(self, stranger: Client, broker: Redis) -> None:
        stranger.get(API)
        keys = broker.keys("rate*")
        assert keys
        assert all(broker.ttl(key) > 0 for key in keys)


def test_without_redis_everybody_may_ask_and_the_log_says_so_once(
    settings: Settings, stranger: Client, caplog: pytest.LogCaptureFixture
) -> None:
    set_environment(settings, api_rate="1/day")
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:9/0"
    LetterFactory(case_number="CM16-0000001")
    assert {stranger.get(API).status_code for _ in range(5)} == {200}
    assert [record.message for record in caplog.records if "not limited" in record.message] == [
        caplog.records[0].message
    ]


def test_an_empty_rate_is_no_limit(settings: Settings, broker: Redis, stranger: Client) -> None:
    set_environment(settings, api_rate="")
    LetterFactory(case_number="CM16-0000001")
    assert "RateLimit" not in stranger.get(API).headers
    assert broker.keys("rate*") == []


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "client"),
    [
        ([], "192.0.2.1", "", "192.0.2.1"),
        ([], "192.0.2.1", "198.51.100.7", "192.0.2.1"),
        (["192.0.2.0/24"], "192.0.2.1", "198.51.100.7", "198.51.100.7"),
        (["192.0.2.0/24"], "192.0.2.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (["192.0.2.0/24"], "192.0.2.1", "198.51.100.7, 192.0.2.5", "198.51.100.7"),
        (["192.0.2.0/24"], "192.0.2.1", "", "192.0.2.1"),
        (["192.0.2.0/24"], "192.0.2.1", "nonsense", "192.0.2.1"),
        (["192.0.2.0/24"], "192.0.2.1", "198.51.100.7,, nonsense", "192.0.2.1"),
        (["192.0.2.0/24"], "198.51.100.1", "203.0.113.9", "198.51.100.1"),
        (["::1"], "::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ([], "2001:db8:1:2:9:9:9:9", "", "2001:db8:1:2::/64"),
        ([], "::ffff:192.0.2.1", "", "192.0.2.1"),
        (["192.0.2.0/24"], "::ffff:192.0.2.1", "198.51.100.7", "198.51.100.7"),
        ([], "", "198.51.100.7", "unknown"),
        (["0.0.0.0/0"], "192.0.2.1", "1, " * 10_000, "192.0.2.1"),
    ],
)
def test_the_client_is_the_nearest_that_is_no_trusted_proxy(
    settings: Settings, trusted: list[str], peer: str, forwarded: str, client: str
) -> None:
    set_environment(settings, trusted_proxies=trusted)
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers)
    assert client_address(request) == client
