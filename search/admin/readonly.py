"""Pages that show and never change: what was read is changed by reading again."""

from typing import Any, TypeVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

M = TypeVar("M", bound=Model)


class ReadOnlyAdmin(admin.ModelAdmin[M]):
    """Neither adding nor changing; deleting stays with those who may."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_ingest_permission(self, request: HttpRequest) -> bool:
        """For what hands letters in or decides over them; actions name it as `ingest`."""
        return request.user.has_perm("search.add_batch")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
