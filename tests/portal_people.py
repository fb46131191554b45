"""Who visits the portal in tests, and what is there for them: a row each, made when it is first asked for.

Pages and addresses name rows in their paths, as `/saved/{saved}/open`. A new kind of row is a line in
`MAKERS`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from hashlib import sha256
from io import BytesIO
from secrets import token_hex
from typing import Final, Literal, cast

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from auditlog.models import LogEntry
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from fido2.cose import CoseKey
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from search.alerts.schedule import follow
from search.ingest.originals import keep
from search.mail.folder import write_to_folder
from search.models import (
    Batch,
    IncomingFile,
    Invitation,
    KeptDecision,
    Letter,
    News,
    NewsCounter,
    OutgoingMail,
    RecentSearch,
    RemovedLetter,
    SavedQuery,
)
from search.models.saved import Frequency
from search.people.tokens.keeping import find_token, make_token, revoke
from search.saved.recent import remember
from search.traces.acts import Act
from search.traces.recording import record
from search.web.secret_addresses import new_nonce, secret
from tests.factories import BatchFactory, IncomingFileFactory, LetterFactory, OriginalFactory
from tests.people_factories import PASSWORD, KeptDecisionFactory, SavedQueryFactory, UserFactory, client_of

Account = Literal["reader", "colleague", "curator", "administrator", "newcomer"]
# "signing in" has typed a curator's password, "signing up" an address and a password.
Who = Account | Literal["stranger", "signing in", "signing up"]
_GROUPS: Final = {"curator": "Curator", "administrator": "Administrator", "newcomer": "Curator"}
TOTP_SECRET: Final = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(slots=True)
class Rows(Mapping[str, str]):
    """Accounts by `person`, and by `rows[name]` what a row is named by in an address.

    What belongs to somebody belongs to "reader".
    """

    people: dict[Account, User] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)

    def person(self, who: Account) -> User:
        if who not in self.people:
            self.people[who] = make_person(who)
        return self.people[who]

    def __getitem__(self, name: str) -> str:
        if name not in self.made:
            made = MAKERS[name](self)
            self.made[name] = str(made.pk if isinstance(made, Model) else made)
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(MAKERS)

    def __len__(self) -> int:
        return len(MAKERS)


def make_person(who: Account) -> User:
    """An account in this role; staff have a second factor, but for a newcomer."""
    user = UserFactory.create(username=who, email=f"{who}@example.org")
    if who in _GROUPS:
        user.groups.add(Group.objects.get(name=_GROUPS[who]))
    if who in ("curator", "administrator"):
        TOTP.activate(user, TOTP_SECRET)
        RecoveryCodes.activate(user)
    return User.objects.get(pk=user.pk)


def signed_in(user: User) -> Client:
    """A client in which the person has just typed the password."""
    client = client_of(user)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "password", email=user.email, reauthenticated=True)
    for step in request.session[AUTHENTICATION_METHODS_SESSION_KEY]:
        step["at"] += timedelta(hours=1).seconds  # however long the tests take
    request.session.save()
    return client


def session_cookie(rows: Rows, who: Who) -> tuple[str, str]:
    """Name and value of the cookie of a new session of this visitor's."""
    if who == "signing in":
        client = Client()
        address = rows.person("curator").email
        client.post(reverse("account_login"), {"login": address, "password": PASSWORD})
    elif who == "signing up":
        client = Client()
        fields = {"email": f"new-{token_hex(4)}@example.org", "password1": PASSWORD, "password2": PASSWORD}
        client.post(reverse("account_signup"), fields)
    else:
        client = signed_in(rows.person(cast("Account", who)))
    name = settings.SESSION_COOKIE_NAME
    return name, client.cookies[name].value


def _letter(reference: str, visibility: str) -> Letter:
    """A letter with its original file."""
    stored = keep(BytesIO(f"The letter {reference}, as it came.".encode()), limit=1000)
    letter = LetterFactory.create(
        case_number=reference,
        visibility=visibility,
        removal_reason="It tells who she is." if visibility == "removed" else "",
        original_sha256=stored.sha256,
        indexed_revision=1,
    )
    OriginalFactory.create(letter=letter, kind="text", name="letter.txt")
    return letter


def _letter_id(reference: str) -> int:
    return Letter.objects.get(reference=reference).pk


def _deleted(rows: Rows) -> RemovedLetter:
    return RemovedLetter.objects.create(
        letter_id=999_999, reference="CM16-9990005", highest_number=1, revision=2
    )


def _file(rows: Rows) -> IncomingFile:
    return IncomingFileFactory.create(batch_id=int(rows["batch"]), state="refused", reason="It is empty.")


def _saved(rows: Rows) -> SavedQuery:
    saved = SavedQueryFactory.create(
        owner=rows.person("reader"), parameters="q=radiculopathy", note="For the appeal.", label="Appeals"
    )
    saved.feed_nonce, saved.unsubscribe_nonce, saved.share_nonce = new_nonce(), new_nonce(), new_nonce()
    saved.save()
    follow(saved, Frequency.DAILY)
    _news(rows)
    return saved


def _news(rows: Rows) -> None:
    """What came since the owner's last look: a new decision, and one whose outcome changed."""
    letter = Letter.objects.get(reference=rows["letter"])
    tell = partial(News.objects.create, letter=letter, reference=letter.reference, number=1, revision=1)
    tell(kind=News.Kind.NEW, outcome="overturned", position=1)
    tell(kind=News.Kind.CHANGED, outcome="upheld", previous_outcome="overturned", position=2)
    NewsCounter.objects.update_or_create(pk=1, defaults={"position": 2})


def _secret(kind: str, rows: Rows) -> str:
    saved = SavedQuery.objects.get(pk=rows["saved"])
    return secret(kind, saved.pk, getattr(saved, f"{kind}_nonce"))


def _recent(rows: Rows) -> RecentSearch:
    owner = rows.person("reader")
    remember(owner, "q=pain")
    return RecentSearch.objects.get(owner=owner)


def _kept(rows: Rows) -> KeptDecision:
    letter = Letter.objects.get(reference=rows["letter"])
    return KeptDecisionFactory.create(
        owner=rows.person("reader"), letter=letter, note="Cite.", label="Appeals", outcome="overturned"
    )


def _token(rows: Rows, who: Account, name: str = "Script") -> str:
    return make_token(rows.person(who), name, None)[1]


def _revoked_token(rows: Rows) -> str:
    token, text = make_token(rows.person("reader"), "Old script", None)
    revoke(token, timezone.now())
    return text


def _mail(rows: Rows) -> OutgoingMail:
    return OutgoingMail.objects.create(
        kind=OutgoingMail.Kind.ACCOUNT,
        state=OutgoingMail.State.FAILED,
        error="The server refused the recipient.",
        user=rows.person("reader"),
        recipient=rows.person("reader").email,
        subject="Confirm your address",
        not_before=timezone.now(),
    )


def _folder_mail(rows: Rows) -> str:
    return write_to_folder(OutgoingMail.objects.get(pk=rows["mail"]), b"Subject: Confirm\n\nGo to /x.\n").name


def _invitation(rows: Rows) -> str:
    text = "an-invitation-that-nobody-guesses"
    Invitation.objects.create(
        email="invited@example.org",
        token_hash=sha256(text.encode()).hexdigest(),
        invited_by=rows.person("administrator"),
        expires_at=timezone.now() + timedelta(days=1),
    )
    return text


def _session(rows: Rows) -> UserSession:
    """A session of the reader's on another machine."""
    session = signed_in(rows.person("reader")).session
    return UserSession.objects.create(
        user=rows.person("reader"), ip="192.0.2.1", user_agent="Elsewhere", session_key=session.session_key
    )


def _key(rows: Rows) -> Authenticator:
    """A passkey of the curator's, whose key nobody has."""
    public_key = CoseKey({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    credential = AttestedCredentialData.create(bytes(16), b"key ring", public_key)
    told = AuthenticatorData.create(sha256(b"localhost").digest(), flags, 0, credential)
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://localhost")
    response = {
        "clientDataJSON": websafe_encode(client),
        "attestationObject": websafe_encode(AttestationObject.create("none", told, {})),
    }
    identity = websafe_encode(b"key ring")
    made = {"id": identity, "rawId": identity, "type": "public-key", "response": response}
    return Authenticator.objects.create(
        user=rows.person("curator"),
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Key ring", "credential": made},
    )


def _trail(rows: Rows) -> LogEntry:
    batch = Batch.objects.get(pk=rows["batch"])
    return record(rows.person("curator"), Act.BATCH_OPENED, batch, {"files": 1})


MAKERS: Final[Mapping[str, Callable[[Rows], object]]] = {
    "letter": lambda rows: _letter("CM16-9990001", "public").reference,
    "quarantined": lambda rows: _letter("CM16-9990002", "quarantined").reference,
    "refused": lambda rows: _letter("CM16-9990003", "refused").reference,
    "removed": lambda rows: _letter("CM16-9990004", "removed").reference,
    "deleted": lambda rows: _deleted(rows).reference,
    "letter_id": lambda rows: _letter_id(rows["letter"]),
    "quarantined_id": lambda rows: _letter_id(rows["quarantined"]),
    "removed_id": lambda rows: _letter_id(rows["removed"]),
    "deleted_id": lambda rows: RemovedLetter.objects.get(reference=rows["deleted"]).pk,
    "batch": lambda rows: BatchFactory.create(created_by=rows.person("curator")).pk,
    "file": _file,
    "saved": _saved,
    "feed": lambda rows: _secret("feed", rows),
    "unsubscribe": lambda rows: _secret("unsubscribe", rows),
    "share": lambda rows: _secret("share", rows),
    "recent": _recent,
    "kept": _kept,
    "token": lambda rows: _token(rows, "reader"),
    "colleague_token": lambda rows: _token(rows, "colleague"),
    "curator_token": lambda rows: _token(rows, "curator"),
    "revoked_token": _revoked_token,
    "token_id": lambda rows: find_token(rows["token"], timezone.now()).pk,
    "mail": _mail,
    "folder_mail": _folder_mail,
    "invitation": _invitation,
    "invitation_id": lambda rows: rows["invitation"] and Invitation.objects.get().pk,
    "session": _session,
    "key": _key,
    "trail": _trail,
    "address": lambda rows: EmailAddress.objects.get(user=rows.person("reader")).pk,
    "account": lambda rows: rows.person("reader").pk,
    "reader_group": lambda rows: Group.objects.get(name="Reader").pk,
}
