"""Real letters for the tests that want them."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real letters and their labels; skips without it, fails where CI promises it."""
    if (SHARED / "letters" / "labels.jsonl").is_file():
        return SHARED
    reason = "There is no ../shared with real letters beside this checkout."
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
