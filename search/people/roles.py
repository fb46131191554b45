"""Roles: three groups with their permissions. Every account reads; curators and administrators are staff.

The groups are made by migration, and again where they are missing (`ensure_roles`). A group that is there is
left as it is: what an operator gave or took away stays so.
"""

from collections.abc import Iterable
from typing import Any

from auditlog.context import disable_auditlog
from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission, User
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import F, Q, QuerySet

READER = "Reader"
CURATOR = "Curator"
ADMINISTRATOR = "Administrator"
STAFF_ROLES = (CURATOR, ADMINISTRATOR)

_READER = ["search.keep_own"]
_CURATOR = [
    *(f"search.view_{name}" for name in ("letter", "determination", "original", "removedletter")),
    *(f"search.view_{name}" for name in ("batch", "incomingfile")),
    "search.add_batch",
    "search.judge_letter",
    "search.remove_letter",
]
_ADMINISTRATOR = [
    *_CURATOR,
    "auth.view_user",
    "auth.change_user",
    "auth.view_group",
    "auditlog.view_logentry",
    "search.view_outgoingmail",
    "search.change_outgoingmail",
    *(f"search.{act}_invitation" for act in ("view", "add", "delete")),
]
PERMISSIONS = {READER: _READER, CURATOR: _CURATOR, ADMINISTRATOR: _ADMINISTRATOR}
# In a few words, for who gives them.
IN_WORDS = {
    READER: "searches, reads, and keeps searches and decisions of their own",
    CURATOR: "hands letters in, judges those in quarantine, takes letters out and puts them back",
    ADMINISTRATOR: "all that curators may; accounts and roles, invitations, mails, the audit trail",
}


def ensure_roles(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Make the groups that are missing, with their permissions. Returns the names of those it made.

    What the portal does by itself is no act of staff: nothing of it stands in the audit trail.
    """
    with transaction.atomic(using=using), disable_auditlog():
        groups = Group.objects.using(using)
        there = set(groups.filter(name__in=PERMISSIONS).values_list("name", flat=True))
        missing = [name for name in PERMISSIONS if name not in there]
        for name in missing:
            groups.create(name=name).permissions.set(_permissions(PERMISSIONS[name], using))
    return missing


def make_readers(using: str = DEFAULT_DB_ALIAS) -> None:
    """Let every account that is no reader yet be one."""
    reader = Group.objects.using(using).get(name=READER)
    membership = User.groups.through
    outside = User.objects.using(using).exclude(groups=reader).values_list("pk", flat=True)
    rows = [membership(user_id=pk, group_id=reader.pk) for pk in outside.iterator()]
    membership.objects.using(using).bulk_create(rows, batch_size=1000)


def make_curators(using: str = DEFAULT_DB_ALIAS) -> None:
    """Let staff from before the roles who handed letters in go on: as curators."""
    curator = Group.objects.using(using).get(name=CURATOR)
    staff = User.objects.using(using).filter(is_staff=True, is_superuser=False)
    with disable_auditlog():
        for user in staff.exclude(groups__name__in=STAFF_ROLES):
            if user.has_perm("search.add_batch"):
                user.groups.add(curator)


def make_reader(user: User) -> None:
    """Let a new account be a reader."""
    reader = Group.objects.filter(name=READER).first()
    if reader is None:
        ensure_roles()
        reader = Group.objects.get(name=READER)
    with disable_auditlog():
        user.groups.add(reader)


def follow_roles(users: QuerySet[User]) -> None:
    """Let these accounts' `is_staff` be what their roles say; superusers are always staff."""
    by_role = User.objects.filter(groups__name__in=STAFF_ROLES).values("pk")
    is_staff = Q(is_superuser=True) | Q(pk__in=by_role)
    users.filter(is_staff, is_staff=False).update(is_staff=True)
    users.filter(is_staff=True).exclude(is_staff).update(is_staff=False)


def staff_group_ids() -> set[int]:
    """The ids of the groups whose members are staff."""
    return set(Group.objects.filter(name__in=STAFF_ROLES).values_list("pk", flat=True))


def _permissions(names: Iterable[str], using: str) -> list[Permission]:
    """The permissions of these names.

    Raises:
        LookupError: one of them is no permission of any model.
    """
    pairs = [name.split(".") for name in names]
    for label in {label for label, _ in pairs}:
        # Django makes an application's permissions after all migrations; roles may be made before.
        _make_permissions(label, using)
    found = Permission.objects.using(using).annotate(label=F("content_type__app_label"))
    wanted = {
        (row.label, row.codename): row for row in found.filter(codename__in=[code for _, code in pairs])
    }
    try:
        return [wanted[label, code] for label, code in pairs]
    except KeyError as error:
        raise LookupError(f"there is no permission {'.'.join(error.args[0])}") from error


def _make_permissions(label: str, using: str) -> None:
    config: Any = apps.get_app_config(label)
    create_permissions(config, verbosity=0, interactive=False, using=using)
