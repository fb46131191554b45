"""Hands that walk through the portal in a browser, and what the portal does meanwhile."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response

from search.generator import MadeLetter, make_letters
from search.index.engine import engine_errors, indexing_client
from search.letters import read_letter
from search.letters.extraction import LetterText
from search.models import IncomingFile
from search.models.batches import State
from search.tasks import announce_news, read_file, send_mails, update_index

_MOST_TABS: Final = 150
_HAS_FOCUS: Final = "element => element === document.activeElement"


@dataclass(eq=False)
class Hands:
    """A page, used with the mouse or by keyboard alone, and what went wrong on the way.

    Attributes:
        by_keyboard: controls are reached by Tab alone, and used by Enter, Space, arrows and typing.
        faults: errors of scripts, breaches of the content policy, files that are not there.
    """

    page: Page
    by_keyboard: bool = False
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", self._note_console)
        self.page.on("response", self._note_response)

    def press(self, control: Locator) -> None:
        """Follow a link, press a button."""
        self._use(control, "Enter")

    def tick(self, box: Locator) -> None:
        self._use(box, "Space")

    def fill(self, box: Locator, text: str) -> None:
        if self.by_keyboard:
            self.reach(box)
            self.page.keyboard.press("ControlOrMeta+A")
            self.page.keyboard.type(text)
        else:
            box.fill(text)

    def choose(self, radio: Locator) -> None:
        """Choose one of several; Tab reaches the chosen one, arrows go on from there."""
        if not self.by_keyboard:
            radio.check()
            return
        name = radio.get_attribute("name")
        self.reach(self.page.locator(f"input[name={name}]:checked"))
        for _ in range(_MOST_TABS):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow chooses {radio}")

    def reach(self, control: Locator) -> None:
        """Press Tab until the control has the focus."""
        control.wait_for()
        for _ in range(_MOST_TABS):
            if control.evaluate(_HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {control}")

    def _use(self, control: Locator, key: str) -> None:
        if self.by_keyboard:
            self.reach(control)
            self.page.keyboard.press(key)
        else:
            control.click()

    def _note_console(self, message: ConsoleMessage) -> None:
        # Chromium says of a page with an error's status that it failed to load; the walk expects it or not.
        if message.type == "error" and message.location.get("url") != self.page.url:
            self.faults.append(f"console: {message.text}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.status} for {response.url}")


@contextmanager
def hands_in(browser: Browser, *, by_keyboard: bool = False, scripts: bool = True) -> Iterator[Hands]:
    """Somebody at a new browser; a fault of any page on the way fails the test.

    Where the walk ends early, DATA_DIR holds what was seen last, as fault.png.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=scripts)
    hands = Hands(context.new_page(), by_keyboard)
    try:
        yield hands
    except BaseException:
        hands.page.screenshot(path=Path(settings.DATA_DIR) / "fault.png", full_page=True)
        raise
    finally:
        context.close()
    assert hands.faults == []


def two_like_each_other() -> tuple[MadeLetter, str, str]:
    """A made-up letter, its text under another case number, and a word of its treatment."""
    [letter] = make_letters(1, seed=11, layout="E")
    assert letter.case_number
    other = letter.text.replace(letter.case_number, "CM16-9990077")
    treatment = read_letter(LetterText.from_full(letter.text)).determinations[0].treatment
    word = max(re.findall("[A-Za-z]{5,}", treatment), key=len)
    return letter, other, word


def hand_in(folder: Path, name: str, text: str) -> None:
    """Hand a letter in as `ingest_letters` does; a worker reads it."""
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    call_command("ingest_letters", str(path))


def read_all() -> None:
    """What the worker does with files, without one."""
    for row in IncomingFile.objects.filter(state=State.WAITING):
        read_file(row.pk)
    make_searchable()


def make_searchable() -> None:
    update_index()
    with engine_errors():
        indexing_client().indices.refresh(index=settings.SEARCH_ALIAS)


def tell() -> None:
    """What beat has done every half a minute: news are announced, mails sent."""
    announce_news()
    send_mails()


def mails_to(address: str) -> list[EmailMessage]:
    """The mails in the folder to one address, oldest first."""
    paths = sorted(Path(settings.MAIL_DIR).glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]
    return [mail for mail in mails if isinstance(mail, EmailMessage) and address in mail["To"]]


def plain_text(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def link_in(mail: EmailMessage, beginning: str) -> str:
    """The first address of the mail's text with this beginning of its path."""
    found = re.search(rf"https?://\S+?{re.escape(beginning)}\S*", plain_text(mail))
    assert found, plain_text(mail)
    return found.group()
