"""Whose saved searches are asked: those of owners who may keep them."""

import pytest
from django.contrib.auth.models import Group, Permission, User

from search.alerts.due import due
from search.people.access import KEEP_OWN
from search.people.roles import CURATOR, READER
from tests.alerts.steps import NOON, saved

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_active", [True, False])
@pytest.mark.parametrize("given", ["", READER, CURATOR, "directly", "superuser"])
def test_an_owner_is_asked_for_as_they_may_keep_searches(given: str, is_active: bool) -> None:
    query = saved()
    owner = query.owner
    owner.groups.clear()
    owner.is_active, owner.is_superuser = is_active, given == "superuser"
    owner.save()
    if given == "directly":
        owner.user_permissions.add(Permission.objects.get(codename=KEEP_OWN.partition(".")[2]))
    elif given in (READER, CURATOR):
        owner.groups.add(Group.objects.get(name=given))
    may = User.objects.get(pk=owner.pk).has_perm(KEEP_OWN)
    assert may == (is_active and given in (READER, "directly", "superuser"))
    assert due(NOON).exists() == may


def test_a_saved_search_is_due_once_however_many_roles_its_owner_has() -> None:
    query = saved()
    for name in (READER, CURATOR):
        query.owner.groups.add(Group.objects.get(name=name))
    query.owner.user_permissions.add(Permission.objects.get(codename=KEEP_OWN.partition(".")[2]))
    assert list(due(NOON)) == [query]
