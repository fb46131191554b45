"""Links between the staff's pages."""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

NOTHING = "-"


def link_to(target: Model | None, words: Any = None) -> SafeString | str:
    """A link to a row's own page of the admin."""
    if target is None:
        return NOTHING
    options = target._meta
    address = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[target.pk])
    return link(address, words if words is not None else target)


def link(address: str, words: Any) -> SafeString:
    return format_html('<a href="{}">{}</a>', address, words)


def list_address(name: str, **asked: Any) -> str:
    """The address of a list of the admin, narrowed by parameters of its filters."""
    address = reverse(f"admin:{name}_changelist")
    parts = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"{address}?{parts}" if parts else address
