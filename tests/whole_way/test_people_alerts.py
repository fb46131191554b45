"""From a stranger's search to a mail and its end: by mouse, by keyboard, without scripts."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from search.models import SavedQuery
from search.models.saved import Frequency
from search.tasks import announce_news, send_mails
from tests.people_factories import PASSWORD
from tests.whole_way.conftest import Worker, until
from tests.whole_way.walking import (
    Hands,
    hand_in,
    hands_in,
    link_in,
    mails_to,
    make_searchable,
    plain_text,
    read_all,
    tell,
    two_like_each_other,
)

ADDRESS = "adviser@example.org"


def save_as_a_stranger(hands: Hands, portal: str, word: str) -> None:
    """Search, ask to save, make an account, confirm its address, come back and save."""
    page = hands.page
    page.goto(portal)
    hands.fill(page.get_by_role("combobox").or_(page.get_by_label("Words in the letters")).first, word)
    page.keyboard.press("Enter")
    hands.press(page.get_by_role("link", name="Save this search"))
    hands.press(page.get_by_role("link", name="Make one"))
    hands.fill(page.get_by_label("E-mail address"), ADDRESS)
    hands.fill(page.get_by_label("Password", exact=True), PASSWORD)
    hands.fill(page.get_by_label("The same password again"), PASSWORD)
    hands.press(page.get_by_role("button", name="Make the account"))
    code_box = page.get_by_label(re.compile("code", re.IGNORECASE))
    expect(code_box).to_be_visible()
    send_mails()
    [mail] = mails_to(ADDRESS)
    code = re.search(r"^\s*([A-Z0-9]{3,}(?:-?[A-Z0-9]+)*)\s*$", plain_text(mail), re.MULTILINE)
    assert code, plain_text(mail)
    hands.fill(code_box, code.group(1))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Save this search")
    hands.choose(page.get_by_role("radio", name="As it happens"))
    hands.press(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved searches")
    expect(page.get_by_text("Mail: As it happens")).to_be_visible()


def read_the_mail(hands: Hands, reference: str, word: str) -> None:
    """The mail's link opens the letter at the item, with the words marked; its other link ends the mails."""
    page = hands.page
    mail = mails_to(ADDRESS)[-1]
    assert "new decision" in mail["Subject"]
    page.goto(link_in(mail, f"/letters/{reference}"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(reference)
    assert page.locator(f"[id='{page.url.rpartition('#')[2]}']").is_visible()
    expect(page.locator("mark").filter(has_text=re.compile(word, re.IGNORECASE)).first).to_be_visible()
    page.goto(link_in(mail, "/alerts/unsubscribe/"))
    hands.press(page.get_by_role("button", name="Stop these mails"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("You get no mails")
    assert SavedQuery.objects.get().frequency == Frequency.OFF


@pytest.mark.usefixtures("index", "broker", "transactional_db")
@pytest.mark.parametrize(
    ("by_keyboard", "scripts"),
    [(False, True), (True, True), (True, False)],
    ids=["by mouse", "by keyboard", "by keyboard, without scripts"],
)
def test_stranger_saves_a_search_is_told_of_a_new_decision_and_ends_the_mails(
    browser: Browser, portal: str, tmp_path: Path, by_keyboard: bool, scripts: bool
) -> None:
    letter, other, word = two_like_each_other()
    hand_in(tmp_path, "first", letter.text)
    read_all()
    announce_news()
    with hands_in(browser, by_keyboard=by_keyboard, scripts=scripts) as hands:
        save_as_a_stranger(hands, portal, word)
        hand_in(tmp_path, "second", other)
        read_all()
        tell()
        tell()
        assert len(mails_to(ADDRESS)) == 2, "the code, and one mail of the new decision"
    # The link of a mail is opened where nobody is signed in.
    with hands_in(browser, by_keyboard=by_keyboard, scripts=scripts) as hands:
        read_the_mail(hands, "CM16-9990077", word)


@pytest.mark.usefixtures("index", "transactional_db")
def test_workers_tell_of_a_new_decision_as_it_happens(
    browser: Browser, portal: str, tmp_path: Path, start_worker: Callable[[], Worker]
) -> None:
    letter, other, word = two_like_each_other()
    hand_in(tmp_path, "first", letter.text)
    read_all()
    announce_news()
    with hands_in(browser) as hands:
        save_as_a_stranger(hands, portal, word)
    start_worker()
    hand_in(tmp_path, "second", other)

    def told() -> bool:
        # What beat does.
        announce_news.delay()
        send_mails.delay()
        return len(mails_to(ADDRESS)) > 1

    until(told, "the mail of the new decision")
    make_searchable()
    with hands_in(browser) as hands:
        read_the_mail(hands, "CM16-9990077", word)
    assert os.environ["PORTAL_URL"] == portal
