"""Secret addresses: only those that the portal gave out, for what they were given, until revoked."""

import pytest

from search.web.secret_addresses import LONGEST, WrongSecret, check, new_nonce, pk_in, secret


def test_a_secret_names_its_row_and_holds_with_its_nonce() -> None:
    nonce = new_nonce()
    given = secret("feed", 7, nonce)
    assert pk_in("feed", given) == 7
    check("feed", given, nonce)


@pytest.mark.parametrize("now", ["", "another"])
def test_another_nonce_or_none_revokes_it(now: str) -> None:
    with pytest.raises(WrongSecret):
        check("feed", secret("feed", 7, new_nonce()), now)


def test_a_secret_of_one_kind_opens_nothing_else() -> None:
    with pytest.raises(WrongSecret):
        pk_in("share", secret("feed", 7, new_nonce()))


@pytest.mark.parametrize("forged", ["", "7", "7.abc", "7.abc.def", "\x00", "é.ü.ö", "1" * (LONGEST + 1)])
def test_what_the_portal_did_not_make_is_wrong(forged: str) -> None:
    with pytest.raises(WrongSecret):
        pk_in("feed", forged)
