"""Since when something counts as new, as an address tells it."""

import re
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils import timezone

from search.models import SavedQuery

_POSITION = re.compile(r"\d{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Since:
    """The last news that was seen, and the day of that look where it is known."""

    position: int
    day: date | None = None

    @classmethod
    def of(cls, parameters: QueryDict) -> "Since | None":
        """What an address says; None where it says nothing that the portal could have written."""
        position, day = parameters.get("since", ""), parameters.get("looked", "")
        if not _POSITION.fullmatch(position):
            return None
        try:
            return cls(int(position), date.fromisoformat(day) if len(day) == len("2026-11-21") else None)
        except ValueError:
            return cls(int(position))

    @property
    def parameters(self) -> dict[str, str]:
        """As an address tells it."""
        told = {"since": str(self.position)}
        return told | ({"looked": self.day.isoformat()} if self.day else {})

    @property
    def in_words(self) -> str:
        if self.day is None:
            return "since your last look"
        if self.day == timezone.localdate():
            return "since your last look today"
        return f"since {self.day.day} {self.day:%b %Y}"


def last_look(saved: SavedQuery) -> Since:
    """When a saved search's owner looked last."""
    return Since(saved.looked_position, timezone.localdate(saved.looked_at) if saved.looked_at else None)
