"""Seeds of second factors as the database keeps them: encrypted with a key made of the portal's own."""

import base64
import logging
import secrets
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

logger = logging.getLogger(__name__)

_PURPOSE = b"imrportal second factors"
_SEED_BYTES = 20


def encrypted(text: str) -> str:
    """The text under the portal's present key."""
    return _box().encrypt(text.encode()).decode()


def decrypted(text: str) -> str:
    """What was encrypted under the present key or one of SECRET_KEY_FALLBACKS.

    Where none opens it, a seed that nobody knows: so every code is wrong, and none can be worked out.
    """
    try:
        return _box().decrypt(text.encode()).decode()
    except InvalidToken:
        logger.error(
            "A second factor was encrypted under another SECRET_KEY: name that one in SECRET_KEY_FALLBACKS,"
            " or remove the factor in the staff's pages so that its owner can set up another."
        )
        return base64.b32encode(secrets.token_bytes(_SEED_BYTES)).decode()


def _box() -> MultiFernet:
    return _box_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _box_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key))) for key in keys])


def _derived(key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
