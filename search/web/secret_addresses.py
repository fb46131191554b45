"""Addresses that are open to whoever has them: signed, so that none can be guessed, and revocable.

Nothing that opens a door is stored: the database keeps a nonce, and the signature needs the portal's key.
Another nonce, or none, revokes the address.
"""

import secrets
from typing import Final

from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare

LONGEST: Final = 200


class WrongSecret(Exception):
    """The address was never given out, is cut off, or was revoked."""


def new_nonce() -> str:
    return secrets.token_hex(16)


def secret(kind: str, pk: int, nonce: str) -> str:
    """The part of an address that opens row `pk` for a kind ("feed", "share"), as long as `nonce` holds."""
    return _signer(kind).sign(f"{pk}.{nonce}")


def pk_in(kind: str, text: str) -> int:
    """Which row a secret was made for; `check` tells whether it still holds.

    Raises:
        WrongSecret: the portal did not make it.
    """
    return _read(kind, text)[0]


def check(kind: str, text: str, nonce: str) -> None:
    """Hold a secret to the row's present nonce.

    Raises:
        WrongSecret: the portal did not make it, or it was revoked.
    """
    if not nonce or not constant_time_compare(_read(kind, text)[1], nonce):
        raise WrongSecret


def _read(kind: str, text: str) -> tuple[int, str]:
    if len(text) > LONGEST:
        raise WrongSecret
    try:
        pk, nonce = _signer(kind).unsign(text).split(".")
        return int(pk), nonce
    except (BadSignature, ValueError) as error:
        raise WrongSecret from error


def _signer(kind: str) -> Signer:
    return Signer(salt=f"imrportal.{kind}", sep=".")
