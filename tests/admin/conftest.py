"""Who comes to the staff's pages."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from pytest_django import Settings

from search.people.roles import CURATOR


@pytest.fixture(autouse=True)
def originals(settings: Settings, tmp_path: object) -> None:
    """Uploaded files go to a folder of the test's own."""
    settings.ORIGINALS_DIR = f"{tmp_path}/originals"


def _staff_client(name: str, *permissions: str) -> Client:
    user = User.objects.create_user(name, password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def owner(db: None) -> Client:
    """Staff who hand letters in and look at what became of them."""
    seen = ["batch", "incomingfile", "letter", "determination", "original", "removedletter"]
    return _staff_client("owner", "add_batch", *(f"view_{name}" for name in seen))


@pytest.fixture
def onlooker(db: None) -> Client:
    """Staff who may look at batches and hand nothing in."""
    return _staff_client("onlooker", "view_batch", "view_incomingfile")


@pytest.fixture
def colleague(db: None) -> Client:
    """Staff of another trade: in the admin, without a permission for letters."""
    return _staff_client("colleague")


@pytest.fixture
def curator(db: None) -> Client:
    """Staff by their role."""
    user = User.objects.create_user("curator", password="x")
    user.groups.add(Group.objects.get(name=CURATOR))
    client = Client()
    client.force_login(User.objects.get(pk=user.pk), backend="django.contrib.auth.backends.ModelBackend")
    return client
