"""The staff's pages: handing letters in, watching batches, looking at what was read."""

from django.contrib import admin

from search.admin.batches import BatchAdmin, IncomingFileAdmin
from search.admin.letters import LetterAdmin, RemovedLetterAdmin

__all__ = ["BatchAdmin", "IncomingFileAdmin", "LetterAdmin", "RemovedLetterAdmin"]

admin.site.site_header = admin.site.site_title = "imrportal staff"
admin.site.index_title = "Letters and people"
