"""Who visits the portal in tests, and what is there for them: a row each, made when it is first asked for.

Pages and addresses name rows in their paths, as `/saved/{saved}/open`. A new kind of row is a line in
`MAKERS`.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client

from search.models import Letter, RemovedLetter
from tests.factories import BatchFactory, IncomingFileFactory, LetterFactory
from tests.people_factories import KeptDecisionFactory, SavedQueryFactory, UserFactory, client_of

Who = Literal["stranger", "reader", "colleague", "curator", "administrator"]
_GROUPS: Final = {"curator": "Curator", "administrator": "Administrator"}
TOTP_SECRET: Final = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(slots=True)
class Rows(Mapping[str, str]):
    """Accounts by `person`, and by `rows[name]` what a row is named by in an address.

    What belongs to somebody belongs to "reader".
    """

    people: dict[Who, User] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)

    def person(self, who: Who) -> User:
        if who not in self.people:
            self.people[who] = make_person(who)
        return self.people[who]

    def __getitem__(self, name: str) -> str:
        if name not in self.made:
            self.made[name] = str(MAKERS[name](self))
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(MAKERS)

    def __len__(self) -> int:
        return len(MAKERS)


def make_person(who: Who) -> User:
    """An account in this role; staff have a second factor."""
    user = UserFactory(username=who, email=f"{who}@example.org")
    if who in _GROUPS:
        user.groups.add(Group.objects.get(name=_GROUPS[who]))
        TOTP.activate(user, TOTP_SECRET)
        RecoveryCodes.activate(user)
    return User.objects.get(pk=user.pk)


def signed_in(user: User) -> Client:
    """A client in which the person has just typed the password."""
    client = client_of(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": time.time(), "email": user.email}
    ]
    session.save()
    return client


def session_cookie(user: User) -> tuple[str, str]:
    """Name and value of the cookie of a new session."""
    name = settings.SESSION_COOKIE_NAME
    return name, signed_in(user).cookies[name].value


def _letter(reference: str, visibility: str) -> Letter:
    return LetterFactory(
        case_number=reference,
        visibility=visibility,
        removal_reason="It tells who she is." if visibility == "removed" else "",
        indexed_revision=1,
    )


def _saved(rows: Rows) -> int:
    return SavedQueryFactory(
        owner=rows.person("reader"), parameters="q=radiculopathy", note="For the appeal.", label="Appeals"
    ).pk


def _kept(rows: Rows) -> int:
    letter = Letter.objects.get(reference=rows["letter"])
    return KeptDecisionFactory(owner=rows.person("reader"), letter=letter, note="Cite.", label="Appeals").pk


def _file(rows: Rows) -> int:
    return IncomingFileFactory(batch_id=int(rows["batch"]), state="refused", reason="It is empty.").pk


MAKERS: Final[Mapping[str, Callable[[Rows], object]]] = {
    "letter": lambda rows: _letter("CM16-9990001", "public").reference,
    "quarantined": lambda rows: _letter("CM16-9990002", "quarantined").reference,
    "refused": lambda rows: _letter("CM16-9990003", "refused").reference,
    "removed": lambda rows: _letter("CM16-9990004", "removed").reference,
    "letter_id": lambda rows: Letter.objects.get(reference=rows["letter"]).pk,
    "quarantined_id": lambda rows: Letter.objects.get(reference=rows["quarantined"]).pk,
    "removed_id": lambda rows: Letter.objects.get(reference=rows["removed"]).pk,
    "deleted_id": lambda rows: (
        RemovedLetter.objects.create(
            letter_id=999_999, reference="CM16-9990005", highest_number=1, revision=2
        ).pk
    ),
    "batch": lambda rows: BatchFactory(created_by=rows.person("curator")).pk,
    "file": _file,
    "saved": _saved,
    "kept": _kept,
    "account_id": lambda rows: rows.person("reader").pk,
}
