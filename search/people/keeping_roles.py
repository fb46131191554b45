"""What keeps accounts and roles together, whoever changes them: a page, the admin, a cascade, a shell."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import Group, User
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete
from django.dispatch import receiver

from search.people.roles import STAFF_ROLES, ensure_roles, follow_roles, make_reader, staff_group_ids

_MEMBERS = "_members_before"


@receiver(post_migrate)
def make_missing_roles(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Make the groups once more where a flush has taken them."""
    if sender.name == "search":
        ensure_roles(using)


@receiver(post_save, sender=User)
def let_it_read(sender: type[User], instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A new account is a reader; one from a fixture is what the fixture says."""
    if created and not raw:
        make_reader(instance)


@receiver(m2m_changed, sender=User.groups.through)
def follow_membership(
    sender: Any, instance: User | Group, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Whoever becomes curator or administrator is staff, whoever is neither any more is not."""
    if action == "pre_clear" and isinstance(instance, Group):
        _remember_members(instance)
    if not action.startswith("post_"):
        return
    if isinstance(instance, User):
        if action == "post_clear" or (pk_set and pk_set & staff_group_ids()):
            follow_roles(User.objects.filter(pk=instance.pk))
            instance.is_staff = User.objects.values_list("is_staff", flat=True).get(pk=instance.pk)
    elif instance.name in STAFF_ROLES:
        members = getattr(instance, _MEMBERS, set()) if action == "post_clear" else pk_set or set()
        follow_roles(User.objects.filter(pk__in=members))


@receiver(pre_delete, sender=Group)
def remember_members(sender: type[Group], instance: Group, **kwargs: Any) -> None:
    _remember_members(instance)


@receiver(post_delete, sender=Group)
def follow_deletion(sender: type[Group], instance: Group, **kwargs: Any) -> None:
    """Members of a role that is deleted have it no more."""
    if instance.name in STAFF_ROLES:
        follow_roles(User.objects.filter(pk__in=getattr(instance, _MEMBERS, set())))


def _remember_members(group: Group) -> None:
    setattr(group, _MEMBERS, set(group.user_set.values_list("pk", flat=True)))
