"""Values of facets and bars of the histogram as markup.

A page has hundreds of them, and a template's nodes for each cost more time than all the rest of the page:
these two alone are set in Python. Whatever comes from a letter or an address goes through `escape`.
"""

from html import escape

from django import template
from django.utils.safestring import SafeString

from search.pages.filter_rail import Choice
from search.pages.histogram import Bar

register = template.Library()

_REMOVES = '<span class="visually-hidden">Remove filter: </span>'
_REMOVES_NOT = '<span class="visually-hidden">Remove filter: not </span>'


@register.filter
def as_values(choices: list[Choice]) -> SafeString:
    """Values of a facet: the links that choose each and leave it out, and its parts folded below."""
    return SafeString("".join(map(_value, choices)))


def _value(choice: Choice) -> str:
    state, current, before = "", "", ""
    if choice.is_unwanted:
        state, before = " is-unwanted", _REMOVES_NOT
    elif choice.is_chosen:
        state, current, before = " is-chosen", ' aria-current="true"', _REMOVES
    identity, label = escape(choice.identity), escape(choice.label)
    return (
        f'<li class="value{state}">'
        f'<a class="choice" id="{identity}" href="{escape(choice.address)}" rel="nofollow"{current}>'
        f'{before}<span class="choice-label">{label}</span>'
        f' <span class="choice-count">{choice.count:,}</span></a>'
        f"{_leave_out(choice, identity, label)}{_parts(choice, identity, label)}</li>"
    )


def _leave_out(choice: Choice, identity: str, label: str) -> str:
    if choice.is_unwanted:
        return ""
    return (
        f'<a class="leave-out" id="not_{identity}" href="{escape(choice.leave_out)}" rel="nofollow"'
        f' aria-label="Leave out {label}" title="Leave out"></a>'
    )


def _parts(choice: Choice, identity: str, label: str) -> str:
    if not choice.parts:
        return ""
    return (
        f'<details class="parts" id="in_{identity}"{" open" if choice.is_open else ""}>'
        f'<summary><span class="visually-hidden">Parts of {label}</span></summary>'
        f"<ul>{as_values(choice.parts)}</ul></details>"
    )


@register.filter
def as_bars(bars: list[Bar]) -> SafeString:
    """The months or years of the histogram; the Tab key stops at one of them, arrows lead on."""
    return SafeString("".join(map(_bar, bars)))


def _bar(bar: Bar) -> str:
    state, current = (" is-chosen", ' aria-current="true"') if bar.is_chosen else ("", "")
    stop = "" if bar.is_stop else ' tabindex="-1"'
    label = escape(bar.label)
    return (
        f'<li><a class="bar{state}" id="month-{bar.identity}" href="{escape(bar.address)}" rel="nofollow"'
        f' aria-label="{label}" title="{label}"{current}{stop}>'
        '<svg viewBox="0 0 4 48" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect y="{bar.top}" width="4" height="{bar.height}"/></svg></a></li>'
    )
