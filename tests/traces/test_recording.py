"""What staff do stands in the audit trail, without a word that would name a person."""

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from search.ingest.quarantine import refuse, release
from search.ingest.removal import put_back, remove
from search.models import Letter
from search.models.letters import Visibility
from search.people.roles import CURATOR, READER
from search.traces.acts import Act
from search.traces.recording import record
from tests.factories import IncomingFileFactory, LetterFactory
from tests.people_factories import PASSWORD, UserFactory, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator() -> User:
    user = UserFactory.create(username="curator")
    user.groups.add(Group.objects.get(name=CURATOR))
    return User.objects.get(pk=user.pk)


def acts() -> list[tuple[str, str]]:
    """What the trail holds, oldest first: what was done, to what."""
    return [
        ((entry.additional_data or {}).get("what", ""), entry.object_repr)
        for entry in LogEntry.objects.order_by("pk")
    ]


def last() -> LogEntry:
    return LogEntry.objects.order_by("pk")[LogEntry.objects.count() - 1]


def test_each_judgement_of_a_letter_is_recorded_with_who_made_it(curator: User) -> None:
    LetterFactory.create(reference="CM16-0000001", visibility=Visibility.QUARANTINED)
    letters = Letter.objects.all()
    before = LogEntry.objects.count()
    release(letters, curator)
    release(letters, curator)
    refuse(letters, curator)
    remove(letters, "The family asked for it.", curator)
    put_back(letters, curator)
    told = LogEntry.objects.order_by("pk")[before:]
    assert [entry.additional_data["what"] for entry in told] == [
        Act.RELEASED,
        Act.REFUSED,
        Act.TAKEN_OUT,
        Act.PUT_BACK,
    ]
    assert {(entry.object_repr, entry.actor) for entry in told} == {("CM16-0000001", curator)}
    assert "family" not in str([entry.additional_data for entry in told])


def test_reading_a_withheld_letter_is_recorded_and_a_public_one_is_not(curator: User) -> None:
    shown = LetterFactory.create(reference="shown")
    held = LetterFactory.create(reference="held", visibility=Visibility.QUARANTINED)
    before = acts()
    client = client_of(curator)
    for letter in (shown, held):
        assert client.get(letter.get_absolute_url()).status_code == 200
    assert acts()[len(before) :] == [(Act.READ_WITHHELD, "held")]
    assert last().actor == curator


def test_a_letter_deleted_for_good_is_recorded(staff: Client) -> None:
    letter = LetterFactory.create(reference="going")
    staff.post(f"/staff/search/letter/{letter.pk}/delete/", {"post": "yes"})
    assert not Letter.objects.exists()
    assert (Act.LETTER_DELETED, "going") in acts()
    assert last().actor == User.objects.get(username="chief")


class TestAccounts:
    def test_signing_up_and_logging_in_are_no_acts_of_staff(self) -> None:
        user = UserFactory.create()
        Client().login(username=user.username, password=PASSWORD)
        user.set_password("another one entirely")
        user.save()
        assert acts() == []

    def test_roles_given_and_taken_are_recorded_from_either_side(self) -> None:
        user = UserFactory.create()
        curators = Group.objects.get(name=CURATOR)
        user.groups.add(curators)
        curators.user_set.remove(user)
        curators.user_set.add(user)
        user.groups.set([])
        account = f"account {user.pk}"
        assert acts() == [(Act.ROLE_GIVEN, account), (Act.ROLE_TAKEN, account)] * 2
        roles = [entry.additional_data["roles"] for entry in LogEntry.objects.order_by("pk")]
        assert roles == [[CURATOR], [CURATOR], [CURATOR], [CURATOR, READER]]

    def test_an_account_that_is_shut_is_recorded_without_its_name_or_address(self) -> None:
        user = UserFactory.create(username="jdoe", email="jane.doe@example.org")
        user.is_active, user.email = False, "jane.smith@example.org"
        user.save()
        user.delete()
        told = str(list(LogEntry.objects.values()))
        assert [act for act, _ in acts()] == [Act.ACCOUNT_CHANGED, Act.ACCOUNT_DELETED]
        assert LogEntry.objects.order_by("pk")[0].changes["is_active"] == ["True", "False"]
        for word in ("jdoe", "jane", "smith", "example.org"):
            assert word not in told

    def test_permissions_given_to_a_role_are_recorded(self) -> None:
        Group.objects.get(name=READER).permissions.add(Permission.objects.get(codename="view_letter"))
        assert acts() == [(Act.PERMISSION_GIVEN, READER)]
        assert last().additional_data["permissions"] == ["view_letter"]


def test_nothing_of_the_client_is_kept_beside_the_account(curator: User) -> None:
    held = LetterFactory.create(visibility=Visibility.QUARANTINED)
    client_of(curator).get(
        held.get_absolute_url(),
        headers={"x-forwarded-for": "203.0.113.7", "x-correlation-id": "<script>", "user-agent": "Spy"},
    )
    entry = last()
    assert (entry.remote_addr, entry.remote_port, entry.actor_email, entry.cid) == (None, None, None, None)


def test_files_are_named_by_number(curator: User) -> None:
    file = IncomingFileFactory.create(name="letter of Jane Doe.pdf")
    assert record(curator, Act.FILES_AGAIN, file).object_repr == f"file {file.pk}"
