"""The staff's pages: handing letters in, watching batches, looking at what was read."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from search.admin import others  # isort: skip  # noqa: F401  takes pages away before ours are registered
from search.admin import front
from search.admin.batches import BatchAdmin, IncomingFileAdmin
from search.admin.invitations import InvitationAdmin
from search.admin.letters import LetterAdmin, RemovedLetterAdmin
from search.admin.mails import OutgoingMailAdmin
from search.admin.people import AccountAdmin, RoleAdmin
from search.admin.trail import TrailAdmin

__all__ = [
    "AccountAdmin",
    "BatchAdmin",
    "IncomingFileAdmin",
    "InvitationAdmin",
    "LetterAdmin",
    "OutgoingMailAdmin",
    "RemovedLetterAdmin",
    "RoleAdmin",
    "TrailAdmin",
]

admin.site.site_header = admin.site.site_title = "imrportal staff"
admin.site.index_title = "Letters and people"
# Staff sign in as everybody does: with limits on guessing and a second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
front.set_up(admin.site)
