"""A page opened in the browser, and what went wrong while it was open."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, Route

from tests.browser.portal_page import PortalPage, Surface
from tests.portal_people import Rows, Who, session_cookie


@dataclass(slots=True)
class Visit:
    """An open page.

    Attributes:
        page: the browser's page.
        wanted: which page of the portal it is to show.
        address: where that page is.
        status: the status that it was answered with.
        source: the HTML as it was served.
        faults: errors of scripts, breaches of the content policy, files that are not there, and requests
            to other hosts, in words.
    """

    page: Page
    wanted: PortalPage
    address: str
    status: int = 0
    source: str = ""
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Contexts:
    """A browser's context for each surface and visitor; it keeps style sheets and scripts that pages share.

    Attributes:
        portal: the address of the portal, without a slash at its end.
        rows: whose people sign in, and what paths name.
    """

    browser: Browser
    portal: str
    rows: Rows
    made: dict[tuple[Surface, Who], BrowserContext] = field(default_factory=dict)

    def of(self, surface: Surface, who: Who) -> BrowserContext:
        """The context of this visitor, signed in."""
        if (surface, who) not in self.made:
            self.made[surface, who] = self._new(surface, who)
        return self.made[surface, who]

    def close(self) -> None:
        for context in self.made.values():
            context.close()

    def _new(self, surface: Surface, who: Who) -> BrowserContext:
        context = self.browser.new_context(**surface.context)
        if not surface.scripts:
            context.route("**", _empty)
        if who != "stranger":
            name, value = session_cookie(self.rows, who)
            context.add_cookies([{"name": name, "value": value, "url": self.portal}])
        return context


@contextmanager
def visiting(contexts: Contexts, wanted: PortalPage, surface: Surface) -> Iterator[Visit]:
    """Open the page; its scripts have run, unless it is looked at without."""
    address = contexts.portal + wanted.path.format_map(contexts.rows)
    visit = Visit(contexts.of(surface, wanted.who).new_page(), wanted, address)
    _listen(visit, contexts.portal)
    with wanted.state():
        response = visit.page.goto(address, wait_until="load")
        assert response is not None, f"{address} was not answered"
        visit.status, visit.source = response.status, response.text()
        yield visit
    visit.page.close()


def _listen(visit: Visit, portal: str) -> None:
    def note_console(message: ConsoleMessage) -> None:
        # Chromium says of an error page that it failed to load; its status has a test of its own.
        if message.type == "error" and message.location.get("url") != visit.page.url:
            visit.faults.append(f"console: {message.text}")

    def note_response(response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            visit.faults.append(f"{response.status} for {response.url}")

    def note_request(url: str) -> None:
        if not url.startswith((f"{portal}/", "data:")):
            visit.faults.append(f"request to another host: {url}")

    visit.page.on("pageerror", lambda error: visit.faults.append(f"script: {error}"))
    visit.page.on("console", note_console)
    visit.page.on("response", note_response)
    visit.page.on("request", lambda request: note_request(request.url))


def _empty(route: Route) -> None:
    if route.request.resource_type == "script":
        route.fulfill(content_type="text/javascript", body="")
    else:
        route.continue_()
