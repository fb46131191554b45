"""What readers keep, in a browser: a saved search that shows its news, and the case list taken away."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from search.models import KeptDecision, SavedQuery
from search.news.positions import give_positions
from tests.people_factories import PASSWORD, UserFactory
from tests.whole_way.walking import (
    Hands,
    hand_in,
    hands_in,
    make_searchable,
    read_all,
    two_like_each_other,
)

NOTE = "Cite it in the second part."
WAYS = pytest.mark.parametrize(
    ("by_keyboard", "scripts"),
    [(False, True), (True, True), (True, False)],
    ids=["by mouse", "by keyboard", "by keyboard, without scripts"],
)
pytestmark = pytest.mark.usefixtures("index", "broker", "transactional_db")


def sign_in(hands: Hands, portal: str) -> None:
    reader = UserFactory.create()
    page = hands.page
    page.goto(f"{portal}/account/login/")
    hands.fill(page.get_by_label("E-mail address"), reader.email)
    hands.fill(page.get_by_label("Password", exact=True), PASSWORD)
    hands.press(page.get_by_role("button", name="Sign in", exact=True))
    expect(page.get_by_role("link", name="Account", exact=True)).to_be_visible()


def content_of(hands: Hands, link: Locator) -> str:
    with hands.page.expect_download() as download:
        hands.press(link)
    return Path(download.value.path()).read_text(encoding="utf-8-sig")


@WAYS
def test_saved_search_shows_what_is_new_since_the_last_look(
    browser: Browser, portal: str, tmp_path: Path, by_keyboard: bool, scripts: bool
) -> None:
    letter, other, word = two_like_each_other()
    hand_in(tmp_path, "first", letter.text)
    read_all()
    give_positions()
    with hands_in(browser, by_keyboard=by_keyboard, scripts=scripts) as hands:
        page = hands.page
        sign_in(hands, portal)
        page.goto(f"{portal}/?q={word}")
        hands.press(page.get_by_role("link", name="Save this search"))
        hands.press(page.get_by_role("button", name="Save", exact=True))
        expect(page.get_by_role("heading", level=1)).to_have_text("Saved searches")
        hand_in(tmp_path, "second", other)
        read_all()
        give_positions()
        page.reload()
        hands.press(page.get_by_role("link", name=SavedQuery.objects.get().name, exact=True))
        expect(page.get_by_role("region", name="Saved search")).to_contain_text("2 new")
        new = page.get_by_role("listitem").filter(has=page.locator(".hit-source", has_text="CM16-9990077"))
        expect(new.first).to_contain_text("New")
        hands.press(page.get_by_role("link", name="2 new"))
        expect(page.get_by_role("heading", level=1)).to_contain_text("New in")
        expect(page.get_by_text("CM16-9990077").first).to_be_visible()
        expect(page.get_by_text(letter.case_number or "")).to_have_count(0)
        page.goto(f"{portal}/saved/")
        expect(page.get_by_text("Nothing new since your last look").first).to_be_visible()


@WAYS
def test_decision_is_kept_with_a_note_printed_and_taken_away(
    browser: Browser, portal: str, tmp_path: Path, by_keyboard: bool, scripts: bool
) -> None:
    letter, _, word = two_like_each_other()
    hand_in(tmp_path, "first", letter.text)
    read_all()
    make_searchable()
    case = letter.case_number or ""
    with hands_in(browser, by_keyboard=by_keyboard, scripts=scripts) as hands:
        page = hands.page
        sign_in(hands, portal)
        page.goto(f"{portal}/?q={word}")
        hands.press(page.get_by_role("button", name=f"Keep {case}#1 on your case list"))
        expect(page.get_by_role("link", name="On your case list")).to_have_count(1)
        hands.press(page.get_by_role("link", name="On your case list"))
        hands.fill(page.get_by_label("Note"), NOTE)
        hands.press(page.get_by_role("button", name="Save", exact=True))
        expect(page.get_by_role("heading", level=1)).to_have_text("Case list")
        expect(page.get_by_text(NOTE)).to_be_visible()
        assert KeptDecision.objects.get().note == NOTE
        [row] = csv.DictReader(
            io.StringIO(content_of(hands, page.get_by_role("link", name="CSV with my notes")))
        )
        assert case in " ".join(row.values())
        assert NOTE in row.values()
        ris = content_of(hands, page.get_by_role("link", name="RIS", exact=True))
        assert ris.startswith("TY  - ")
        assert ris.rstrip().endswith("ER  -")
        hands.press(page.get_by_role("link", name="Citations to print"))
        expect(page.get_by_text(case).first).to_be_visible()
