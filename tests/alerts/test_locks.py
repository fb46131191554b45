"""What others do while a run records: locked in one order, nobody fails and nothing is passed over."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from django.contrib.auth.models import User

from search.alerts import recording
from search.alerts.announcing import announce
from search.alerts.recipients import confirmed_addresses
from search.index.keeping import bring_up_to_date
from search.mail.delivering import send_waiting
from search.models import Announcement, OutgoingMail, SavedQuery
from search.people.own_data import delete_everything_of
from search.saved import keeping
from tests.alerts.steps import NOON, saved, stored
from tests.conftest import fresh_index
from tests.elsewhere import SECONDS, Elsewhere, row_locks
from tests.people_factories import SavedQueryFactory, UserFactory

pytestmark = [row_locks, pytest.mark.usefixtures("own_index")]


@pytest.fixture
def own_index(engine: None, transactional_db: None) -> Iterator[str]:
    with fresh_index() as name:
        yield name


def _announce_while(act: Callable[[], Any], elsewhere: Elsewhere, patch: pytest.MonkeyPatch) -> "Future[Any]":
    """Announce; between the locking of the saved queries and the writing of their mails, `act` begins."""
    addresses = confirmed_addresses
    begun: list[Future[Any]] = []

    def addresses_after(owner_ids: set[int]) -> dict[int, str]:
        begun.append(elsewhere(act))
        return addresses(owner_ids)

    with patch.context() as patched:
        patched.setattr(recording, "confirmed_addresses", addresses_after)
        announce(NOON)
    begun[0].exception(SECONDS)
    return begun[0]


def _reader_of(*searches: str) -> User:
    owner: User = UserFactory.create()
    for parameters in searches:
        saved(parameters, owner=owner)
    stored()
    bring_up_to_date()
    return owner


def test_an_owner_saves_a_search_while_the_others_are_recorded(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = _reader_of("q=fusion", "q=lumbar")
    another = SavedQueryFactory.build(owner=owner)
    _announce_while(lambda: keeping.keep(another), elsewhere, monkeypatch).result()
    assert Announcement.objects.count() == 2
    assert SavedQuery.objects.filter(owner=owner).count() == 3


def test_a_saved_search_is_deleted_while_it_is_recorded(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = SavedQuery.objects.get(owner=_reader_of("q=fusion"))
    _announce_while(lambda: keeping.delete(query), elsewhere, monkeypatch).result()
    assert not SavedQuery.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_an_account_is_deleted_while_its_searches_are_recorded(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = _reader_of("q=fusion", "q=lumbar")
    _announce_while(lambda: delete_everything_of(owner, "testserver"), elsewhere, monkeypatch).result()
    assert not User.objects.filter(pk=owner.pk).exists()
    assert not OutgoingMail.objects.exists()


def test_a_mail_that_is_being_extended_is_sent_with_what_came(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    _reader_of("q=fusion")
    announce(NOON)
    SavedQuery.objects.update(due_at=NOON)
    stored()
    bring_up_to_date()
    run = _announce_while(lambda: send_waiting(NOON), elsewhere, monkeypatch).result()
    assert run.sent == 1
    assert Announcement.objects.filter(mail=OutgoingMail.objects.get()).count() == 2
