"""From the upload to the highlighted hit, with a real browser, worker, broker and engine."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from search.generator import as_pdf, make_letters
from search.models import Determination, Letter
from tests.people_factories import PASSWORD, UserFactory
from tests.whole_way.conftest import Worker, until


def sign_in(page: Page, server: LiveServer) -> None:
    chief = UserFactory.create(is_staff=True, is_superuser=True)
    page.goto(f"{server.url}/staff/")
    page.get_by_label("E-mail address").fill(chief.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{server.url}/staff/")


@pytest.mark.usefixtures("index")
def test_an_uploaded_letter_is_found_read_and_opened(
    live_server: LiveServer, start_worker: Callable[[], Worker], page: Page, tmp_path: Path
) -> None:
    paths = []
    for letter in make_letters(3, seed=11, layout="E"):
        paths.append(tmp_path / f"{letter.file_stem}.pdf")
        paths[-1].write_bytes(as_pdf(letter))
    broken = tmp_path / "broken <b>name.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing more")

    start_worker()
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/staff/search/batch/add/")
    page.get_by_label("Letters").set_input_files([*paths, broken])
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("all letters are searchable")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("row").filter(has_text="broken <b>name.pdf")).to_contain_text("Refused")
    assert Letter.objects.count() == 3

    wanted = Determination.objects.filter(letter__case_number=paths[0].stem).first()
    assert wanted is not None
    until(lambda: not Letter.objects.waiting_for_index().exists(), "the index")
    page.goto(live_server.url)
    page.get_by_role("combobox").fill(" ".join(wanted.rationale.split()[:6]).strip('"'))
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("link", name=wanted.treatment).first.click()
    expect(page).to_have_url(re.compile(re.escape(wanted.letter.reference)))
    expect(page.get_by_role("heading", level=1)).to_contain_text(wanted.letter.reference)
    expect(page.locator("mark").first).to_be_visible()
