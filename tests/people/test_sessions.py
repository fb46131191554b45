"""The list of an account's sessions, and what keeping it costs."""

from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.people.middleware import NOTED_AT
from tests.people_factories import PASSWORD, UserFactory, client_of

LIST = "/account/sessions/"


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_owner_sees_each_session_and_which_is_this_one(reader: User, sign_in: Callable[..., Client]) -> None:
    sign_in(reader)
    here = sign_in(reader)
    page = here.get(LIST).content.decode()
    assert page.count("this session") == 1
    assert page.count("From 127.0.0.1") == 2


def test_owner_ends_one_session(reader: User, sign_in: Callable[..., Client]) -> None:
    first, second, here = sign_in(reader), sign_in(reader), sign_in(reader)
    row = UserSession.objects.get(session_key=first.session.session_key)
    assert f'action="/account/sessions/{row.pk}/end"' in here.get(LIST).content.decode()
    here.post(f"/account/sessions/{row.pk}/end")
    assert [is_signed_in(client) for client in (first, second, here)] == [False, True, True]


def test_owner_ends_all_other_sessions(reader: User, sign_in: Callable[..., Client]) -> None:
    first, second, here = sign_in(reader), sign_in(reader), sign_in(reader)
    here.post(LIST)
    assert [is_signed_in(client) for client in (first, second, here)] == [False, False, True]


@pytest.mark.parametrize("staff", [False, True])
def test_nobody_sees_or_ends_anothers_session(
    reader: User, sign_in: Callable[..., Client], staff: bool
) -> None:
    theirs = sign_in(reader)
    row = UserSession.objects.get()
    colleague = client_of(UserFactory.create(is_staff=staff, is_superuser=staff))
    assert colleague.post(f"/account/sessions/{row.pk}/end").status_code == 404
    assert f"/sessions/{row.pk}/end" not in colleague.get(LIST).content.decode()
    colleague.post(LIST)
    stranger = Client()
    assert stranger.post(f"/account/sessions/{row.pk}/end")["Location"].startswith("/account/login/")
    assert is_signed_in(theirs)


def test_ending_is_by_post(reader: User, sign_in: Callable[..., Client]) -> None:
    client = sign_in(reader)
    assert client.get(f"/account/sessions/{UserSession.objects.get().pk}/end").status_code == 405


def test_signed_in_page_costs_two_queries_more_than_a_strangers(
    reader: User, sign_in: Callable[..., Client]
) -> None:
    client, stranger = sign_in(reader), Client()
    counts = []
    for visitor in (stranger, client):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert visitor.get("/help").status_code == 200
        counts.append(len(queries))
    assert counts[1] - counts[0] <= 2


def test_last_use_and_place_are_noted_after_five_minutes(
    reader: User, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(reader)
    before = UserSession.objects.get()
    client.get("/help", REMOTE_ADDR="2001:db8:1:2::9")
    assert UserSession.objects.get().ip == before.ip
    session = client.session
    session[NOTED_AT] -= 5 * 60
    session.save()
    client.get("/help", REMOTE_ADDR="2001:db8:1:2::9")
    after = UserSession.objects.get()
    assert after.ip == "2001:db8:1:2::"
    assert after.last_seen_at > before.last_seen_at


def test_address_that_the_web_server_does_not_tell_is_no_fault(reader: User) -> None:
    client = Client(REMOTE_ADDR="")
    answer = client.post("/account/login/", {"login": reader.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert UserSession.objects.get().ip == "0.0.0.0"  # noqa: S104


def test_markup_in_a_browsers_name_shows_as_text(reader: User) -> None:
    client = Client(HTTP_USER_AGENT="<script>alert(1)</script>" + "x" * 1000)
    client.post("/account/login/", {"login": reader.email, "password": PASSWORD})
    page = client.get(LIST).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
