"""What a token looks like: `imr_`, 256 random bits, a checksum.

The fixed beginning and the checksum let scanners of code and logs know a token that was left there, and let
the portal refuse what is none without asking the database.
"""

import hashlib
import re
import secrets
import zlib
from string import ascii_letters, digits
from typing import Final

PREFIX: Final = "imr_"
# Of a secret, so many characters are kept in clear: to tell it from others, and far from enough to guess it.
START_LENGTH: Final = 12

_DIGITS: Final = digits + ascii_letters
_BITS: Final = 256
_RANDOM_LENGTH: Final = 43
_CHECK_LENGTH: Final = 6
_FORM: Final = re.compile(rf"{PREFIX}[0-9A-Za-z]{{{_RANDOM_LENGTH + _CHECK_LENGTH}}}", re.ASCII)


def new_secret() -> str:
    """A token that nobody has: 53 characters."""
    random = PREFIX + _in_digits(secrets.randbits(_BITS), _RANDOM_LENGTH)
    return random + _checksum(random)


def is_well_formed(text: str) -> bool:
    """Whether the portal may have made this token; mistyped and cut off ones are told without looking."""
    return bool(_FORM.fullmatch(text)) and _checksum(text[:-_CHECK_LENGTH]) == text[-_CHECK_LENGTH:]


def hash_of(secret: str) -> str:
    """What the database keeps. No salt and no slow hash: 256 random bits cannot be tried out."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _checksum(text: str) -> str:
    return _in_digits(zlib.crc32(text.encode()), _CHECK_LENGTH)


def _in_digits(number: int, length: int) -> str:
    written = []
    for _ in range(length):
        number, place = divmod(number, len(_DIGITS))
        written.append(_DIGITS[place])
    return "".join(reversed(written))
