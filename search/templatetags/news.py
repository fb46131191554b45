"""What is new of the decisions that a page shows."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def kind_of(news: Mapping[tuple[str, int], str], shown: object) -> str:
    """The kind of news that a decision (with `letter` and `number`) has; empty where it has none."""
    return news.get((getattr(shown, "letter", ""), getattr(shown, "number", 0)), "")
