"""The buttons that put decisions of a page on its reader's case list."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context

from search.cases.buttons import Kept
from search.models import Letter
from search.query.result import Hit

register = template.Library()


@register.simple_tag(takes_context=True)
def kept_among(context: Context, hits: Iterable[Hit]) -> Kept | None:
    """What the reader keeps of the letters found; None for strangers."""
    return Kept.among(context["user"], (hit.letter for hit in hits))


@register.simple_tag(takes_context=True)
def kept_of(context: Context, letter: Letter) -> Kept | None:
    """What the reader keeps of a letter; None for strangers, and for a letter that is not public."""
    return Kept.among(context["user"], [letter.reference]) if letter.is_public else None


@register.inclusion_tag("cases/parts/keep_form.html", takes_context=True)
def keep_form(context: Context) -> dict[str, Any]:
    """The one form that a page's buttons belong to; it remembers where the reader is."""
    return {"next": context["request"].get_full_path()}


@register.inclusion_tag("cases/parts/keep.html")
def keep_button(kept: Kept, reference: str, number: int) -> dict[str, object]:
    """Keep, or "On your case list"."""
    return kept.button(reference, number)
