"""An alert's mail: written when it is sent, from what is public then."""

import textwrap
from datetime import datetime
from email.utils import format_datetime
from typing import Any, Final

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from search.alerts.addresses import absolute, portal_host, unsubscribe_address
from search.alerts.passages import one_line
from search.alerts.told import Told, ToldDecision, told_by
from search.models import OutgoingMail, SavedQuery
from search.models.saved import Frequency

COLUMNS: Final = 72
CAVEAT: Final = (
    "The letters tell only of treatment that was denied and then appealed: how often a denial is overturned"
    " here says nothing of requests that were approved, or denied without an appeal. A letter decides its own"
    " case; it is no medical or legal advice."
)
_HOW_OFTEN: Final = {
    Frequency.AT_ONCE: "as they come",
    Frequency.DAILY: "once a day",
    Frequency.WEEKLY: "once a week",
    Frequency.OFF: "before you turned it off",
}
_INDENT: Final = "   "


def alert_mail(mail: OutgoingMail, now: datetime) -> EmailMultiAlternatives | None:
    """The message of a mail of kind alert, to its row's recipient; None where nothing is left to tell.

    The caller puts in the row's Message-ID. `now` is the date that the message bears.
    """
    saved = mail.saved_query
    if saved is None:
        return None
    told = told_by(mail, saved)
    return message_of(mail, saved, told, now) if told.decisions else None


def message_of(mail: OutgoingMail, saved: SavedQuery, told: Told, now: datetime) -> EmailMultiAlternatives:
    """The message that tells these decisions of a saved search."""
    context = _context(saved, told)
    message = EmailMultiAlternatives(
        subject=subject(saved, told),
        body=render_to_string("alerts/mail.txt", context),
        to=[mail.recipient],
        headers=_headers(saved, now, unsubscribe_address(saved)),
    )
    message.attach_alternative(render_to_string("alerts/mail.html", context), "text/html")
    return message


def subject(saved: SavedQuery, told: Told) -> str:
    """Such as "3 new decisions: Lumbar fusion", "1 decision changed: …", "3 new decisions, 1 changed: …"."""
    return f"{_counted(told)}: {one_line(saved.name)}"


def _counted(told: Told) -> str:
    if not told.new:
        return f"{_decisions(told.changed)} changed"
    counted = f"{told.new:,} new {_decisions(told.new).partition(' ')[2]}"
    return f"{counted}, {told.changed:,} changed" if told.changed else counted


def _decisions(count: int) -> str:
    return f"{count:,} decision{'' if count == 1 else 's'}"


def _context(saved: SavedQuery, told: Told) -> dict[str, Any]:
    heading = subject(saved, told)
    why = (
        f"You get this mail because you saved the search “{one_line(saved.name)}” and asked to be told of new"
        f" decisions {_HOW_OFTEN[Frequency(saved.frequency)]}."
    )
    return {
        "told": told,
        "heading": heading,
        "why": why,
        "caveat": CAVEAT,
        "heading_lines": _paragraph(heading),
        "decision_lines": [_lines(place, one) for place, one in enumerate(told.decisions, start=1)],
        "why_lines": _paragraph(why),
        "caveat_lines": _paragraph(CAVEAT),
        # What is new is marked there, and how often to be told is changed there.
        "open": absolute(reverse("saved-open", args=[saved.pk])),
        "edit": absolute(reverse("saved-edit", args=[saved.pk])),
        "unsubscribe": unsubscribe_address(saved),
    }


def _lines(place: int, one: ToldDecision) -> str:
    """A decision in the text part: wrapped, but for its link."""
    source = f"{one.reference}, decided {one.decided_on:%-d %b %Y}" if one.decided_on else one.reference
    parts = [
        _wrapped(one.treatment, f"{place}. "),
        *(_wrapped(part) for part in (one.outcome, source, one.passage) if part),
        f"{_INDENT}{one.link}",
    ]
    return "\n".join(parts)


def _paragraph(text: str) -> str:
    return textwrap.fill(text, COLUMNS, break_on_hyphens=False)


def _wrapped(text: str, lead: str = _INDENT) -> str:
    return textwrap.fill(
        text, COLUMNS, initial_indent=lead, subsequent_indent=_INDENT, break_on_hyphens=False
    )


def _headers(saved: SavedQuery, now: datetime, unsubscribe: str) -> dict[str, str]:
    return {
        "Date": format_datetime(now),
        # RFC 8058: mail programs offer a button that ends the mails at once.
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<saved-{saved.pk}.alerts.{portal_host()}>",
        # Nobody's out-of-office note is to answer it.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Precedence": "bulk",
    }
