"""The README's pictures, from a portal with the demo letters; part of `make screenshots`.

pytest takes this module only where it is named.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from imrportal.services.folders import PROJECT
from search.index.engine import engine_errors, indexing_client
from search.management.commands.load_demo import SEED
from tests.browser.letters import store_made_letters
from tests.browser.screenshots import PHONE
from tests.conftest import fresh_index

pytestmark = pytest.mark.django_db
FOLDER: Final = PROJECT / "docs" / "screenshots"
DESKTOP: Final[dict[str, Any]] = {"viewport": {"width": 1280, "height": 800}}
_LETTERS: Final = 2000
_BYTES_AT_MOST: Final = 150_000


@pytest.fixture(scope="module")
def demo(
    engine: None, browser: Browser, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The address of a portal with the demo letters."""
    with django_db_blocker.unblock():
        try:
            store_made_letters(_LETTERS, SEED)
            with fresh_index():
                with engine_errors():
                    indexing_client().indices.refresh(index=settings.SEARCH_ALIAS)
                server = LiveServer("localhost")
                yield server.url
                server.stop()
        finally:
            call_command("flush", verbosity=0, interactive=False)


@pytest.mark.parametrize(
    ("name", "path", "window"),
    [
        ("results-desktop", "/?q=lumbar+epidural+steroid+injection", DESKTOP),
        ("insights-desktop", "/insights?q=lumbar+epidural+steroid+injection", DESKTOP),
        (
            "results-phone",
            "/?q=lumbar+epidural+steroid+injection",
            {**PHONE.context, "device_scale_factor": 2},
        ),
    ],
)
def test_readme_has_its_picture(
    name: str, path: str, window: dict[str, Any], demo: str, browser: Browser
) -> None:
    page = browser.new_page(**window)
    response = page.goto(demo + path)
    assert response is not None
    assert response.status == 200
    size = _write_webp(page.screenshot(), FOLDER / f"{name}.webp")
    page.close()
    assert size <= _BYTES_AT_MOST


def _write_webp(png: bytes, path: Path) -> int:
    """Write a picture small; its size in bytes."""
    with Image.open(BytesIO(png)) as image:
        image.save(path, quality=85, method=6)
    return path.stat().st_size
