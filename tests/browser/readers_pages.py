"""The pages of accounts, and of what readers keep."""

from functools import partial
from typing import Final

from tests.browser.portal_page import BRIEFLY, PortalPage, with_environment

_curators = partial(PortalPage, surfaces=BRIEFLY, who="curator")
_ACCOUNTS: Final = (
    PortalPage("signing in", "/account/login/"),
    PortalPage("second factor", "/account/2fa/authenticate/", who="signing in"),
    PortalPage("signing up", "/account/signup/"),
    PortalPage("no signing up", "/account/signup/", 200, with_environment(sign_up="closed"), BRIEFLY),
    PortalPage("code of a new address", "/account/confirm-email/", who="signing up"),
    PortalPage("void invitation", "/account/invitation/made-up", 404, surfaces=BRIEFLY),
    PortalPage(
        "invitation, signed in", "/account/invitation/{invitation}", 409, surfaces=BRIEFLY, who="reader"
    ),
    PortalPage("signing out", "/account/logout/", surfaces=BRIEFLY, who="reader"),
    PortalPage("inactive account", "/account/inactive/", surfaces=BRIEFLY),
    PortalPage("password once more", "/account/reauthenticate/", surfaces=BRIEFLY, who="reader"),
    _curators("second factor once more", "/account/2fa/reauthenticate/"),
    _curators("passkey once more", "/account/2fa/webauthn/reauthenticate/"),
    PortalPage("forgotten password", "/account/password/reset/", surfaces=BRIEFLY),
    PortalPage("mail for a forgotten password", "/account/password/reset/done/", surfaces=BRIEFLY),
    PortalPage("void link for a password", "/account/password/reset/key/1-made-up/", surfaces=BRIEFLY),
    PortalPage("another password is set", "/account/password/reset/key/done/", surfaces=BRIEFLY),
    PortalPage("account deleted", "/account/deleted", surfaces=BRIEFLY),
    PortalPage("account", "/account/", who="reader"),
    _curators("staff's account", "/account/"),
    PortalPage("e-mail address", "/account/email/", who="reader"),
    PortalPage("change of password", "/account/password/change/", surfaces=BRIEFLY, who="reader"),
    PortalPage("sessions", "/account/sessions/", who="reader"),
    PortalPage("no second factor", "/account/2fa/", who="reader"),
    _curators("second factors", "/account/2fa/"),
    PortalPage("new authenticator app", "/account/2fa/totp/activate/", who="reader"),
    PortalPage(
        "end of an authenticator app", "/account/2fa/totp/deactivate/", surfaces=BRIEFLY, who="curator"
    ),
    _curators("recovery codes", "/account/2fa/recovery-codes/"),
    PortalPage(
        "new recovery codes", "/account/2fa/recovery-codes/generate/", surfaces=BRIEFLY, who="curator"
    ),
    _curators("passkeys", "/account/2fa/webauthn/"),
    PortalPage("no passkey", "/account/2fa/webauthn/", surfaces=BRIEFLY, who="reader"),
    PortalPage("new passkey", "/account/2fa/webauthn/add/", surfaces=BRIEFLY, who="reader"),
    PortalPage(
        "name of a passkey", "/account/2fa/webauthn/keys/{key}/edit/", surfaces=BRIEFLY, who="curator"
    ),
    PortalPage(
        "end of a passkey", "/account/2fa/webauthn/keys/{key}/remove/", surfaces=BRIEFLY, who="curator"
    ),
    PortalPage("end of an account", "/account/delete", surfaces=BRIEFLY, who="reader"),
    _curators("no end of staff's account", "/account/delete"),
    PortalPage("tokens", "/account/tokens", who="reader"),
    PortalPage("no tokens", "/account/tokens", surfaces=BRIEFLY, who="administrator"),
    PortalPage("new token", "/account/tokens/new", who="reader"),
)
_SAVED: Final = (
    PortalPage("saved searches", "/saved/", who="reader"),
    PortalPage("no saved searches", "/saved/", surfaces=BRIEFLY, who="colleague"),
    PortalPage("saving a search", "/saved/save?q=pain&outcome=upheld", who="reader"),
    PortalPage("saved search", "/saved/{saved}/edit", who="reader"),
    PortalPage("news of a saved search", "/saved/{saved}/new?since=0", who="reader"),
    PortalPage("saved search opened", "/?q=radiculopathy&saved={saved}&since=0", who="reader"),
    PortalPage(
        "saved search being changed", "/?q=back&saved={saved}&since=0", surfaces=BRIEFLY, who="reader"
    ),
    PortalPage("end of a saved search", "/saved/{saved}/delete", surfaces=BRIEFLY, who="reader"),
    PortalPage("sharing a saved search", "/saved/{saved}/share", surfaces=BRIEFLY, who="reader"),
    PortalPage("shared search", "/saved/shared/{share}", surfaces=BRIEFLY, who="colleague"),
    PortalPage("copy of a shared search", "/saved/shared/{share}/copy", surfaces=BRIEFLY, who="colleague"),
    PortalPage("void share", "/saved/shared/1.made-up", 404, surfaces=BRIEFLY, who="colleague"),
    PortalPage("somebody else's saved search", "/saved/{saved}/edit", 404, surfaces=BRIEFLY, who="colleague"),
    PortalPage("recent searches", "/saved/recent", surfaces=BRIEFLY, who="reader"),
    PortalPage("start with recent searches", "/", surfaces=BRIEFLY, who="reader"),
    PortalPage("end of mails", "/alerts/unsubscribe/{unsubscribe}"),
    PortalPage("void end of mails", "/alerts/unsubscribe/1.made-up", 404, surfaces=BRIEFLY),
    PortalPage("void feed", "/alerts/feed/1.made-up.atom", 404, surfaces=BRIEFLY),
)
_CASES: Final = (
    PortalPage("case list", "/cases/?with={kept}", who="reader"),
    PortalPage("no case list", "/cases/", surfaces=BRIEFLY, who="colleague"),
    PortalPage("label without decisions", "/cases/?of_label=Nothing", surfaces=BRIEFLY, who="reader"),
    PortalPage("kept decision", "/cases/{kept}", who="reader"),
    PortalPage("somebody else's kept decision", "/cases/{kept}", 404, surfaces=BRIEFLY, who="colleague"),
    PortalPage("citations", "/cases/print?with={kept}&notes=1&passages=1", who="reader"),
    PortalPage("letter, signed in", "/letters/{letter}", surfaces=BRIEFLY, who="reader"),
    PortalPage("letter taken out", "/letters/{removed}", 410, surfaces=BRIEFLY),
    PortalPage("results, signed in", "/?q=radiculopathy", surfaces=BRIEFLY, who="reader"),
)
READERS_PAGES: Final = (*_ACCOUNTS, *_SAVED, *_CASES)
