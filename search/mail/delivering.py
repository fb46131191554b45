"""Sending what waits in the outbox: each mail by one worker at a time, until it is taken or refused.

A mail is claimed by compare-and-set, for longer than a worker may run. So nobody else holds it while it is
sent; and a worker that was killed leaves it to the next one once the lease is over. One window nobody can
close: a worker that dies after the mail server took the mail and before that is written down. The mail is
then sent once more under the same Message-ID, by which receiving systems drop the copy.
"""

import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from search.mail.rendering import Held, Rendered, rendered
from search.mail.transport import Never, NotNow, Transport, transport
from search.models import OutgoingMail

logger = logging.getLogger(__name__)

State = OutgoingMail.State

# A task is stopped after this long (search/tasks.py), whatever the mail server does; a lease lasts longer.
TASK_SECONDS: Final = 150
LEASE: Final = timedelta(seconds=TASK_SECONDS + 60)
RUN_SECONDS: Final = 30.0

SHORTEST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=1)
# About five days: the waits grow to an hour with the seventh try.
MOST_TRIES: Final = 125
# Mails that nobody may get now, but perhaps later, are looked at so often.
HELD_WAIT: Final = timedelta(hours=1)

KEPT: Final = timedelta(days=30)
_CLEARED_AT_ONCE: Final = 500
_LOOKED_AT: Final = 20
_GIVEN_UP: Final = "Given up: its sending was broken off each time."


@dataclass(slots=True)
class Run:
    """How many mails a run sent, put off, gave up, and dropped as nothing was left to tell."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0
    dropped: int = 0


def send_waiting(now: datetime | None = None, seconds: float = RUN_SECONDS) -> Run:
    """Send the mails that are due, one by one over one connection, for about so many seconds.

    `now` stands for the clock's time throughout; by default the clock goes on. Ends early where the mail
    server takes nothing: the next run asks it again.
    """
    run = Run()

    def clock() -> datetime:
        return now or timezone.now()

    end = time.monotonic() + seconds
    with transport() as way:
        while time.monotonic() < end and (mail := _claim(clock())):
            if mail.attempts > MOST_TRIES:
                # Workers have died of it again and again.
                run.failed += _close(mail, State.FAILED, error=_GIVEN_UP)
            elif not _deliver(mail, way, clock, run):
                break
    return run


def call_back(now: datetime | None = None) -> int:
    """Let mails be due now that would wait longer than any wait: the clock was ahead. Returns how many."""
    now = now or timezone.now()
    waiting = OutgoingMail.objects.filter(state=State.WAITING, not_before__gt=now + 2 * LONGEST_WAIT)
    left_behind = OutgoingMail.objects.filter(state=State.SENDING, lease_until__gt=now + LEASE + LONGEST_WAIT)
    return waiting.update(not_before=now) + left_behind.update(lease_until=now)


def clear_old(now: datetime | None = None) -> int:
    """Delete what was sent or given up 30 days ago. Returns how many; some are left for the next time."""
    closed = OutgoingMail.objects.exclude(state__in=[State.WAITING, State.SENDING])
    oldest = closed.order_by("pk").values_list("pk", flat=True)[:_CLEARED_AT_ONCE]
    old = closed.filter(pk__in=list(oldest)).annotate(closed_at=Coalesce("sent_at", "created_at"))
    return old.filter(closed_at__lt=(now or timezone.now()) - KEPT).delete()[0]


def send_again(mails: QuerySet[OutgoingMail]) -> int:
    """Let mails that failed be tried from the beginning. Returns how many."""
    failed = mails.filter(state=State.FAILED)
    return failed.update(state=State.WAITING, not_before=timezone.now(), attempts=0, error="")


def _claim(now: datetime) -> OutgoingMail | None:
    """The next mail that is due, held for this worker alone; None where there is none."""
    for mail in _due(now)[:_LOOKED_AT]:
        lease_until = now + LEASE
        unchanged = OutgoingMail.objects.filter(
            pk=mail.pk, state=mail.state, attempts=mail.attempts, lease_until=mail.lease_until
        )
        if unchanged.update(state=State.SENDING, attempts=F("attempts") + 1, lease_until=lease_until):
            mail.state, mail.attempts, mail.lease_until = State.SENDING, mail.attempts + 1, lease_until
            return mail
    return None


def _due(now: datetime) -> QuerySet[OutgoingMail]:
    waiting = Q(state=State.WAITING, not_before__lte=now)
    left_behind = Q(state=State.SENDING, lease_until__lte=now)
    return OutgoingMail.objects.filter(waiting | left_behind).order_by("not_before", "pk")


def _deliver(mail: OutgoingMail, way: Transport, clock: Callable[[], datetime], run: Run) -> bool:
    """Send a claimed mail and write down what became of it. Returns whether the server takes more."""
    try:
        letter = rendered(mail, clock())
        if letter.message is not None:
            way.send(mail, letter.message)
    except Held as held:
        # No try was made of it.
        run.put_off += _put_off(mail, clock() + HELD_WAIT, str(held), mail.attempts - 1)
    except Never as refused:
        run.failed += _close(mail, State.FAILED, error=str(refused))
    except NotNow as not_now:
        _try_later(mail, clock(), str(not_now), run)
        return not not_now.is_server
    except SoftTimeLimitExceeded:
        # Whether the server has taken it nobody knows: it comes back once its lease is over.
        raise
    except Exception as error:
        # One mail that cannot be written must not keep all others from being sent.
        logger.exception("mail %s cannot be sent", mail.pk)
        _try_later(mail, clock(), f"The portal's own fault: {type(error).__name__}. It is in the log.", run)
    else:
        _done(mail, letter, clock(), run)
    return True


def _done(mail: OutgoingMail, letter: Rendered, now: datetime, run: Run) -> None:
    """Note a mail as sent, or dropped, and what it told; and forget its words."""
    is_sent = letter.message is not None
    state, sent_at = (State.SENT, now) if is_sent else (State.DROPPED, None)
    with transaction.atomic():
        closed = _close(mail, state, sent_at=sent_at, message="", error=letter.reason)
        if closed:
            letter.settle()
    if is_sent:
        run.sent += closed
    else:
        run.dropped += closed


def _try_later(mail: OutgoingMail, now: datetime, reason: str, run: Run) -> None:
    logger.warning("mail %s was not taken at try %s: %s", mail.pk, mail.attempts, reason)
    if mail.attempts >= MOST_TRIES:
        run.failed += _close(mail, State.FAILED, error=reason)
    else:
        run.put_off += _put_off(mail, now + _wait(mail.attempts), reason, mail.attempts)


def _wait(attempts: int) -> timedelta:
    """From a minute to an hour, doubling; up to a fifth more, so that mails do not all come at once."""
    wait: timedelta = min(SHORTEST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
    return min(wait * random.uniform(1, 1.2), LONGEST_WAIT)  # noqa: S311  spreading, no secret


def _put_off(mail: OutgoingMail, not_before: datetime, reason: str, attempts: int) -> int:
    return _write(mail, state=State.WAITING, not_before=not_before, error=reason, attempts=attempts)


def _close(mail: OutgoingMail, state: OutgoingMail.State, **values: object) -> int:
    return _write(mail, state=state, **values)


def _write(mail: OutgoingMail, **values: object) -> int:
    """Write down what became of a mail that is still this worker's."""
    mine = OutgoingMail.objects.filter(pk=mail.pk, state=State.SENDING, lease_until=mail.lease_until)
    return mine.update(lease_until=None, **values)
