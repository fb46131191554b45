"""The routes that the project answers, told as its resolver knows them."""

import re
from collections.abc import Iterator
from typing import Any, Final

from django.urls import URLResolver, get_resolver

_GROUP: Final = re.compile(r"\(\?P<(\w+)>[^)]*\)")


def all_routes() -> set[str]:
    """Every route, such as `letters/<reference:reference>`; the start page's is `/`."""
    return {told(route) or "/" for route in _below(get_resolver(), "")}


def told(route: str) -> str:
    """A route that is a regular expression is told as the others: `staff/<app_label>/`."""
    return _GROUP.sub(r"<\1>", route).replace("^", "").replace("$", "")


def _below(resolver: Any, start: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = start + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _below(pattern, route)
        else:
            yield route
