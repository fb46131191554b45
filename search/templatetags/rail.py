"""Values of facets and bars of the histogram as markup.

A page has hundreds of them, and a template's nodes cost more than all the rest of the page: these alone are
set in Python, every text through `format_html`.
"""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from search.filter_rail import Bar, Choice

register = template.Library()

_VALUE = (
    '<li class="value{state}"><a class="choice" id="{identity}" href="{address}" rel="nofollow"{current}>'
    '{before}<span class="choice-label">{label}</span> <span class="choice-count">{count}</span></a>'
    "{leave_out}{parts}</li>"
)
_LEAVE_OUT = (
    '<a class="leave-out" id="not_{}" href="{}" rel="nofollow"'
    ' aria-label="Leave out {}" title="Leave out"></a>'
)
_PARTS = (
    '<details class="parts" id="in_{}"{}><summary><span class="visually-hidden">Parts of {}</span></summary>'
    "<ul>{}</ul></details>"
)
_BEFORE = {
    " is-chosen": SafeString('<span class="visually-hidden">Remove filter: </span>'),
    " is-unwanted": SafeString('<span class="visually-hidden">Remove filter: not </span>'),
}


@register.filter
def as_value(choice: Choice) -> SafeString:
    """A value of a facet: the links that choose it and leave it out, and its parts folded below."""
    state = " is-unwanted" if choice.is_unwanted else " is-chosen" if choice.is_chosen else ""
    return format_html(
        _VALUE,
        state=f"{state} level-{choice.level}" if choice.level else state,
        identity=choice.identity,
        address=choice.address,
        current=SafeString(' aria-current="true"') if choice.is_chosen else "",
        before=_BEFORE.get(state, ""),
        label=choice.label,
        count=f"{choice.count:,}",
        leave_out="" if choice.is_unwanted else _leave_out(choice),
        parts=_parts(choice) if choice.parts else "",
    )


def _leave_out(choice: Choice) -> SafeString:
    return format_html(_LEAVE_OUT, choice.identity, choice.leave_out, choice.label)


def _parts(choice: Choice) -> SafeString:
    is_open = SafeString(" open") if choice.is_open else ""
    rows = format_html_join("", "{}", ((as_value(part),) for part in choice.parts))
    return format_html(_PARTS, choice.identity, is_open, choice.label, rows)


_BAR = (
    '<li><a class="bar{}" id="month-{}" href="{}" rel="nofollow" aria-label="{}" title="{}"{}>'
    '<svg viewBox="0 0 4 48" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    '<rect y="{}" width="4" height="{}"/></svg></a></li>'
)


@register.filter
def as_bar(bar: Bar) -> SafeString:
    """A month or year of the histogram."""
    return format_html(
        _BAR,
        " is-chosen" if bar.is_chosen else "",
        bar.identity,
        bar.address,
        bar.label,
        bar.label,
        SafeString(' aria-current="true"') if bar.is_chosen else "",
        bar.top,
        bar.height,
    )
