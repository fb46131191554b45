"""Entries of the audit trail, written in the transaction of what they tell of."""

from collections.abc import Iterable
from typing import Any

from auditlog.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from search.models import IncomingFile, Invitation
from search.traces.acting import acting_user
from search.traces.acts import Act

_AT_ONCE = 1000
# Their own words would name a person for ever: a number stands for them.
_NUMBERED: dict[type[Model], str] = {User: "account", Invitation: "invitation", IncomingFile: "file"}


def record(actor: Any, act: Act, target: Model, details: dict[str, Any] | None = None) -> LogEntry:
    """Write that `actor` did `act` to `target`.

    `actor` None means whoever makes the present request, or the portal itself. `details` holds counts, roles
    and reasons: never words of letters, notes, tokens, addresses.
    """
    return record_all(actor, act, [target], details)[0]


def record_all(
    actor: Any, act: Act, targets: Iterable[Model], details: dict[str, Any] | None = None
) -> list[LogEntry]:
    """Write an entry for each target; `targets` are of one model."""
    entries = [_entry(target, act, details or {}) for target in targets]
    for entry in entries:
        complete(entry, actor)
    return list(LogEntry.objects.bulk_create(entries, batch_size=_AT_ONCE))


def name_of(target: Model) -> str:
    """How an entry names what it is about."""
    for model, word in _NUMBERED.items():
        if isinstance(target, model):
            return f"{word} {target.pk}"
    return str(target)


def complete(entry: LogEntry, actor: Any = None) -> None:
    """Put in who acted, by number too, as an account may be deleted; leave out what would name a person."""
    actor = actor if isinstance(actor, User) and actor.is_authenticated else acting_user()
    entry.actor = entry.actor or actor
    entry.actor_email = entry.remote_addr = entry.remote_port = None
    entry.additional_data = {**(entry.additional_data or {}), "by": entry.actor_id}


def _entry(target: Model, act: Act, details: dict[str, Any]) -> LogEntry:
    return LogEntry(
        content_type=ContentType.objects.get_for_model(target),
        object_pk=str(target.pk),
        object_id=target.pk if isinstance(target.pk, int) else None,
        object_repr=name_of(target),
        action=LogEntry.Action.UPDATE,
        additional_data={"what": act.value, **details},
    )
