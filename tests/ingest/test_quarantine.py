"""Letters that may tell who a person is: seen by staff alone until somebody has judged them."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from redis import Redis

from search.index.drift import find_drift
from search.index.keeping import bring_up_to_date
from search.ingest.quarantine import refuse, release
from search.ingest.retrying import retry
from search.models import IncomingFile, Letter
from search.models.batches import State
from search.models.letters import Visibility
from search.tasks import read_file
from tests.factories import LetterFactory
from tests.index.held import documents
from tests.ingest.letters import hand_in_one, letter

TELLING = b"\nDate of birth: 03/17/1956. Phone (916) 555-0143.\n"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture
def held(broker: Redis) -> IncomingFile:
    """A letter that was read and put in quarantine."""
    content = letter().replace(b"CLINICAL CASE SUMMARY", b"CLINICAL CASE SUMMARY" + TELLING)
    assert TELLING in content
    file = hand_in_one(content)
    read_file(file.pk)
    bring_up_to_date()
    file.refresh_from_db()
    return file


def test_a_letter_with_identifiers_is_kept_with_the_reason_and_without_the_words(held: IncomingFile) -> None:
    assert held.state == State.QUARANTINED
    assert "full date of birth on page 1" in held.reason
    assert "phone or fax number on page 1" in held.reason
    assert "1956" not in held.reason
    assert Letter.objects.get().visibility == Visibility.QUARANTINED


def test_nothing_of_it_is_searchable_and_that_is_no_drift(held: IncomingFile) -> None:
    assert documents() == {}
    assert not Letter.objects.waiting_for_index().exists()
    assert not find_drift()


def test_strangers_and_colleagues_without_the_right_do_not_see_it_and_staff_do(
    held: IncomingFile, stranger: Client, staff: Client
) -> None:
    colleague = Client()
    colleague.force_login(User.objects.create_user("colleague", is_staff=True))
    address = Letter.objects.get().get_absolute_url()
    for place in (address, f"{address}/original", address.lower()):
        assert stranger.get(place).status_code == 404
        assert colleague.get(place).status_code == 404
    assert b"only staff see this letter" in staff.get(address).content
    assert staff.get(f"{address}/original").status_code == 200


def test_a_released_letter_is_found_and_seen_by_everybody(held: IncomingFile, stranger: Client) -> None:
    for _ in range(2):
        release(Letter.objects.all())
    bring_up_to_date()
    found = Letter.objects.get()
    assert (found.visibility, found.revision) == (Visibility.PUBLIC, 2)
    assert documents()
    assert stranger.get(found.get_absolute_url()).status_code == 200
    held.refresh_from_db()
    assert (held.state, held.reason) == (State.IMPORTED, "")


def test_a_refused_letter_leaves_the_search_even_after_a_release(
    held: IncomingFile, stranger: Client
) -> None:
    release(Letter.objects.all())
    bring_up_to_date()
    refuse(Letter.objects.all())
    bring_up_to_date()
    assert documents() == {}
    assert not find_drift()
    assert stranger.get(Letter.objects.get().get_absolute_url()).status_code == 404


def test_the_same_file_again_is_a_duplicate_and_changes_nothing(held: IncomingFile) -> None:
    refuse(Letter.objects.all())
    again = hand_in_one(letter().replace(b"CLINICAL CASE SUMMARY", b"CLINICAL CASE SUMMARY" + TELLING))
    read_file(again.pk)
    again.refresh_from_db()
    assert again.state == State.DUPLICATE
    assert Letter.objects.get().visibility == Visibility.REFUSED


def test_a_retry_of_the_batch_does_not_undo_what_a_person_refused(held: IncomingFile) -> None:
    refuse(Letter.objects.all())
    assert retry(held.batch.files.all()) == 0
    held.refresh_from_db()
    assert held.state == State.REFUSED
    assert "Refused by staff" in held.reason


def test_a_letter_without_identifiers_is_public(broker: Redis) -> None:
    file = hand_in_one(letter())
    read_file(file.pk)
    assert Letter.objects.get().is_public


def test_staff_release_and_refuse_in_the_admin_and_an_onlooker_does_not(staff: Client) -> None:
    held = LetterFactory.create(visibility=Visibility.QUARANTINED)
    onlooker = Client()
    user = User.objects.create_user("onlooker", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_letter"))
    onlooker.force_login(user)
    for client, action, after in (
        (onlooker, "release_letters", Visibility.QUARANTINED),
        (staff, "release_letters", Visibility.PUBLIC),
        (onlooker, "refuse_letters", Visibility.PUBLIC),
        (staff, "refuse_letters", Visibility.REFUSED),
    ):
        client.post("/staff/search/letter/", {"action": action, "_selected_action": [held.pk]})
        held.refresh_from_db()
        assert held.visibility == after
