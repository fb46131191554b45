"""Seeds of second factors: never readable in the database, and worth nothing without the portal's key."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from pytest_django import Settings

from search.people.secret_store import decrypted, encrypted
from tests.people_factories import UserFactory

SEED = "JBSWY3DPEHPK3PXP"
OLD, NEW = "o" * 50, "n" * 50


def test_what_was_encrypted_is_had_again() -> None:
    assert SEED not in encrypted(SEED)
    assert decrypted(encrypted(SEED)) == SEED


def test_an_earlier_key_opens_it_as_long_as_it_is_named(settings: Settings) -> None:
    settings.SECRET_KEY = OLD
    kept = encrypted(SEED)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert decrypted(kept) == SEED


def test_without_the_key_the_seed_is_another_each_time(settings: Settings) -> None:
    settings.SECRET_KEY = OLD
    kept = encrypted(SEED)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, []
    assert len({decrypted(kept), decrypted(kept), SEED}) == 3


@pytest.mark.django_db
def test_the_database_holds_no_seed_in_clear() -> None:
    user = UserFactory.create()
    TOTP.activate(user, SEED)
    codes = RecoveryCodes.activate(user)
    rows = [str(row.data) for row in Authenticator.objects.filter(user=user)]
    assert len(rows) == 2
    assert not any(SEED in row for row in rows)
    assert len(codes.get_unused_codes()) == 10
    assert codes.validate_code(codes.get_unused_codes()[0])


@pytest.mark.django_db
def test_recovery_codes_made_under_a_lost_key_are_all_wrong(settings: Settings) -> None:
    settings.SECRET_KEY = OLD
    codes = RecoveryCodes.activate(UserFactory.create())
    known = codes.get_unused_codes()
    settings.SECRET_KEY = NEW
    assert not any(codes.validate_code(code) for code in known)
