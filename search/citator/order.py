"""How the lists of guidelines and of treatments are ordered."""

from enum import StrEnum


class Order(StrEnum):
    COUNT = "count"
    NAME = "name"

    @classmethod
    def asked(cls, typed: str | None) -> "Order":
        """The order that an address asks for: by count, unless it says by name."""
        return cls.NAME if typed == cls.NAME else cls.COUNT
