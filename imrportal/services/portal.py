"""The portal's own processes and the settings that they share."""

import http.client
import shlex
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from imrportal.services.console import Console
from imrportal.services.folders import PROJECT
from imrportal.services.options import Options
from imrportal.services.ports import LOOPBACK
from imrportal.services.process import Command, ServiceProcess
from imrportal.services.secret_key import lasting_secret_key, write_private

ADDRESSES_FILE = "portal.env"
# What a command typed in another terminal needs in order to meet the running portal's data.
_ADDRESSES = (
    "DATABASE_URL",
    "HTTPS_ONLY",
    "OPENSEARCH_PASSWORD",
    "OPENSEARCH_URL",
    "OPENSEARCH_USER",
    "OPENSEARCH_VERIFY_CERTS",
    "PORTAL_URL",
    "REDIS_URL",
    "SEARCH_ALIAS",
    "STAFF_MFA",
)


def portal_environment(
    options: Options, started: Mapping[str, str], environ: Mapping[str, str]
) -> dict[str, str]:
    """The environment of the portal's processes: the caller's, completed.

    Args:
        options: how the portal is started; the data folder must exist, for the secret key.
        started: the addresses of the services started here, by name; the caller gives those of the others.
        environ: the caller's environment.
    """
    return {
        "HTTPS_ONLY": "False",
        # On one's own machine; a portal for others asks its staff for a second factor.
        "STAFF_MFA": "False",
        "PORTAL_URL": f"http://{LOOPBACK}:{options.port}",
        **environ,
        "DATA_DIR": str(options.data_dir),
        **{f"{name.upper()}_URL": address for name, address in started.items()},
        "SECRET_KEY": environ.get("SECRET_KEY") or lasting_secret_key(options.data_dir),
        "PYTHONUNBUFFERED": "1",
    }


@contextmanager
def addresses_for_other_terminals(options: Options, environment: Mapping[str, str]) -> Iterator[None]:
    """While the portal runs, a file in the data folder says where its services are (mode 0600)."""
    path = options.data_dir / ADDRESSES_FILE
    write_private(
        path, "\n".join(f"{name}='{environment[name]}'" for name in _ADDRESSES if name in environment)
    )
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def portal_processes(
    options: Options, environment: Mapping[str, str], console: Console
) -> list[ServiceProcess]:
    """Web server, Celery worker and beat, not yet started."""
    celery = "celery --app imrportal --quiet"
    level = environment.get("LOG_LEVEL") or "INFO"
    schedule = shlex.quote(str(options.data_dir / "celerybeat-schedule"))
    lines = {
        "web": f"gunicorn imrportal.wsgi --bind {LOOPBACK}:{options.port} --workers 2 --threads 4"
        " --graceful-timeout 5 --no-control-socket",
        "worker": f"{celery} worker --loglevel {level} --concurrency 2 --without-gossip --without-mingle",
        # Beat says each task that it sends, several a minute; only its troubles are news.
        "beat": f"{celery} beat --loglevel WARNING --pidfile= --schedule {schedule}",
    }
    return [
        ServiceProcess(
            Command(name, [sys.executable, "-m", *shlex.split(line)], environment, PROJECT, None, 15.0),
            console.of(name),
        )
        for name, line in lines.items()
    ]


def page_answers(port: int) -> bool:
    """Whether the web server answers a request for the first page, whatever it says."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
