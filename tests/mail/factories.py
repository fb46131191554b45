"""Mails in the outbox, and what alerts tell, for tests."""

from collections.abc import Sequence
from datetime import UTC, datetime

from search.models import Announcement, Determination, Letter, News, OutgoingMail, SavedQuery
from search.models.saved import Frequency
from tests.factories import LetterFactory
from tests.people_factories import SavedQueryFactory

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MESSAGE = (
    "Subject: Confirm your address\nFrom: portal@localhost\nTo: {}\nMessage-ID: <old@old>\n\nGo to /x.\n"
)


def account_mail(recipient: str = "reader@example.org") -> OutgoingMail:
    """A mail of an account that is due."""
    return OutgoingMail.objects.create(
        kind=OutgoingMail.Kind.ACCOUNT,
        recipient=recipient,
        subject="Confirm your address",
        message=MESSAGE.format(recipient),
        not_before=NOON,
    )


def following(name: str = "Lumbar fusion", parameters: str = "q=lumbar+fusion") -> SavedQuery:
    """A saved search whose owner is told once a day."""
    saved: SavedQuery = SavedQueryFactory.create(name=name, parameters=parameters, frequency=Frequency.DAILY)
    return saved


def alert_of(saved: SavedQuery, determinations: Sequence[Determination] = ()) -> OutgoingMail:
    """A mail that is due and tells of these as new."""
    mail = OutgoingMail.objects.create(
        kind=OutgoingMail.Kind.ALERT,
        user=saved.owner,
        saved_query=saved,
        recipient=saved.owner.email,
        not_before=NOON,
    )
    for determination in determinations:
        announce(mail, determination)
    return mail


def announce(mail: OutgoingMail, determination: Determination, previous_outcome: str = "") -> Announcement:
    """Let a mail tell of a determination as it is; changed, where it was another before."""
    letter = determination.letter
    assert mail.saved_query is not None
    news = News.objects.create(
        letter=letter,
        reference=letter.reference,
        number=determination.number,
        kind=News.Kind.CHANGED if previous_outcome else News.Kind.NEW,
        outcome=determination.outcome,
        previous_outcome=previous_outcome,
        revision=letter.revision,
        position=News.objects.count() + 1,
    )
    return Announcement.objects.create(
        saved_query=mail.saved_query,
        news=news,
        mail=mail,
        outcome=determination.outcome,
        previous_outcome=previous_outcome,
    )


def decision(**values: object) -> Determination:
    """The one determination of a new letter."""
    letter: Letter = LetterFactory.create(determinations=[values])
    return letter.determinations.get()
