"""Lines of the list of treatments as markup: a page has hundreds, so they are set in Python (see `rail`)."""

from collections.abc import Sequence
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from search.citator.treatments_list import Listed
from search.citator.treatments_page import page_address
from search.pages.navigation import encoded
from search.query.shares import OutcomeCounts
from search.templatetags.outcomes import interval, percent

register = template.Library()


@register.simple_tag
def treatment_lines(listed: Sequence[Listed]) -> SafeString:
    """A line each: its page with some other names, its decisions, the share overturned."""
    decisions = reverse("search")
    return SafeString("".join(_line(one, decisions) for one in listed))


def _line(listed: Listed, decisions: str) -> str:
    name = escape(listed.treatment.name)
    also = f'<span class="quiet">{escape(", ".join(listed.also))}</span>' if listed.also else ""
    return (
        f'<li class="cited"><span class="cited-name">'
        f'<a href="{escape(page_address(listed.treatment))}">{name}</a> {also}</span>'
        f"{_count(listed, name, decisions)}"
        f'<span class="cited-rate">{_rate(listed.outcomes)}</span></li>'
    )


def _count(listed: Listed, name: str, decisions: str) -> str:
    decided = f"{listed.outcomes.decided:,}"
    if listed.outcomes.decided:
        address = escape(f"{decisions}?{encoded(listed.treatment.kind.value, listed.treatment.key)}")
        what = f'<span class="visually-hidden"> decisions: {name}</span>'
        decided = f'<a href="{address}" rel="nofollow">{decided}{what}</a>'
    return f'<span class="cited-count"><span class="cited-word">Decisions</span> {decided}</span>'


def _rate(outcomes: OutcomeCounts) -> str:
    word = '<span class="cited-word">Overturned</span> '
    if share := outcomes.share:
        return f'{word}<strong>{percent(share.value)}</strong> <span class="quiet">{interval(share)}</span>'
    return f"{word}{outcomes.overturned} of {outcomes.decided}" if outcomes.decided else ""
