"""A portal of a benchmark's own, in this process: settings, database and static files in a folder that goes
with it, engine and Redis those that run here.

`start_portal` comes before anything of the portal is imported.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

from dotenv import dotenv_values

PROJECT = Path(__file__).resolve().parent.parent
# Slow answers are to be measured, not given up.
_SEARCH_TIMEOUT = "60"
_STARTED = "IMRPORTAL_BENCHMARK"


def start_portal() -> None:
    """Point the settings at a new folder and set Django up; a child process shares its parent's folder.

    The services' addresses come from the environment, or from the portal that `make run` has running.
    Exits with a sentence where there are none.
    """
    import django

    is_new = _STARTED not in os.environ
    if is_new:
        _take_addresses()
        folder = tempfile.mkdtemp(prefix="imrportal-benchmark-")
        atexit.register(shutil.rmtree, folder)
        os.environ |= {_STARTED: folder, "DATA_DIR": folder, "HTTPS_ONLY": "false"}
        os.environ.setdefault("SEARCH_TIMEOUT", _SEARCH_TIMEOUT)
        os.environ["DJANGO_SETTINGS_MODULE"] = "imrportal.settings"
        os.environ.pop("DATABASE_URL", None)
    django.setup()
    if is_new:
        from django.core.management import call_command

        # Every search asks which of its letters are to be left out.
        call_command("migrate", verbosity=0)


def make_pages_servable() -> None:
    """Make the static files' names, which pages ask for, and warm up as a web process does."""
    from django.core.management import call_command

    from imrportal.warming import warm_up

    call_command("collectstatic", verbosity=0, interactive=False)
    warm_up()


def _take_addresses() -> None:
    running = dotenv_values(Path(os.environ.get("DATA_DIR", PROJECT / "var")) / "portal.env")
    os.environ.update({name: value for name, value in running.items() if value and name not in os.environ})
    if "OPENSEARCH_URL" not in os.environ:
        sys.exit("No portal is running here: start one with `make run`, or set OPENSEARCH_URL.")
