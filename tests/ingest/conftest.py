"""Each test keeps its files in a folder of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def originals(settings: Settings, tmp_path: Path) -> Path:
    """The folder of kept files, empty."""
    settings.ORIGINALS_DIR = tmp_path / "originals"
    return tmp_path / "originals"
