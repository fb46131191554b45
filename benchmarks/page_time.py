"""Time of a result page against the engine's own answer to the same request, in one run.

    python benchmarks/page_time.py [--rounds N]

Asks the portal that `make run` has running (its database and engine), in this process, without a network
before the page: "engine" is the request that the page makes, alone; "page" all that the web process does.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imrportal.settings")

import django

django.setup()

from django.http import QueryDict
from django.test import Client

from search.finding import find
from search.forms import SearchForm
from search.index.engine import search
from search.query.builder import build
from search.query.request import SearchRequest

PARAMETERS = [
    "",
    "q=lumbar+epidural+steroid+injection",
    "q=gabapentin",
    "q=physical+therapy+knee",
    "q=%22functional+improvement%22",
    "q=mri&outcome=overturned",
    "category=Pharmaceuticals&sort=newest",
    "q=opioid+weaning&guideline=MTUS",
]
TIMEOUT_MS = 10_000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=30)
    rounds = arguments.parse_args().rounds
    client = Client(headers={"host": "localhost"})
    total = find(SearchRequest()).determinations
    print(f"{total:,} determinations, {rounds} rounds; milliseconds, median and 95th percentile")
    print(f"{'parameters':45} {'engine':>14} {'page':>14} {'ratio':>6} {'ours':>6}")
    ours = [_compare(client, parameters, rounds) for parameters in PARAMETERS]
    print(f"our own time above the engine's, median of medians: {statistics.median(ours):.1f} ms")


def _compare(client: Client, parameters: str, rounds: int) -> float:
    form = SearchForm(QueryDict(parameters))
    if not form.is_valid():
        raise SystemExit(f"{parameters}: {form.errors.as_text()}")
    body = build(form.to_request(), TIMEOUT_MS)
    engine: list[float] = []
    page: list[float] = []
    for _ in range(rounds):
        engine.append(_milliseconds(lambda: search(body)))
        page.append(_milliseconds(lambda: _open_page(client, parameters)))
    ours = statistics.median(p - e for p, e in zip(page, engine, strict=True))
    ratio = statistics.median(page) / statistics.median(engine)
    name = parameters or "(nothing asked)"
    print(f"{name:45} {_row(engine):>14} {_row(page):>14} {ratio:6.2f} {ours:6.1f}")
    return ours


def _open_page(client: Client, parameters: str) -> None:
    status = client.get(f"/?{parameters}").status_code
    if status != 200:
        raise SystemExit(f"{parameters} answered {status}")


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _row(times: list[float]) -> str:
    return f"{statistics.median(times):.1f} / {statistics.quantiles(times, n=20)[-1]:.1f}"


if __name__ == "__main__":
    main()
