"""The line of the footer that says how much can be found and how new it is."""

from django import template

from search.index.freshness import Freshness
from search.index.freshness import freshness as now_known

register = template.Library()


@register.inclusion_tag("search/parts/freshness.html")
def freshness_line() -> dict[str, Freshness | None]:
    """The line, or nothing where it is not known."""
    return {"freshness": now_known()}
