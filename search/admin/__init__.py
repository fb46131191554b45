"""The staff's pages: handing letters in, watching batches, looking at what was read."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from search.admin.batches import BatchAdmin, IncomingFileAdmin
from search.admin.invitations import InvitationAdmin
from search.admin.letters import LetterAdmin, RemovedLetterAdmin

__all__ = ["BatchAdmin", "IncomingFileAdmin", "InvitationAdmin", "LetterAdmin", "RemovedLetterAdmin"]

admin.site.site_header = admin.site.site_title = "imrportal staff"
admin.site.index_title = "Letters and people"
# Staff sign in as everybody does: with limits on guessing and a second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
