"""E-mail addresses, also those broken behind a dot, a hyphen or the at sign, and those spelled `[at]`."""

import re
from collections.abc import Iterator
from typing import Final

from search.letters.identifiers.identifier import Hit

AT: Final = re.compile(r"[ \n]?(?:@|[\[(](?:at|AT)[\])])[ \n]?")
# Read backwards from the at sign; longest forms of RFC 5321.
LOCAL_PART: Final = re.compile(r"(?:[\w!#$%&'*+/=?^{|}~-]|[_-]\n(?=\w)|\.\n(?=[a-z\d])|\.){1,64}\Z")
LABEL: Final = r"[^\W_](?:[\w-]|-\n(?=[a-z\d])){0,62}"
# A line end behind a dot is a sentence's, unless the next word is the end of a domain or has its own dot.
DOT: Final = (
    r"(?:\n?\.(?:\n(?=(?i:com|org|net|edu|gov|us|mil|info|biz)\b|[\w-]{1,63}\.[^\W\d_]{2}))?"
    r"|[ \n]?[\[(](?:dot|DOT)[\])][ \n]?)"
)
DOMAIN: Final = re.compile(
    rf"(?:{LABEL}{DOT}){{1,5}}[^\W\d_]{{2,24}}(?![\w@])|\[\d{{1,3}}(?:\.\d{{1,3}}){{3}}\]"
)
LONGEST_LOCAL_PART: Final = 70


def find_emails(text: str) -> Iterator[Hit]:
    """Places of e-mail addresses."""
    for at_sign in AT.finditer(text):
        local = LOCAL_PART.search(text, max(0, at_sign.start() - LONGEST_LOCAL_PART), at_sign.start())
        domain = DOMAIN.match(text, at_sign.end())
        if local and domain:
            yield Hit(_start(local), domain.end(), "email")


def _start(local: re.Match[str]) -> int:
    """Brackets, quotation marks and `mailto:` in front do not belong to it."""
    return local.end() - len(local[0].lstrip(".'/=-*\n"))
