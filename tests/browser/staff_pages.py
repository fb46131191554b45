"""The staff's pages."""

from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Final

from django.test import override_settings

from tests.browser.portal_page import BRIEFLY, PortalPage


def _in_development() -> AbstractContextManager[object]:
    """Administrators read the folder's mails."""
    return override_settings(DEBUG=True)


_PAGES: Final = (
    PortalPage("staff's start", "/staff/", who="administrator"),
    PortalPage("curator's start", "/staff/", who="curator"),
    PortalPage("staff's sections", "/staff/search/", who="curator"),
    PortalPage("staff's letters", "/staff/search/letter/", who="curator"),
    PortalPage("staff's letter", "/staff/search/letter/{letter_id}/change/", who="curator"),
    PortalPage("letter in quarantine", "/staff/search/letter/{quarantined_id}/change/", who="curator"),
    PortalPage("letter that staff took out", "/staff/search/letter/{removed_id}/change/", who="curator"),
    PortalPage("withheld letter, to staff", "/letters/{quarantined}", who="curator"),
    PortalPage("deleted letters", "/staff/search/removedletter/", who="curator"),
    PortalPage("deleted letter", "/staff/search/removedletter/{deleted_id}/change/", who="curator"),
    PortalPage("staff's batches", "/staff/search/batch/", who="curator"),
    PortalPage("batch", "/staff/search/batch/{batch}/change/", who="curator"),
    PortalPage("upload", "/staff/search/batch/add/", who="curator"),
    PortalPage("files", "/staff/search/incomingfile/", who="curator"),
    PortalPage("file", "/staff/search/incomingfile/{file}/change/", who="curator"),
    PortalPage("accounts", "/staff/auth/user/", who="administrator"),
    PortalPage("account, to staff", "/staff/auth/user/{account}/change/", who="administrator"),
    PortalPage("roles", "/staff/auth/group/", who="administrator"),
    PortalPage("role", "/staff/auth/group/{reader_group}/change/", who="administrator"),
    PortalPage("invitations", "/staff/search/invitation/", who="administrator"),
    PortalPage("invitation", "/staff/search/invitation/{invitation_id}/change/", who="administrator"),
    PortalPage("new invitation", "/staff/search/invitation/add/", who="administrator"),
    PortalPage("mails", "/staff/search/outgoingmail/#{mail}", who="administrator"),
    PortalPage("mail", "/staff/search/outgoingmail/{mail}/change/", who="administrator"),
    PortalPage(
        "mails in the folder", "/staff/search/outgoingmail/folder/#{folder_mail}", who="administrator"
    ),
    PortalPage(
        "mail in the folder",
        "/staff/search/outgoingmail/folder/{folder_mail}/",
        state=_in_development,
        who="administrator",
    ),
    PortalPage(
        "end of an invitation", "/staff/search/invitation/{invitation_id}/delete/", who="administrator"
    ),
    PortalPage("audit trail", "/staff/auditlog/logentry/", who="administrator"),
    PortalPage("entry of the audit trail", "/staff/auditlog/logentry/{trail}/change/", who="administrator"),
)
STAFF_PAGES: Final = tuple(replace(page, surfaces=BRIEFLY) for page in _PAGES)
