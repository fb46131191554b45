"""Whose saved searches are asked: those of owners who may keep them, whatever the clock did."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User

from search.alerts.due import call_back, due
from search.alerts.schedule import next_due
from search.models.saved import Frequency
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


@pytest.mark.parametrize("frequency", ["at_once", "daily", "weekly"])
def test_times_that_were_set_by_a_clock_far_ahead_silence_nobody(frequency: str) -> None:
    query = saved(frequency=frequency)
    query.due_at = next_due(frequency, NOON + timedelta(days=700))
    query.save()
    assert not due(NOON).exists()
    assert call_back(NOON) == 1
    assert due(NOON).exists()


@pytest.mark.parametrize("hours", range(0, 170, 7))
@pytest.mark.parametrize("frequency", [choice for choice in Frequency if choice != Frequency.OFF])
def test_times_of_the_schedule_stay(frequency: str, hours: int) -> None:
    # Through the night in which the clocks go back.
    now = NOON - timedelta(days=24) + timedelta(hours=hours)
    query = saved(frequency=frequency)
    query.due_at = next_due(frequency, now)
    query.save()
    assert call_back(now) == 0
