"""Lines of the list of treatments as markup: a page has hundreds, so they are set in Python (see `rail`)."""

from collections.abc import Sequence
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from search.citator.treatments_list import Listed
from search.citator.treatments_page import page_address
from search.pages.navigation import encoded
from search.templatetags.cited_cells import count_cell, rate_cell

register = template.Library()


@register.simple_tag
def treatment_lines(listed: Sequence[Listed]) -> SafeString:
    """A line each: its page with some other names, its decisions, the share overturned."""
    decisions = reverse("search")
    return SafeString("".join(_line(one, decisions) for one in listed))


def _line(listed: Listed, decisions: str) -> str:
    treatment = listed.treatment
    name = escape(treatment.name)
    address = f"{decisions}?{encoded(treatment.kind.value, treatment.key)}"
    also = f'<span class="quiet">{escape(", ".join(listed.also))}</span>' if listed.also else ""
    return (
        f'<li class="cited"><span class="cited-name">'
        f'<a href="{escape(page_address(treatment))}">{name}</a> {also}</span>'
        f"{count_cell('Decisions', listed.outcomes, address, name)}"
        f"{rate_cell(listed.outcomes)}</li>"
    )
