"""What the screen reports, and the words for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from search.letters.facts import Span

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ssn": "Social Security number",
        "phone": "phone or fax number",
        "email": "e-mail address",
        "street_address": "street address or P.O. box",
        "birth_date": "full date of birth",
        "person_name": "name of a person",
        "employer": "name of an employer",
    }
)


@dataclass(frozen=True, slots=True)
class Identifier:
    """Words that may tell who a person is; `kind` is a key of `KINDS`, `span` covers the value alone.

    A name's value is without title, credential and label, a date's without label; a phone number holds its
    extension, an address its unit, city and ZIP code.
    """

    kind: str
    span: Span


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A finder's report: character offsets in `SmoothText.text`."""

    start: int
    end: int
    kind: str
