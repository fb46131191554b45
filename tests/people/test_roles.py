"""Roles: who is staff follows from them, and an operator's changes to a group stay."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core import serializers
from django.core.management import call_command

from search.people.roles import (
    ADMINISTRATOR,
    CURATOR,
    PERMISSIONS,
    READER,
    STAFF_ROLES,
    ensure_roles,
    make_curators,
    make_readers,
)
from tests.people_factories import UserFactory


@pytest.fixture
def user(db: None) -> User:
    return UserFactory.create()


def group(name: str) -> Group:
    return Group.objects.get(name=name)


def is_staff(user: User) -> bool:
    return User.objects.values_list("is_staff", flat=True).get(pk=user.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("name", PERMISSIONS)
def test_each_role_has_its_permissions_and_no_other(name: str) -> None:
    held = group(name).permissions.values_list("content_type__app_label", "codename")
    assert sorted(".".join(pair) for pair in held) == sorted(PERMISSIONS[name])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["savedquery", "keptdecision", "recentsearch", "apitoken", "preferences"])
def test_no_role_opens_what_readers_keep_to_others(kind: str) -> None:
    held = Permission.objects.filter(group__isnull=False, content_type__model=kind)
    assert set(held.values_list("codename", flat=True)) <= {"keep_own"}


def test_a_new_account_is_a_reader_and_no_staff(user: User) -> None:
    assert [one.name for one in user.groups.all()] == [READER]
    assert not is_staff(user)
    assert user.has_perm("search.keep_own")
    assert not user.has_perm("search.view_letter")


@pytest.mark.parametrize("role", STAFF_ROLES)
class TestStaff:
    def test_who_is_given_the_role_is_staff_and_who_loses_it_is_not(self, user: User, role: str) -> None:
        user.groups.add(group(role))
        assert (user.is_staff, is_staff(user)) == (True, True)
        user.groups.remove(group(role))
        assert (user.is_staff, is_staff(user)) == (False, False)

    def test_so_it_is_from_the_roles_side(self, user: User, role: str) -> None:
        group(role).user_set.add(user)
        assert is_staff(user)
        group(role).user_set.remove(user)
        assert not is_staff(user)

    def test_so_it_is_when_roles_are_set(self, user: User, role: str) -> None:
        user.groups.set([group(READER), group(role)])
        assert is_staff(user)
        user.groups.set([group(READER)])
        assert not is_staff(user)

    def test_so_it_is_when_all_are_cleared_from_either_side(self, user: User, role: str) -> None:
        user.groups.add(group(role))
        user.groups.clear()
        assert not is_staff(user)
        user.groups.add(group(role))
        one = group(role)
        one.user_set.clear()
        assert not is_staff(user)

    def test_so_it_is_when_the_role_is_deleted(self, user: User, role: str) -> None:
        user.groups.add(group(role))
        group(role).delete()
        assert not is_staff(user)

    def test_a_superuser_stays_staff(self, user: User, role: str) -> None:
        User.objects.filter(pk=user.pk).update(is_superuser=True, is_staff=True)
        user.groups.add(group(role))
        user.groups.clear()
        assert is_staff(user)


def test_who_has_two_staff_roles_stays_staff_without_one_of_them(user: User) -> None:
    user.groups.add(group(CURATOR), group(ADMINISTRATOR))
    user.groups.remove(group(CURATOR))
    assert is_staff(user)
    user.groups.remove(group(ADMINISTRATOR))
    assert not is_staff(user)


def test_what_an_operator_took_from_a_role_stays_taken(db: None) -> None:
    group(CURATOR).permissions.remove(Permission.objects.get(codename="add_batch"))
    call_command("migrate", verbosity=0)
    assert not group(CURATOR).permissions.filter(codename="add_batch").exists()


def test_a_role_that_is_missing_is_made_again(db: None) -> None:
    group(CURATOR).delete()
    assert ensure_roles() == [CURATOR]
    assert group(CURATOR).permissions.count() == len(PERMISSIONS[CURATOR])
    assert ensure_roles() == []


@pytest.mark.django_db(transaction=True)
def test_roles_are_there_after_the_database_was_emptied() -> None:
    call_command("flush", interactive=False, verbosity=0)
    assert set(Group.objects.values_list("name", flat=True)) == set(PERMISSIONS)
    assert UserFactory.create().has_perm("search.keep_own")


def test_an_account_is_made_even_where_its_role_was_deleted(db: None) -> None:
    group(READER).delete()
    assert UserFactory.create().has_perm("search.keep_own")


def test_accounts_from_before_the_roles_become_readers(user: User) -> None:
    user.groups.clear()
    make_readers()
    make_readers()
    assert [one.name for one in user.groups.all()] == [READER]


@pytest.mark.parametrize(("may", "role"), [("add_batch", CURATOR), ("view_batch", None)])
def test_staff_from_before_the_roles_who_handed_letters_in_become_curators(
    user: User, may: str, role: str | None
) -> None:
    user.groups.clear()
    user.user_permissions.add(Permission.objects.get(codename=may))
    User.objects.filter(pk=user.pk).update(is_staff=True)
    make_curators()
    assert [one.name for one in user.groups.all()] == ([role] if role else [])


def test_an_account_from_a_fixture_is_what_the_fixture_says(db: None) -> None:
    text = serializers.serialize("json", [User(pk=4711, username="restored", password="x")])
    for row in serializers.deserialize("json", text):
        row.save()
    assert not User.objects.get(pk=4711).groups.exists()
