"""A reader with what they keep, and letters that become public one after the other."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from search.models import Letter
from search.news.positions import give_positions
from search.news.telling import tell
from tests.factories import LetterFactory
from tests.people_factories import UserFactory, client_of

# Determinations, each by what differs from the factory's, to the letter that holds them.
Publish = Callable[..., Letter]


@pytest.fixture
def owner(db: None) -> User:
    return UserFactory.create()


@pytest.fixture
def client(owner: User) -> Client:
    """The owner's browser."""
    return client_of(owner)


@pytest.fixture
def publish(make_searchable: Callable[[], None]) -> Publish:
    """Call it to let everybody find a letter, as news."""

    def make(*determinations: dict[str, str]) -> Letter:
        letter = LetterFactory.create(determinations=list(determinations))
        tell(letter, letter.determinations.all())
        make_searchable()
        give_positions()
        return letter

    return make
