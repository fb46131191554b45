"""What readers find in their mails in the end: every decision once, whatever came between."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from search.alerts.announcing import announce
from search.index.keeping import bring_up_to_date
from search.ingest.quarantine import release
from search.ingest.removal import put_back, remove
from search.mail.delivering import send_waiting
from search.models import Announcement, Letter, OutgoingMail
from tests.alerts.steps import NOON, quarantined, saved, stored
from tests.mail.conftest import MailServer, mail_server, send_over  # noqa: F401  fixtures

pytestmark = pytest.mark.usefixtures("index")
HOUR = timedelta(hours=1)


def pass_by(now: object) -> None:
    """As the tasks do at intervals."""
    bring_up_to_date()
    announce(now)  # type: ignore[arg-type]
    send_waiting(now)  # type: ignore[arg-type]


def letters_told(server: MailServer, letters: list[Letter]) -> Counter[str]:
    """In how many mails each letter stands."""
    mails = texts(server)
    return Counter(letter.reference for letter in letters for text in mails if letter.reference in text)


def texts(server: MailServer) -> list[str]:
    plain = [message.get_body(("plain",)) for message in server.received]
    return [part.get_content() for part in plain if part is not None]


def test_after_a_day_without_a_mail_server_everything_is_told_once(
    mail_server: MailServer,  # noqa: F811
    send_over: Callable[[str], None],  # noqa: F811
) -> None:
    saved()
    send_over("smtp://127.0.0.1:9/?timeout=1")
    letters = []
    for hour in range(0, 24, 4):
        letters.append(stored())
        pass_by(NOON + hour * HOUR)
    assert OutgoingMail.objects.count() == 1
    send_over(f"smtp://127.0.0.1:{mail_server.port}/?timeout=1")
    for hour in range(24, 30):
        pass_by(NOON + hour * HOUR)
    assert letters_told(mail_server, letters) == {letter.reference: 1 for letter in letters}
    assert len(mail_server.received) == 2


@pytest.mark.parametrize("way", ["removed", "quarantined"])
def test_what_goes_between_match_and_sending_is_told_when_it_is_back(
    mail_server: MailServer,  # noqa: F811
    way: str,
) -> None:
    saved()
    staying, going = stored(), stored()
    bring_up_to_date()
    announce(NOON)
    if way == "removed":
        remove(Letter.objects.filter(pk=going.pk), "a test", None)
    else:
        quarantined(going)
    send_waiting(NOON)
    assert letters_told(mail_server, [staying, going]) == {staying.reference: 1}
    pass_by(NOON + HOUR)
    put_back(Letter.objects.all(), None)
    release(Letter.objects.filter(visibility="quarantined"))
    for hours in (2, 3):
        pass_by(NOON + hours * HOUR)
    assert letters_told(mail_server, [staying, going]) == {staying.reference: 1, going.reference: 1}
    assert Announcement.objects.count() == 2


def test_of_a_letter_that_is_removed_for_good_nobody_is_told(mail_server: MailServer) -> None:  # noqa: F811
    saved()
    letter = stored()
    bring_up_to_date()
    announce(NOON)
    remove(Letter.objects.all(), "a test", None)
    for hours in range(3):
        pass_by(NOON + hours * HOUR)
    assert not mail_server.received
    assert letter.reference not in str(OutgoingMail.objects.values())


def test_an_outcome_that_changes_between_match_and_sending_is_told_as_it_is(
    mail_server: MailServer,  # noqa: F811
) -> None:
    saved()
    letter = stored({"outcome": "upheld"})
    bring_up_to_date()
    announce(NOON)
    stored({"outcome": "overturned"}, letter=letter)
    for hours in range(3):
        pass_by(NOON + hours * HOUR)
    assert letters_told(mail_server, [letter]) == {letter.reference: 1}
    assert "Denial overturned" in texts(mail_server)[0]
