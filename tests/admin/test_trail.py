"""The audit trail in the admin: searched by those who may, changed by nobody."""

from typing import Any

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client

from search.models import Letter
from search.people.roles import CURATOR
from search.traces.acts import Act
from search.traces.recording import record
from tests.factories import BatchFactory, LetterFactory
from tests.people_factories import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/staff/auditlog/logentry/"


@pytest.fixture
def curator() -> User:
    user = UserFactory.create(username="curator")
    user.groups.add(Group.objects.get(name=CURATOR))
    return user


@pytest.fixture
def entries(curator: User) -> dict[str, LogEntry]:
    letter = LetterFactory.create(reference="CM16-0000001")
    return {
        "taken": record(curator, Act.TAKEN_OUT, letter),
        "batch": record(curator, Act.BATCH_OPENED, BatchFactory.create(), {"files": 3}),
        "other": record(UserFactory.create(), Act.TAKEN_OUT, LetterFactory.create(reference="CM16-0000002")),
    }


def listed(client: Client, **asked: Any) -> set[int]:
    answer = client.get(LIST, asked)
    assert answer.status_code == 200
    return {entry.pk for entry in answer.context["cl"].result_list}


def test_entries_are_found_by_person_act_kind_reference_and_thing(
    staff: Client, curator: User, entries: dict[str, LogEntry]
) -> None:
    taken, batch, other = (entries[name].pk for name in ("taken", "batch", "other"))
    letter = Letter.objects.get(reference="CM16-0000001")
    assert listed(staff, what=Act.TAKEN_OUT.value) == {taken, other}
    assert {taken, batch} <= listed(staff, by=curator.pk)
    assert other not in listed(staff, by=curator.pk)
    assert {taken, batch} <= listed(staff, q="curator@example.org")
    assert listed(staff, q="CM16-0000001") == {taken}
    assert listed(staff, kind=entries["batch"].content_type_id) == {batch}
    assert listed(staff, about=f"search.letter.{letter.pk}") == {taken}


@pytest.mark.parametrize(
    "asked",
    [
        {"about": "nonsense"},
        {"about": "search.letter.x"},
        {"about": "a.b." + "9" * 40},
        {"about": "\x00.b.1"},
        {"about": "search.letter.1.2"},
    ],
)
def test_a_thing_that_is_none_has_no_entries(
    staff: Client, entries: dict[str, LogEntry], asked: dict[str, str]
) -> None:
    assert listed(staff, **asked) == set()


@pytest.mark.parametrize("asked", [{"by": "x"}, {"by": "9" * 40}, {"kind": "x"}, {"what": "x"}])
def test_a_filter_that_means_nothing_hides_nothing(
    staff: Client, entries: dict[str, LogEntry], asked: dict[str, str]
) -> None:
    assert listed(staff, **asked) >= {entry.pk for entry in entries.values()}


def test_an_entry_tells_in_words_who_did_what_to_what(
    staff: Client, curator: User, entries: dict[str, LogEntry]
) -> None:
    page = staff.get(f"{LIST}{entries['batch'].pk}/change/").content.decode()
    for words in ("curator@example.org", "Letters handed in", "files: 3"):
        assert words in page
    assert "additional_data" not in page


def test_entries_and_what_they_tell_of_lead_to_each_other(
    staff: Client, entries: dict[str, LogEntry]
) -> None:
    letter = Letter.objects.get(reference="CM16-0000001")
    assert f"/staff/search/letter/{letter.pk}/change/" in staff.get(LIST).content.decode()
    page = staff.get(f"/staff/search/letter/{letter.pk}/change/").content.decode()
    assert f"about=search.letter.{letter.pk}" in page
    history = staff.get(f"/staff/search/letter/{letter.pk}/history/")
    assert history["Location"].endswith(f"?about=search.letter.{letter.pk}")


def test_who_deleted_their_account_is_a_number(
    staff: Client, curator: User, entries: dict[str, LogEntry]
) -> None:
    number = curator.pk
    curator.delete()
    page = staff.get(LIST, {"by": number}).content.decode()
    assert f"account {number} (deleted)" in page
    assert "curator@example.org" not in page


def test_nobody_adds_changes_or_deletes_an_entry(staff: Client, entries: dict[str, LogEntry]) -> None:
    one = entries["taken"].pk
    before = list(LogEntry.objects.values())
    assert staff.get(f"{LIST}add/").status_code == 403
    assert staff.post(f"{LIST}{one}/change/", {"object_repr": "x"}).status_code == 403
    assert staff.post(f"{LIST}{one}/delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [one], "post": "yes"}
    assert staff.post(LIST, chosen).status_code in {200, 302}
    assert list(LogEntry.objects.values()) == before
