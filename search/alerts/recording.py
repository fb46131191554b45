"""What a saved query's owner is told, its mail, and how far the mails have reached: in one transaction."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from search.alerts.due import due
from search.alerts.recipients import confirmed_addresses
from search.alerts.schedule import next_due
from search.alerts.window import Window
from search.models import Announcement, News, OutgoingMail, SavedQuery
from search.models.saved import Frequency
from search.queueing import queue_mails

# Who is told at once gets no mail for each letter of a batch: what comes meanwhile goes into the next mail.
GATHERING: Final = timedelta(minutes=3)
# While a long window is told in parts, its one mail waits; should that stop in the middle, not for long.
CATCHING_UP: Final = timedelta(minutes=10)
# Until a search that cannot be asked is tried again, unless its owner mends it before.
AFTER_ERROR: Final = timedelta(minutes=10)
_TOLD: Final = ("pk", "saved_query_id", "news_id", "outcome")


@dataclass(frozen=True, slots=True)
class Asked:
    """A saved query as it was asked, and the document ids that it found."""

    saved: SavedQuery
    found: Collection[str]


@dataclass(frozen=True, slots=True)
class _Told:
    """What was announced last of a determination to a saved query, and by which of its news."""

    outcome: str
    news_ids: frozenset[int]


def record(asked: Sequence[Asked], window: Window, now: datetime) -> int:
    """Write what each saved query's owner is told, and that the window is done. Returns how many are told.

    A saved query that was changed since it was asked, that another worker was faster with, or that is not to
    be told any more, is left as it is.
    """
    with transaction.atomic():
        # Before it is asked who may be told: a mail that goes out meanwhile would not be seen.
        mails = _open_mails([one.saved.pk for one in asked])
        stored = _unchanged(asked, now)
        told = _told_before(stored, window)
        addresses = confirmed_addresses({saved.owner_id for saved in stored.values()})
        # One whose address is no more since they were asked for has to wait for another.
        stored = {pk: saved for pk, saved in stored.items() if saved.owner_id in addresses}
        announcements: list[Announcement] = []
        for one in asked:
            if (saved := stored.get(one.saved.pk)) is None:
                continue
            new = list(_announcements(saved, one.found, window, told.get(saved.pk, {})))
            if new or saved.pk in mails:
                mail = _mail(saved, mails.get(saved.pk), addresses[saved.owner_id], window, now)
                for announcement in new:
                    announcement.mail = mail
            announcements += new
            _move_on(saved, window, now, is_told=bool(new))
        Announcement.objects.bulk_create(announcements, batch_size=1000)
        SavedQuery.objects.bulk_update(stored.values(), ["announced_position", "due_at", "alert_error"])
        if announcements:
            transaction.on_commit(queue_mails)
    return len({announcement.saved_query_id for announcement in announcements})


def record_error(saved: SavedQuery, reason: str, now: datetime) -> None:
    """Note why a saved query could not be asked; what came since its last mail is told when it can be."""
    later = max(next_due(saved.frequency, now) or now, now + AFTER_ERROR)
    unchanged = SavedQuery.objects.filter(
        pk=saved.pk, parameters=saved.parameters, due_at__isnull=False, frequency=saved.frequency
    )
    unchanged.update(alert_error=reason, due_at=later)


def _unchanged(asked: Sequence[Asked], now: datetime) -> dict[int, SavedQuery]:
    """Those that stand in the database as they were asked, locked."""
    before = {one.saved.pk: one.saved for one in asked}
    rows = due(now).filter(pk__in=before).order_by("pk").select_for_update()
    return {row.pk: row for row in rows if _question(row) == _question(before[row.pk])}


def _question(saved: SavedQuery) -> tuple[int, str, int]:
    return saved.announced_position, saved.parameters, saved.parameters_version


def _told_before(stored: Mapping[int, SavedQuery], window: Window) -> dict[int, dict[str, _Told]]:
    """For each saved query what it was told before of the determinations in the window, by document id."""
    if not window.news_ids:
        return {}
    announced = Announcement.objects.filter(saved_query__in=stored)
    # A window's news lie close together: a range of the index is read sooner than a list.
    rows = set(
        announced.filter(news__gte=window.news_ids[0], news__lte=window.news_ids[-1]).values_list(*_TOLD)
    )
    if window.other_news:
        rows |= set(announced.filter(news__in=window.other_news).values_list(*_TOLD))
    told: dict[int, dict[str, _Told]] = {}
    for _, saved_id, news_id, outcome in sorted(rows):
        if (document := window.document_of(news_id)) is None:
            continue
        of_query = told.setdefault(saved_id, {})
        known = of_query[document].news_ids if document in of_query else frozenset()
        of_query[document] = _Told(outcome, known | {news_id})
    return told


def _announcements(
    saved: SavedQuery, found: Collection[str], window: Window, told: Mapping[str, _Told]
) -> Iterator[Announcement]:
    """What is new to the owner: determinations found, and those told before that decide otherwise now.

    These even where the search finds them no more: its owner must know.
    """
    for document in sorted({*found, *told}):
        news = window.newest(document, saved.announced_position)
        if news is None:
            continue
        outcome, before = window.outcomes[document], told.get(document)
        if before is None:
            previous = news.previous_outcome
        elif before.outcome != outcome and news.pk not in before.news_ids:
            previous = before.outcome
        else:
            continue
        yield _announcement(saved, news, outcome, previous)


def _announcement(saved: SavedQuery, news: News, outcome: str, previous: str) -> Announcement:
    # An outcome that came back before anybody was told of another has not changed for this reader.
    return Announcement(
        saved_query=saved,
        news=news,
        outcome=outcome,
        previous_outcome=previous if previous != outcome else "",
    )


def _open_mails(stored: Collection[int]) -> dict[int, OutgoingMail]:
    """Mails that nobody has tried to send: what is new goes into them. Locked, for none must be sent now."""
    mails = OutgoingMail.objects.filter(
        saved_query__in=stored, kind=OutgoingMail.Kind.ALERT, state=OutgoingMail.State.WAITING, attempts=0
    )
    return {mail.saved_query_id or 0: mail for mail in mails.order_by("pk").select_for_update()}


def _mail(
    saved: SavedQuery, mail: OutgoingMail | None, recipient: str, window: Window, now: datetime
) -> OutgoingMail:
    """The saved query's waiting mail, or a new one; it waits while more is to go into it."""
    not_before = now if window.is_last else now + CATCHING_UP
    if mail is None:
        return OutgoingMail.objects.create(
            kind=OutgoingMail.Kind.ALERT,
            user_id=saved.owner_id,
            saved_query=saved,
            recipient=recipient,
            not_before=not_before,
        )
    if mail.not_before != not_before and not (window.is_last and mail.not_before < now):
        mail.not_before = not_before
        mail.save(update_fields=["not_before"])
    return mail


def _move_on(saved: SavedQuery, window: Window, now: datetime, *, is_told: bool) -> None:
    saved.announced_position = window.to
    saved.alert_error = ""
    if window.is_last:
        gathering = is_told and saved.frequency == Frequency.AT_ONCE
        saved.due_at = now + GATHERING if gathering else next_due(saved.frequency, now)
