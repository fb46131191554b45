"""What people call the browser that a session runs in."""

import functools
import tomllib
from importlib import resources
from typing import Final

_UNNAMED: Final = "A browser that does not tell its name"
_SHOWN: Final = 60


def browser_in_words(user_agent: str) -> str:
    """Such as "Firefox on Windows"; of a program that is not known, how its own name begins."""
    browser, system = _named("browsers", user_agent), _named("systems", user_agent)
    if browser and system:
        return f"{browser} on {system}"
    return browser or user_agent.strip()[:_SHOWN] or _UNNAMED


def _named(kind: str, user_agent: str) -> str:
    return next((name for token, name in _names()[kind] if token in user_agent), "")


@functools.cache
def _names() -> dict[str, list[tuple[str, str]]]:
    text = resources.files("search.people").joinpath("data", "browsers.toml").read_text(encoding="utf-8")
    return {kind: [(token, name) for token, name in pairs] for kind, pairs in tomllib.loads(text).items()}
