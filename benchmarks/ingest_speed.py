"""Letters a second from file to searchable, beside reading alone on one core, in one run.

    python benchmarks/ingest_speed.py [--count N] [--format txt|pdf]

Uses the engine and the Redis of a portal that `make run` has running, with an index, a broker
database and files of its own, which it removes again; starts its own worker of two processes.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from dotenv import dotenv_values

BROKER_DATABASE = "13"


def _own_places(folder: str) -> None:
    """Point the settings at places of this run, on the services that are there."""
    running = dotenv_values(Path(os.environ.get("DATA_DIR", PROJECT / "var")) / "portal.env")
    os.environ.update({name: value for name, value in running.items() if value and name not in os.environ})
    if "REDIS_URL" not in os.environ:
        raise SystemExit("No portal is running here: start one with `make run`.")
    os.environ["DATA_DIR"] = folder
    os.environ["SEARCH_ALIAS"] = f"benchmark-{os.getpid()}"
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].rsplit("/", 1)[0] + f"/{BROKER_DATABASE}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "imrportal.settings"
    os.environ.pop("DATABASE_URL", None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--format", choices=["txt", "pdf"], default="txt")
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="imrportal-benchmark-")
    try:
        _own_places(folder)
        _run(arguments.count, arguments.format)
    finally:
        shutil.rmtree(folder)


def _run(count: int, form: str) -> None:
    import django

    django.setup()

    from django.core.management import call_command

    from search.index.alias import delete_index, physical_indices

    call_command("migrate", verbosity=0)
    call_command("ensure_index")
    try:
        _measure(count, form)
    finally:
        for index in physical_indices():
            delete_index(index)


def _measure(count: int, form: str) -> None:
    from search.ingest.progress import wait_for
    from search.ingest.receiving import Delivery, open_batch, receive
    from search.models import Batch

    files = list(_made(count, form))
    alone = _reading_alone(files)
    with _worker():
        start = time.perf_counter()
        batch = open_batch(Batch.Source.COMMAND)
        receive(batch, (Delivery(name, BytesIO(content)) for name, content in files))
        taken_in = time.perf_counter() - start
        progress = wait_for(batch, sys.stderr)
        whole = time.perf_counter() - start
    if not progress.is_done:
        raise SystemExit(f"not finished: {progress}")
    print(f"{count:,} letters as {form}: {progress}")
    print(f"taken in (kept, queued)         {count / taken_in:8.0f} letters a second")
    print(f"from file to searchable         {count / whole:8.0f} letters a second, two worker processes")
    print(f"reading alone, one core         {count / alone:8.0f} letters a second")
    print(f"whole way against reading alone {whole / alone:8.2f} times its time")


def _made(count: int, form: str) -> Iterator[tuple[str, bytes]]:
    from search.generator import as_pdf, make_letters

    for letter in make_letters(count, seed=3):
        content = as_pdf(letter) if form == "pdf" else letter.text.encode()
        yield f"{letter.file_stem}.{form}", content


def _reading_alone(files: list[tuple[str, bytes]]) -> float:
    """Seconds for extraction and parsing of all files, one after another, nothing stored."""
    from search.letters import read_letter
    from search.letters.extraction import PdfExtractor, text_from_bytes

    path = Path(os.environ["DATA_DIR"]) / "letter"
    start = time.perf_counter()
    with PdfExtractor() as extractor:
        for name, content in files:
            if name.endswith("pdf"):
                path.write_bytes(content)
                read_letter(extractor.extract(path))
            else:
                read_letter(text_from_bytes(content))
    return time.perf_counter() - start


@contextmanager
def _worker() -> Iterator[None]:
    command = [sys.executable, "-m", "celery", "-A", "imrportal", "worker", "--concurrency", "2"]
    with subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait_for_worker()
            yield
        finally:
            process.terminate()


def _wait_for_worker() -> None:
    from celery import current_app

    for _ in range(60):
        if current_app.control.ping(timeout=1):
            return
    raise SystemExit("the worker did not start")


if __name__ == "__main__":
    main()
