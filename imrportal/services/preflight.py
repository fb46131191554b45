"""What would be in the way of a start, found before anything is started."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from imrportal.services import ports
from imrportal.services.distribution import distribution_folder
from imrportal.services.folders import cache_folder, free_gigabytes, unprivileged_account
from imrportal.services.options import Options

LEAST_GIGABYTES = 2.0
_USUAL_PORTS = {"http": 80, "https": 443, "redis": 6379, "rediss": 6379}


def find_problems(options: Options, environ: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each thing in the way, which says what to do about it."""
    yield from _taken_ports(options)
    yield from _silent_addresses(options)
    yield from missing_space([options.data_dir])
    if options.opensearch_url is None:
        yield from missing_for_engine(environ)
    if options.letters is not None and not options.letters.exists():
        yield f"LETTERS={options.letters} is not there: give a folder of letters, or leave LETTERS out."


def missing_for_engine(environ: Mapping[str, str]) -> Iterator[str]:
    """Yield what a first download of the engine lacks; nothing where it was downloaded before."""
    cache = cache_folder(environ, unprivileged_account())
    if distribution_folder(cache).exists():
        return
    yield from missing_space([cache])
    if shutil.which("mvn", path=environ.get("PATH")) is None:
        yield (
            "There is no Maven client (`mvn`) to download the search engine with: install it (on Debian and"
            " Ubuntu: apt-get install maven), or give the address of a running OpenSearch as OPENSEARCH_URL."
        )


def missing_space(folders: list[Path]) -> Iterator[str]:
    """Yield a sentence for each folder whose disk is too full to work with."""
    for folder in folders:
        free = free_gigabytes(folder)
        if free < LEAST_GIGABYTES:
            yield (
                f"Only {free:.1f} GB are free where {folder} lies, and {LEAST_GIGABYTES:.0f} GB are needed:"
                " make room, or set DATA_DIR (data) or XDG_CACHE_HOME (downloads) to a folder elsewhere."
            )


def _taken_ports(options: Options) -> Iterator[str]:
    wanted = {"PORT": options.port}
    if options.opensearch_url is None:
        wanted["OPENSEARCH_PORT"] = options.opensearch_port
    if options.redis_url is None:
        wanted["REDIS_PORT"] = options.redis_port
    for name, port in wanted.items():
        if not ports.is_free(port):
            yield (
                f"Port {port} is taken by another program: stop that one, or choose another port,"
                f" e.g. `make run {name}={port + 1}`."
            )
    if len(set(wanted.values())) < len(wanted):
        yield f"{', '.join(wanted)} must be different ports."


def _silent_addresses(options: Options) -> Iterator[str]:
    for name, address in (("OPENSEARCH_URL", options.opensearch_url), ("REDIS_URL", options.redis_url)):
        if address is None:
            continue
        url = urlsplit(address)
        if not ports.answers(url.hostname or "", url.port or _USUAL_PORTS.get(url.scheme, 0)):
            yield (
                f"Nothing answers at the address that {name} gives ({url.hostname}): start that service, mend"
                f" the address, or unset {name} so that `make run` starts its own."
            )
