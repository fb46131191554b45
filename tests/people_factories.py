"""People for tests: accounts, and what they keep."""

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.test import Client
from factory.django import DjangoModelFactory

from search.models import KeptDecision, SavedQuery
from search.people.middleware import SIGNED_IN_AT

PASSWORD = "correct horse battery staple"


class UserFactory(DjangoModelFactory[User]):
    """A reader with a confirmed address."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"reader{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def address(self: User, create: bool, extracted: object, **kwargs: object) -> None:
        EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class SavedQueryFactory(DjangoModelFactory[SavedQuery]):
    class Meta:
        model = SavedQuery

    owner = factory.SubFactory(UserFactory)
    name = "Lumbar fusion"
    parameters = "q=lumbar+fusion"


class KeptDecisionFactory(DjangoModelFactory[KeptDecision]):
    class Meta:
        model = KeptDecision

    owner = factory.SubFactory(UserFactory)
    letter = factory.SubFactory("tests.factories.LetterFactory")
    reference = factory.LazyAttribute(lambda kept: kept.letter.reference)
    number = 1


def let_sign_in_be_long_ago(client: Client) -> Client:
    """As it is some minutes after the sign-in, when the password is asked for once more."""
    session = client.session
    session[SIGNED_IN_AT] -= 10 * 60
    session.save()
    return client


def client_of(user: User) -> Client:
    """A browser in which `user` is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
