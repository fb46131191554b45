"""Settings of a test run: each test process has an index, a broker database and files of its own.

They go into the environment before the portal's settings read it, so that a worker or a command that a test
starts meets the same places.
"""

import os
import secrets
import tempfile
from pathlib import Path

_PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "main")
_NUMBER = int(_PROCESS.removeprefix("gw")) + 1 if _PROCESS.startswith("gw") else 0
_NOBODY_LISTENS = "127.0.0.1:9"

if os.environ.get("IMRPORTAL_TEST_PROCESS") != _PROCESS:
    os.environ["IMRPORTAL_TEST_PROCESS"] = _PROCESS
    _base = os.environ.get("DATA_DIR")
    if _base:
        Path(_base).mkdir(parents=True, exist_ok=True)
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix=f"{_PROCESS}-", dir=_base or None)
    os.environ["SEARCH_ALIAS"] = f"test-{_PROCESS}-{secrets.token_hex(3)}"
    os.environ.setdefault("OPENSEARCH_URL", f"http://{_NOBODY_LISTENS}")
    _broker = os.environ.get("REDIS_URL", f"redis://{_NOBODY_LISTENS}").rstrip("/").removesuffix("/0")
    os.environ["REDIS_URL"] = f"{_broker}/{_NUMBER}"
    os.environ.setdefault("SECRET_KEY", secrets.token_hex(32))
    os.environ["HTTPS_ONLY"] = "false"
    # Most tests of the staff's pages are not of their sign-in; those that are set it.
    os.environ["STAFF_MFA"] = "false"
    # Tests ask faster than readers; those of the rates set their own.
    for _policy in ("API", "SUGGESTIONS", "EXPORT", "FEED", "TOKEN_FAILURES"):
        os.environ[f"{_policy}_RATE"] = ""

from imrportal.settings import *  # noqa: E402, F403
from imrportal.settings import DATA_DIR, DATABASES  # noqa: E402

ALLOWED_HOSTS = ["*"]
# A file, not memory: a Celery worker in a process of its own reads it too.
DATABASES["default"].setdefault("TEST", {})
# A live server's threads would hold theirs while the database is emptied or dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"]["NAME"] = str(DATA_DIR / "test.sqlite3")
(DATA_DIR / "static").mkdir(exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
