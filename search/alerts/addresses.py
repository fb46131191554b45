"""The secret addresses of a saved query: its feed, and the end of its mails.

They are whole addresses, as mails and feed readers need them. A feed's opens only while its nonce holds; an
unsubscribe address is made with the first mail and holds as long as the saved query.
"""

from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from search.models import SavedQuery
from search.web.secret_addresses import WrongSecret, check, new_nonce, pk_in, secret

FEED: Final = "feed"
UNSUBSCRIBE: Final = "unsubscribe"
_NONCES: Final = {FEED: "feed_nonce", UNSUBSCRIBE: "unsubscribe_nonce"}


def feed_address(saved: SavedQuery) -> str:
    """The whole address of the saved query's feed; empty where it has none."""
    if not saved.feed_nonce:
        return ""
    return absolute(reverse("feed", args=[secret(FEED, saved.pk, saved.feed_nonce)]))


def make_feed(saved: SavedQuery) -> str:
    """Give the saved query a feed, or its feed another address, and revoke the one before. Returns it."""
    saved.feed_nonce = new_nonce()
    saved.save(update_fields=["feed_nonce"])
    return feed_address(saved)


def revoke_feed(saved: SavedQuery) -> None:
    """Close the saved query's feed: its address answers 404 from now on."""
    saved.feed_nonce = ""
    saved.save(update_fields=["feed_nonce"])


def unsubscribe_address(saved: SavedQuery) -> str:
    """The whole address that ends the saved query's mails without log-in; made when it is first asked for."""
    if not saved.unsubscribe_nonce:
        # Two mails at once must not lead to two addresses, of which one is dead.
        SavedQuery.objects.filter(pk=saved.pk, unsubscribe_nonce="").update(unsubscribe_nonce=new_nonce())
        saved.refresh_from_db(fields=["unsubscribe_nonce"])
    return absolute(reverse("unsubscribe", args=[secret(UNSUBSCRIBE, saved.pk, saved.unsubscribe_nonce)]))


def saved_query_of(kind: str, text: str) -> SavedQuery:
    """The saved query that a secret address of `kind` (FEED, UNSUBSCRIBE) opens, with its owner.

    Raises:
        WrongSecret: the portal did not make it, it was revoked, or the saved query is gone.
    """
    saved = SavedQuery.objects.select_related("owner").filter(pk=pk_in(kind, text)).first()
    if saved is None:
        raise WrongSecret
    check(kind, text, getattr(saved, _NONCES[kind]))
    return saved


def absolute(path: str) -> str:
    """The whole address of a path of the portal."""
    return f"{settings.ENVIRONMENT.portal_url}{path}"


def portal_host() -> str:
    """The portal's name, as Message-IDs, List-Ids and tag URIs end with it."""
    return urlsplit(settings.ENVIRONMENT.portal_url).hostname or "localhost"
