"""How shares of outcomes are written."""

from django import template

from search.query.shares import Share

register = template.Library()


@register.filter
def percent(value: float) -> str:
    """A share from 0 to 1 as `11.8 %`, in one piece."""
    return f"{100 * value:.1f}\N{NO-BREAK SPACE}%"


@register.filter
def interval(share: Share) -> str:
    """The share's interval as `10.1–13.7 %`, in one piece."""
    return f"{100 * share.low:.1f}–{100 * share.high:.1f}\N{NO-BREAK SPACE}%"


@register.filter
def whole_percent(value: float) -> str:
    """A share from 0 to 1 as `40 %`, in one piece."""
    return f"{100 * value:.0f}\N{NO-BREAK SPACE}%"


@register.filter
def points(value: float) -> str:
    """A difference of shares in percentage points, with its sign: `+4.3`, `−1.2`."""
    rounded = round(100 * value, 1)
    sign = "+" if rounded > 0 else "\N{MINUS SIGN}" if rounded < 0 else ""
    return f"{sign}{abs(rounded):.1f}"
