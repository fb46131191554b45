"""What the API's description says, for its page."""

import re
from typing import Final

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_CODE: Final = re.compile(r"`([^`]+)`")


@register.filter
def with_code(text: str) -> SafeString:
    """A description with what stands in backticks as code; markup in it is text."""
    return mark_safe(_CODE.sub(r"<code>\1</code>", escape(text)))  # noqa: S308  escaped before
