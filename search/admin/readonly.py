"""Pages that show and never change: what was read is changed by reading again."""

from typing import Any, TypeVar

from django.db.models import Model
from django.http import HttpRequest

from search.admin.traced import TracedAdmin

M = TypeVar("M", bound=Model)


class ReadOnlyAdmin(TracedAdmin[M]):
    """Neither adding nor changing; deleting stays with those who may."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_ingest_permission(self, request: HttpRequest) -> bool:
        """For what hands letters in; actions name it as `ingest`."""
        return request.user.has_perm("search.add_batch")

    def has_judge_permission(self, request: HttpRequest) -> bool:
        """For what decides over letters in quarantine; actions name it as `judge`."""
        return request.user.has_perm("search.judge_letter")

    def has_remove_permission(self, request: HttpRequest) -> bool:
        """For what takes letters out and puts them back; actions name it as `remove`."""
        return request.user.has_perm("search.remove_letter")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
