"""The end of a saved search's mails without log-in."""

import pytest
from django.test import Client
from django.urls import reverse

from search.alerts.addresses import UNSUBSCRIBE, unsubscribe_address
from search.models import NewsCounter, SavedQuery
from search.models.saved import Frequency
from search.web.secret_addresses import secret
from tests.mail.factories import following
from tests.people_factories import SavedQueryFactory, client_of

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def strict() -> Client:
    """A stranger who is held to CSRF tokens, and has no cookie."""
    return Client(enforce_csrf_checks=True)


def path_of(saved: SavedQuery) -> str:
    return unsubscribe_address(saved).removeprefix("http://127.0.0.1:8000")


def frequency_of(saved: SavedQuery) -> str:
    saved.refresh_from_db()
    return saved.frequency


def test_a_mail_program_ends_the_mails_with_one_post(strict: Client) -> None:
    saved = following()
    response = strict.post(path_of(saved), ONE_CLICK)
    assert response.status_code == 200, "RFC 8058 allows no redirect"
    assert frequency_of(saved) == Frequency.OFF
    assert saved.due_at is None
    assert not response.cookies
    assert strict.post(path_of(saved), ONE_CLICK).status_code == 200, "once more does nothing more"


def test_a_mail_program_may_post_it_as_multipart_too(strict: Client) -> None:
    saved = following()
    body = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
    strict.generic("POST", path_of(saved), body, content_type="multipart/form-data; boundary=x")
    assert frequency_of(saved) == Frequency.OFF


def test_looking_changes_nothing(strict: Client) -> None:
    saved = following()
    for response in (strict.get(path_of(saved)), strict.head(path_of(saved))):
        assert response.status_code == 200
        assert not response.cookies
    assert frequency_of(saved) == Frequency.DAILY
    page = strict.get(path_of(saved)).content.decode()
    assert "Lumbar fusion" in page
    assert page.count('name="action"') == 1


def test_the_button_ends_the_mails_and_the_page_offers_them_again(strict: Client) -> None:
    saved = following()
    response = strict.post(path_of(saved), {"action": "stop"})
    assert (response.status_code, response["Location"]) == (303, f"{path_of(saved)}?changed")
    assert frequency_of(saved) == Frequency.OFF
    assert "Turn mails on again" in strict.get(path_of(saved)).content.decode()


def test_turned_on_again_it_tells_of_what_comes_from_now_on(strict: Client) -> None:
    saved = following()
    strict.post(path_of(saved), {"action": "stop"})
    NewsCounter.objects.update_or_create(pk=1, defaults={"position": 7})
    response = strict.post(path_of(saved), {"action": "resume", "frequency": "weekly"})
    assert response.status_code == 303
    assert frequency_of(saved) == Frequency.WEEKLY
    assert saved.announced_position == 7
    assert saved.due_at is not None


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"action": "delete"},
        {"action": "resume"},
        {"action": "resume", "frequency": "off"},
        {"action": "resume", "frequency": "hourly\x00"},
        {"List-Unsubscribe": "Two-Click"},
    ],
)
def test_anything_else_is_a_mistake_that_changes_nothing(strict: Client, posted: dict[str, str]) -> None:
    saved = following()
    response = strict.post(path_of(saved), posted)
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode() or posted.get("action") == "resume"
    assert frequency_of(saved) == Frequency.DAILY


def test_forged_cut_and_dead_addresses_are_404_with_a_sentence(strict: Client) -> None:
    saved = following()
    path = path_of(saved)
    other = SavedQueryFactory.create(unsubscribe_nonce="")
    forged = [
        path[:-1],
        path + "x",
        reverse("unsubscribe", args=[secret("feed", saved.pk, saved.unsubscribe_nonce)]),
        reverse("unsubscribe", args=[secret(UNSUBSCRIBE, saved.pk, "0" * 32)]),
        reverse("unsubscribe", args=[secret(UNSUBSCRIBE, other.pk, "")]),
        reverse("unsubscribe", args=[secret(UNSUBSCRIBE, 10**30, saved.unsubscribe_nonce)]),
        reverse("unsubscribe", args=["x" * 5000]),
        "/alerts/unsubscribe/%00",
    ]
    for one in forged:
        for response in (strict.get(one), strict.post(one, ONE_CLICK)):
            assert response.status_code == 404, one
    assert "not valid" in strict.get(forged[0]).content.decode()
    assert frequency_of(saved) == Frequency.DAILY
    saved.delete()
    assert strict.post(path, ONE_CLICK).status_code == 404


def test_a_search_that_is_deleted_in_this_very_moment_is_404(
    strict: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = following()
    address = path_of(saved)

    def read_and_deleted(kind: str, text: str) -> SavedQuery:
        read = SavedQuery.objects.get(pk=saved.pk)
        SavedQuery.objects.filter(pk=saved.pk).delete()
        return read

    monkeypatch.setattr("search.alerts.views.saved_query_of", read_and_deleted)
    assert strict.post(address, ONE_CLICK).status_code == 404


def test_it_ends_one_saved_searchs_mails_alone_whoever_is_signed_in() -> None:
    saved, another = following(), following("Another")
    client_of(another.owner).post(path_of(saved), ONE_CLICK)
    assert frequency_of(saved) == Frequency.OFF
    assert frequency_of(another) == Frequency.DAILY


def test_other_methods_are_refused(strict: Client) -> None:
    assert strict.delete(path_of(following())).status_code == 405


def test_all_mails_of_a_saved_search_lead_to_the_same_address() -> None:
    saved = SavedQueryFactory.create(unsubscribe_nonce="")
    stale = SavedQuery.objects.get(pk=saved.pk)
    assert unsubscribe_address(saved) == unsubscribe_address(stale)
