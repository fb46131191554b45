"""From a result to a saved search, in two clicks."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client

from search.models import SavedQuery
from search.models.saved import Frequency
from search.news.positions import newest_position
from search.saved import keeping
from tests.conftest import no_engine
from tests.pages.html import get, words_of
from tests.people_factories import SavedQueryFactory
from tests.saved.conftest import Publish

ENTERED = {"name": "Fusions", "note": "", "label": "", "frequency": "off", "parameters": "q=fusion"}


def save_link(html: str) -> str:
    """Where the result page's Save leads."""
    (found,) = re.findall(r'href="(/saved/save\?[^"]*)"', html)
    return unescape(str(found))


def prefilled(html: str) -> dict[str, str]:
    """What the form would send as it stands."""
    inputs = re.findall(r'<input type="(?:hidden|text)" name="([^"]+)" value="([^"]*)"', html)
    return {name: unescape(value) for name, value in inputs if name != "csrfmiddlewaretoken"}


def test_a_result_is_saved_in_two_clicks(publish: Publish, client: Client, owner: User) -> None:
    publish({"treatment": "Lumbar fusion", "outcome": "overturned"})
    result = get(client, q="lumbar fusion", outcome="overturned", page_size="25")
    form = get(client, save_link(result))
    client.post("/saved/save", prefilled(form) | {"frequency": "off"})
    saved = SavedQuery.objects.get()
    assert saved.owner == owner
    assert saved.name == "lumbar fusion · Denial overturned"
    assert saved.parameters == "q=lumbar+fusion&outcome=overturned"
    assert "is saved" in words_of(get(client, "/saved/"))


def test_what_is_public_by_then_counts_as_seen(publish: Publish, client: Client) -> None:
    publish({"treatment": "Lumbar fusion"})
    client.post("/saved/save", ENTERED)
    saved = SavedQuery.objects.get()
    assert saved.looked_position == newest_position() > 0
    assert saved.looked_at is not None


def test_where_the_spelling_was_corrected_the_corrected_question_is_saved(
    publish: Publish, client: Client, owner: User
) -> None:
    for _ in range(12):
        publish({"treatment": "Lumbar fusion with radiculopathy"})
    result = get(client, q="radiculopthy")
    assert "Showing results for" in words_of(result)
    assert "q=radiculopathy" in save_link(result)
    SavedQueryFactory.create(owner=owner, name="Roots", parameters="q=radiculopathy")
    assert "Saved as Roots" in words_of(get(client, q="radiculopthy"))


def test_a_search_that_is_saved_is_not_offered_again(publish: Publish, client: Client, owner: User) -> None:
    publish({})
    saved = SavedQueryFactory.create(owner=owner, name="My spine", parameters="q=lumbar&outcome=upheld")
    html = get(client, outcome="upheld", q=" lumbar ", page_size="50")
    assert f'href="/saved/{saved.pk}/open"' in html
    assert "Saved as My spine" in words_of(html)
    assert "/saved/save?" not in html
    assert "already, as My spine" in words_of(get(client, "/saved/save", q="lumbar", outcome="upheld"))


def test_others_saved_searches_are_not_told(publish: Publish, client: Client) -> None:
    publish({})
    SavedQueryFactory.create(name="Not yours", parameters="q=lumbar")
    html = get(client, q="lumbar")
    assert "Not yours" not in html
    assert save_link(html).startswith("/saved/save?q=lumbar")


def test_a_stranger_who_saves_is_led_to_log_in_and_back(publish: Publish, stranger: Client) -> None:
    publish({})
    response = stranger.get(save_link(get(stranger, q="lumbar")))
    assert response.status_code == 302
    assert response["Location"] == "/account/login/?next=/saved/save%3Fq%3Dlumbar"


def test_the_mails_that_are_chosen_begin_with_what_comes(publish: Publish, client: Client) -> None:
    publish({})
    client.post("/saved/save", ENTERED | {"frequency": "daily"})
    saved = SavedQuery.objects.get()
    assert saved.frequency == Frequency.DAILY
    assert saved.due_at is not None
    assert saved.announced_position == newest_position()


def test_the_form_says_about_how_many_a_month(publish: Publish, client: Client) -> None:
    publish({"treatment": "Lumbar fusion"})
    assert "a month" in words_of(get(client, "/saved/save", q="fusion"))


def test_saving_works_without_the_engine(client: Client, db: None) -> None:
    with no_engine():
        assert "cannot be told at the moment" in words_of(get(client, "/saved/save", q="fusion"))
        assert client.post("/saved/save", ENTERED).status_code == 302
    assert SavedQuery.objects.get().name == "Fusions"


def test_labels_in_use_are_offered(index: str, client: Client, owner: User) -> None:
    for label in ("Spine", "appeals", "Spine", ""):
        SavedQueryFactory.create(owner=owner, label=label)
    SavedQueryFactory.create(label="Not yours")
    html = get(client, "/saved/save", q="fusion")
    assert re.findall(r'<option value="([^"]*)">', html) == ["appeals", "Spine"]


def test_whoever_keeps_as_many_as_one_may_is_told_so(
    index: str, client: Client, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "LIMIT", 1)
    saved = SavedQueryFactory.create(owner=owner)
    SavedQueryFactory.create()
    response = client.post("/saved/save", ENTERED)
    assert response.status_code == 409
    assert "which is the limit" in words_of(response.content.decode())
    assert 'value="Fusions"' in response.content.decode()
    assert client.post(f"/saved/{saved.pk}/duplicate").status_code == 409
    assert SavedQuery.objects.filter(owner=owner).count() == 1


@pytest.mark.parametrize(
    "parameters", ["outcome=maybe", "q=%22open", "q=a%00b", "&".join("a" * 5000), "sort=up"]
)
def test_what_cannot_be_asked_cannot_be_saved(client: Client, parameters: str) -> None:
    response = client.post("/saved/save", ENTERED | {"parameters": parameters})
    assert response.status_code == 400
    assert "This search was not saved" in words_of(response.content.decode())
    assert not SavedQuery.objects.exists()


@pytest.mark.parametrize(
    "address", ["/saved/save?outcome=maybe", "/saved/save?q=%22open", "/saved/save?q=a%00b"]
)
def test_what_cannot_be_asked_is_not_offered_to_be_saved(client: Client, address: str) -> None:
    assert "was not saved" in words_of(get(client, address, 400))


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "This field is required"),
        ("name", " \t ", "This field is required"),
        ("name", "n" * 101, "at most 100 characters"),
        ("name", "nul\x00l", "Null characters are not allowed"),
        ("note", "n" * 2001, "at most 2000 characters"),
        ("note", "nul\x00l", "Null characters are not allowed"),
        ("label", "n" * 51, "at most 50 characters"),
        ("frequency", "hourly", "is not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(
    index: str, client: Client, field: str, typed: str, words: str
) -> None:
    response = client.post("/saved/save", ENTERED | {"name": "Stays", "note": "stays too"} | {field: typed})
    html = response.content.decode()
    assert response.status_code == 400
    assert words in words_of(html)
    assert ("Stays" in html) == (field != "name")
    assert not SavedQuery.objects.exists()
    if field != "frequency":
        assert f'aria-describedby="id_{field}' in html


def test_markup_and_control_characters_are_text(index: str, client: Client) -> None:
    hostile = "<script>alert(1)</script>"
    entered = {"name": f"{hostile}\r\nBcc: all\x07", "note": f"{hostile}\x1b[2J\r\nline", "label": hostile}
    client.post("/saved/save", ENTERED | entered)
    saved = SavedQuery.objects.get()
    assert saved.name == f"{hostile} Bcc: all"
    assert saved.note == f"{hostile}[2J\nline"
    for path in (
        "/saved/",
        f"/saved/{saved.pk}/edit",
        f"/saved/{saved.pk}/delete",
        f"/saved/{saved.pk}/share",
    ):
        html = get(client, path)
        assert hostile not in html
        assert "&lt;script&gt;" in html


def test_ten_megabytes_are_refused_with_words(client: Client) -> None:
    response = client.post("/saved/save", ENTERED | {"note": "n" * 10_000_000})
    assert response.status_code in (400, 413)
    assert not SavedQuery.objects.exists()


def test_another_place_than_the_portal_cannot_save(owner: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post("/saved/save", ENTERED).status_code == 403
    assert not SavedQuery.objects.exists()


def test_reading_needs_no_more_questions_to_the_database_for_strangers(
    publish: Publish,
    stranger: Client,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    publish({})
    # The one that keeps withheld letters out of every answer.
    with django_assert_num_queries(1):
        get(stranger, q="lumbar", saved="1", since="0")
