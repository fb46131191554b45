"""The ways to look at one search: its decisions, its statistics, both sides of it."""

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
