"""Filters that set passages of letters: where long names may break, and where a passage was cut."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_TAG_OR_SLASH = re.compile(r"(?P<tag><[^>]*>)|(?P<slash>/|&#x2F;)")
_TAG = re.compile(r"<[^>]*>")
_ENDS_OF_SENTENCES = (".", "!", "?", ":", ";")


@register.filter
def breakable(text: str) -> SafeString:
    """Let a line break after a slash: names of compounded drugs are longer than a phone is wide."""
    html = _TAG_OR_SLASH.sub(lambda found: found["tag"] or "/<wbr>", conditional_escape(text))
    return mark_safe(html)  # noqa: S308  escaped, or safe before, and only <wbr> is added


@register.filter
def passage(text: str) -> SafeString:
    """An escaped passage with an ellipsis where the engine cut into a sentence."""
    html = conditional_escape(text).strip()
    words = _TAG.sub("", html).strip()
    before = "… " if words[:1].islower() else ""
    after = "" if not words or words.endswith(_ENDS_OF_SENTENCES) else "\N{NO-BREAK SPACE}…"
    return mark_safe(f"{before}{html}{after}")  # noqa: S308  escaped, or safe before
