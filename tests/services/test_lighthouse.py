"""`make lighthouse`: which pages it measures, and when a score fails it."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from imrportal.services.errors import ServiceError
from imrportal.services.lighthouse import MeasuredPage, Scores, address_of, score, too_low

PAGE = b'<a href="/letters/CM1?q=a&amp;item=2#item-2">One</a> <a href="/letters/CM2">Two</a>'
FAST: Scores = {"performance": 99, "accessibility": 100, "best-practices": 100}
SLOW: Scores = {**FAST, "performance": 80}


class OnePage(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


@pytest.fixture
def portal() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), OnePage)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_page_that_only_a_link_names_is_the_first_linked(portal: str) -> None:
    found = address_of(MeasuredPage("letter", "/?q=a", "/letters/"), portal)
    assert found == f"{portal}/letters/CM1?q=a&item=2#item-2"


def test_portal_without_such_a_page_is_a_sentence(portal: str) -> None:
    with pytest.raises(ServiceError, match="are letters loaded"):
        address_of(MeasuredPage("drug", "/", "/treatments/drugs/"), portal)


def test_portal_that_is_away_is_a_sentence() -> None:
    with pytest.raises(ServiceError, match="make run"):
        address_of(MeasuredPage("start", "/"), "http://127.0.0.1:9")


@pytest.mark.parametrize(
    ("runs", "performance"),
    [([FAST], 99), ([SLOW, FAST, FAST], 99), ([SLOW, FAST, SLOW], 80)],
    ids=["fast at once", "slow once", "slow mostly"],
)
def test_page_below_a_threshold_counts_by_its_median_of_three(runs: list[Scores], performance: int) -> None:
    left = list(runs)
    assert score(lambda: left.pop(0))["performance"] == performance
    assert left == []


def test_one_fault_of_accessibility_is_too_low() -> None:
    assert too_low({**FAST, "accessibility": 99}) == ["accessibility"]
    assert too_low(FAST) == []
