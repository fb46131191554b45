"""The ways to look at one search: its decisions, its statistics, both sides of it."""

from collections.abc import Callable
from typing import Final

from django.urls import reverse

from search.pages.navigation import Address, Link

# Name of the address, and the words of the link.
_VIEWS: Final = (
    ("search", "Decisions"),
    ("insights", "Insights"),
    ("sides", "Upheld beside overturned"),
)


def search_views(address: Address, current: str) -> list[Link]:
    """Links to the search from its beginning in each way; `current` is the name of the present one."""
    return [Link(label, address.at(reverse(name)), name == current) for name, label in _VIEWS]


def other_views(address_at: Callable[[str], str]) -> list[Link]:
    """Links to the ways beside the list; `address_at` gives the search's address by the name of a way."""
    return [Link(label, address_at(name)) for name, label in _VIEWS if name != "search"]
