"""Which saved queries are to be told of news now."""

from datetime import datetime, timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission, User
from django.db.models import Exists, OuterRef, Q, QuerySet

from search.alerts.schedule import next_due
from search.models import OutgoingMail, SavedQuery
from search.models.saved import Frequency
from search.people.access import KEEP_OWN

_State = OutgoingMail.State
# A day may have 25 hours; one that could not be asked is asked again after ten minutes.
_FURTHEST: Final = {
    Frequency.AT_ONCE: timedelta(minutes=15),
    Frequency.DAILY: timedelta(hours=26),
    Frequency.WEEKLY: timedelta(days=7, hours=2),
}


def due(now: datetime) -> QuerySet[SavedQuery]:
    """The saved queries whose time has come, whose owner may be told, and whose mails are not stuck.

    The others keep the position that their mails have reached, so nothing is missed: an owner who is switched
    off, has lost the right to keep searches or has no confirmed address is told of everything when that is
    mended; where a mail is on its way or could not be sent, one mail after it tells of all that came since.
    """
    owner = _may_keep_own(User.objects.filter(pk=OuterRef("owner")))
    confirmed = EmailAddress.objects.filter(user=OuterRef("owner"), verified=True)
    stuck = OutgoingMail.objects.filter(
        Q(state=_State.SENDING) | Q(state=_State.WAITING, attempts__gt=0), saved_query=OuterRef("pk")
    )
    due_now = SavedQuery.objects.filter(due_at__lte=now).exclude(frequency=Frequency.OFF)
    return due_now.filter(Exists(owner), Exists(confirmed), ~Exists(stuck))


def _may_keep_own(users: QuerySet[User]) -> QuerySet[User]:
    """Those of the accounts that may keep searches: what `has_perm` says of each.

    Django's own `with_perm` joins all members of a role with each account that is asked for.
    """
    app, codename = KEEP_OWN.split(".")
    permission = Permission.objects.filter(content_type__app_label=app, codename=codename)
    membership = User.groups.through.objects.filter(user=OuterRef("pk"), group__permissions__in=permission)
    own = User.user_permissions.through.objects.filter(user=OuterRef("pk"), permission__in=permission)
    return users.filter(Q(is_superuser=True) | Exists(membership) | Exists(own), is_active=True)


def put_off_without_news(now: datetime, newest: int) -> int:
    """Set the next time of those who have seen all news. Returns how many.

    Those who are told at once stay due.
    """
    seen_all = SavedQuery.objects.filter(due_at__lte=now, announced_position__gte=newest)
    return sum(
        seen_all.filter(frequency=frequency).update(due_at=next_due(frequency, now))
        for frequency in (Frequency.DAILY, Frequency.WEEKLY)
    )


def call_back(now: datetime) -> int:
    """Let those be due now whose time lies further ahead than any schedule goes. Returns how many.

    The clock was ahead when their time was set, and all of them would be silent until then.
    """
    too_late = SavedQuery.objects.filter(due_at__gt=now)
    return sum(
        too_late.filter(frequency=frequency, due_at__gt=now + furthest).update(due_at=now)
        for frequency, furthest in _FURTHEST.items()
    )
