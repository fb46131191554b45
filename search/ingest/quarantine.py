"""Letters that may tell who a person is: kept from everybody but staff until a person has judged them."""

from collections import Counter

from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from search.letters.identifiers import KINDS
from search.models import IncomingFile, Letter
from search.models.batches import State
from search.models.letters import Visibility
from search.news.telling import tell
from search.queueing import queue_index_update
from search.traces.acts import Act
from search.traces.recording import record_all

Judge = User | AnonymousUser | None
_JUDGED = {
    Visibility.PUBLIC: (State.IMPORTED, "", Act.RELEASED),
    Visibility.REFUSED: (
        State.REFUSED,
        "Refused by staff: it may tell who a person is.",
        Act.REFUSED,
    ),
}


def reason_for(letter: Letter) -> str:
    """Why a letter is in quarantine, and what to do, in words for staff."""
    found = found_in_words(letter)
    return f"May tell who a person is: {found}. Somebody has to release or refuse the letter."


def found_in_words(letter: Letter) -> str:
    """What the screen found and where, without saying the words themselves."""
    found = Counter((found["kind"], found["span"]["page"]) for found in letter.identifiers)
    return ", ".join(
        f"{KINDS[kind]} on page {page}" + (f" ({count} times)" if count > 1 else "")
        for (kind, page), count in sorted(found.items())
    )


def release(letters: QuerySet[Letter], by: Judge = None) -> int:
    """Show quarantined and refused letters to everybody, after a person has looked. Returns how many.

    Those that were taken out stay out.
    """
    return _judge(letters, by, Visibility.PUBLIC)


def refuse(letters: QuerySet[Letter], by: Judge = None) -> int:
    """Keep letters from everybody but staff, and out of the search, for good. Returns how many."""
    return _judge(letters, by, Visibility.REFUSED)


def _judge(letters: QuerySet[Letter], by: Judge, visibility: Visibility) -> int:
    state, reason, act = _JUDGED[visibility]
    with transaction.atomic():
        open_to_judging = letters.exclude(visibility__in=[visibility, Visibility.REMOVED])
        # Held, so that one that is taken out at this moment stays out.
        ids = list(open_to_judging.order_by("pk").select_for_update().values_list("pk", flat=True))
        Letter.objects.filter(pk__in=ids).update(
            visibility=visibility, revision=F("revision") + 1, updated_at=timezone.now()
        )
        files = IncomingFile.objects.filter(letter__in=ids, state__in=[State.QUARANTINED, State.REFUSED])
        files.update(state=state, reason=reason)
        for letter in Letter.objects.public().filter(pk__in=ids).prefetch_related("determinations"):
            tell(letter, letter.determinations.all())
        record_all(by, act, Letter.objects.filter(pk__in=ids).only("reference"))
        transaction.on_commit(queue_index_update)
    return len(ids)
