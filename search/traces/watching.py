"""Changes of accounts and roles, recorded whoever makes them: a page, the admin, a cascade, a shell."""

from typing import Any

from auditlog.context import auditlog_disabled
from auditlog.models import LogEntry
from auditlog.registry import auditlog
from auditlog.signals import pre_log
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Model
from django.db.models.signals import m2m_changed, pre_delete, pre_save
from django.dispatch import receiver

from search.models import Invitation, Letter
from search.traces.acting import acting_user, is_in_request
from search.traces.acts import Act
from search.traces.recording import complete, record, record_all

_CHANGES = {"post_add": True, "post_remove": False, "pre_clear": False}
_ENDINGS = {
    LogEntry.Action.CREATE: "created",
    LogEntry.Action.UPDATE: "changed",
    LogEntry.Action.DELETE: "deleted",
}

auditlog.register(
    User,
    include_fields=["is_active", "is_staff", "is_superuser", "email"],
    mask_fields=["email"],
    mask_callable="search.traces.watching.not_kept",
)
auditlog.register(Group, include_fields=["name"])
auditlog.register(Invitation, include_fields=["expires_at"])


def not_kept(value: str) -> str:
    """What stands in an entry for a value that would name a person."""
    return "(not kept)" if value and value != "None" else ""


@receiver(pre_log)
def leave_own_accounts_out(sender: type[Model], instance: Model, action: int, **kwargs: Any) -> bool:
    """What readers do with their own account is no act of staff; nor is signing up."""
    if not isinstance(instance, User) or instance.is_staff or instance.is_superuser:
        return True
    actor = acting_user()
    if actor is None:
        return not is_in_request() and action != LogEntry.Action.CREATE
    return actor.pk != instance.pk


@receiver(pre_save, sender=LogEntry)
def complete_entry(sender: type[LogEntry], instance: LogEntry, **kwargs: Any) -> None:
    """Entries that auditlog makes of the models above, in the same form as all others."""
    if not instance._state.adding:
        return
    model = instance.content_type.model
    instance.additional_data = {"what": f"{model}_{_ENDINGS.get(instance.action, 'changed')}"}
    if model != "group":
        instance.object_repr = f"{'account' if model == 'user' else model} {instance.object_pk}"
    complete(instance)


@receiver(m2m_changed, sender=User.groups.through)
def record_roles(
    sender: Any, instance: User | Group, action: str, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """A role given or taken away, from the account's side or the role's."""
    if action not in _CHANGES or auditlog_disabled.get():
        return
    act = Act.ROLE_GIVEN if _CHANGES[action] else Act.ROLE_TAKEN
    if isinstance(instance, User):
        groups = instance.groups.all() if pk_set is None else Group.objects.filter(pk__in=pk_set)
        names = list(groups.values_list("name", flat=True))
        users = [instance]
    else:
        members = instance.user_set.all() if pk_set is None else User.objects.filter(pk__in=pk_set)
        names, users = [instance.name], list(members)
    if names:
        record_all(None, act, users, {"roles": sorted(names)})


@receiver(m2m_changed, sender=User.user_permissions.through)
@receiver(m2m_changed, sender=Group.permissions.through)
def record_permissions(
    sender: Any, instance: Model, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Permissions given to a role or an account, or taken away."""
    if action not in _CHANGES or reverse or auditlog_disabled.get():
        return
    act = Act.PERMISSION_GIVEN if _CHANGES[action] else Act.PERMISSION_TAKEN
    held = getattr(instance, "permissions" if isinstance(instance, Group) else "user_permissions")
    changed = held.all() if pk_set is None else Permission.objects.filter(pk__in=pk_set)
    codes = sorted(changed.values_list("codename", flat=True))
    if codes:
        record(None, act, instance, {"permissions": codes})


@receiver(pre_delete, sender=Letter)
def record_deletion(sender: type[Letter], instance: Letter, **kwargs: Any) -> None:
    """A letter deleted for good; its reference is all that stays."""
    record(None, Act.LETTER_DELETED, instance)
