"""Time of result pages against the engine's own answers, over indexes of growing size, in one run.

use: python benchmarks/search_speed.py [--sizes 10000 100000 1000000] [--rounds N] [--seed N] [--profile]
     [--anew]

"engine" is what a page asks of the engine, recorded when the page is first opened and sent again by itself;
"page" is all that the web process does, without a network before it. Both are asked in turn. "ours" is what
the page takes above the engine, the median of the differences, and "cpu" what this process computes for it
above sending and receiving alone, which other work on the machine changes little. Rates are of two client
processes at once, each opening every page. With --anew no answer comes out of the engine's memory of
answers, as for a question that nobody has asked since the index changed. Growth is each median against that
of the size before.

The indexes hold made-up letters (benchmarks/corpus.py) and are used again by later runs; a million
determinations take about a quarter of an hour to make. Sizes may be given in any number.
"""

import argparse
import cProfile
import pstats
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.portal import make_pages_servable, start_portal

start_portal()

from django.test import Client

from benchmarks.corpus import SEED, Corpus, ensure_corpus, searching
from search.index.engine import engine_errors, indexing_client, search_client
from search.suggesting.building import build_suggestions_if_due

# What is asked, and its name in the tables. Another kind of page is another line here.
ADDRESSES = {
    "nothing asked": "/",
    "one word": "/?q=radiculopathy",
    "two words": "/?q=knee+arthroscopy",
    "four words": "/?q=lumbar+epidural+steroid+injection",
    "phrase": "/?q=%22functional+improvement%22",
    "brand name": "/?q=neurontin",
    "one of two (OR)": "/?q=acupuncture+OR+chiropractic",
    "prefix": "/?q=gaba*",
    "without a word (-)": "/?q=injection+-epidural",
    "one facet": "/?q=mri&outcome=overturned",
    "two facets, newest": "/?category=Pharmaceuticals&outcome=upheld&sort=newest",
    "facet and two words": "/?q=opioid+weaning&guideline=MTUS",
    "page 50": "/?q=pain&page=50",
    "insights, nothing asked": "/insights",
    "insights, one word": "/insights?q=radiculopathy",
    "insights, a category": "/insights?category=Pharmaceuticals",
    "two questions": "/insights?q=tramadol&compare=q%3Dgabapentin",
    "both sides, all": "/sides",
    "both sides, four words": "/sides?q=lumbar+epidural+steroid+injection",
    "both sides, a category": "/sides?category=Injection",
    "list of guidelines": "/guidelines",
    "a guideline": "/guidelines/mtus",
    "a chapter": "/guidelines/mtus/chronic-pain-medical-treatment",
    "list of treatments": "/treatments",
    "a drug": "/treatments/drugs/tramadol",
    "a procedure": "/treatments/procedures/mri",
    "suggestions": "/suggest?q=lum",
    "suggested cases": "/suggest?q=cm16-021",
}
CLIENTS = 2
_SLOWEST_SHOWN = 25

# Method, address and the rest of the arguments, as the client's transport takes them.
Request = tuple[tuple[Any, ...], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one page over some rounds, and the requests to the engine that it made."""

    engine: list[float]
    page: list[float]
    computing: list[float]
    sent: list[Request]

    @property
    def ours(self) -> float:
        return statistics.median(page - engine for page, engine in zip(self.page, self.engine, strict=True))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], metavar="N")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=SEED, help="of the made-up letters")
    parser.add_argument("--anew", action="store_true", help="let the engine forget its answers before each")
    parser.add_argument("--profile", action="store_true", help="show what costs our own time")
    options = parser.parse_args()
    if options.rounds < 2 or min(options.sizes) < 1:
        parser.error("--rounds must be 2 or more, --sizes 1 or more")
    make_pages_servable()
    aliases = {size: ensure_corpus(Corpus(size, seed=options.seed)) for size in sorted(set(options.sizes))}
    medians: dict[int, dict[str, Times]] = {}
    for size, alias in aliases.items():
        medians[size] = _measure(size, alias, options.rounds, anew=options.anew)
        _print_rates(alias, medians[size], options.rounds)
    _print_growth(medians)
    if options.profile:
        with searching(aliases[max(aliases)]):
            _profile(options.rounds)
    missing = [name for name in ADDRESSES if any(name not in times for times in medians.values())]
    if missing:
        print(f"\nNot answered with 200, and so not measured: {', '.join(missing)}.")
    return 1 if missing else 0


def _measure(size: int, alias: str, rounds: int, *, anew: bool = False) -> dict[str, Times]:
    print(f"\n{size:,} determinations, {rounds} rounds; milliseconds, median / 95th percentile")
    print(f"{'':22} {'engine':>16} {'page':>16} {'ratio':>6} {'ours':>6} {'cpu':>6} {'requests':>9}")
    measured: dict[str, Times] = {}
    with searching(alias):
        build_suggestions_if_due()
        client = Client(headers={"host": "localhost"})
        for name, address in ADDRESSES.items():
            status, sent = _recorded(client, address)
            if status != 200:
                print(f"{name:22} answered {status}")
                continue
            forget = partial(_forget, alias) if anew else _nothing
            times = measured[name] = _compare(client, address, sent, rounds, forget)
            ratio = statistics.median(times.page) / statistics.median(times.engine)
            row = f"{_spread(times.engine):>16} {_spread(times.page):>16} {ratio:6.2f} {times.ours:6.1f}"
            print(f"{name:22} {row} {statistics.median(times.computing):6.1f} {len(times.sent):9}")
    if measured:
        ours = statistics.median(times.ours for times in measured.values())
        computing = statistics.median(statistics.median(times.computing) for times in measured.values())
        print(f"above the engine's, median of the medians: ours {ours:.1f} ms, cpu {computing:.1f} ms")
    return measured


def _recorded(client: Client, address: str) -> tuple[int, list[Request]]:
    """Open a page once. Returns its status and what it asked of the engine."""
    transport, sent = search_client().transport, list[Request]()
    perform = transport.perform_request

    def record(*arguments: Any, **named: Any) -> Any:
        sent.append((arguments, named))
        return perform(*arguments, **named)

    with patch.object(transport, "perform_request", record):
        status = client.get(address).status_code
    return status, sent


def _forget(alias: str) -> None:
    """Empty what the engine keeps: it answers the same statistics of an unchanged index at once."""
    with engine_errors():
        indexing_client().indices.clear_cache(index=alias, request=True)


def _nothing() -> None:
    pass


def _compare(
    client: Client, address: str, sent: list[Request], rounds: int, forget: Callable[[], None]
) -> Times:
    times = Times([], [], [], sent)
    for _ in range(rounds):
        forget()
        engine, engine_computing = _milliseconds(lambda: _send(sent))
        forget()
        page, page_computing = _milliseconds(lambda: client.get(address))
        times.engine.append(engine)
        times.page.append(page)
        times.computing.append(page_computing - engine_computing)
    return times


def _send(sent: list[Request]) -> None:
    for arguments, named in sent:
        # The transport takes what it is to ignore out of the parameters.
        search_client().transport.perform_request(*arguments, **named | {"params": dict(named["params"])})


def _milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    """What the work took by the clock, and what this process computed for it."""
    start, computing = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - start) * 1000, (time.process_time() - computing) * 1000


def _spread(times: list[float]) -> str:
    return f"{statistics.median(times):.1f} / {statistics.quantiles(times, n=20)[-1]:.1f}"


def _print_rates(alias: str, measured: dict[str, Times], rounds: int) -> None:
    """Pages, and the engine's answers alone, that several client processes get a second."""
    addresses = [ADDRESSES[name] for name in measured]
    asked = [times.sent for times in measured.values()]
    with ProcessPoolExecutor(CLIENTS, mp_context=get_context("spawn")) as pool:
        pages = _rate(pool, partial(_open_all, alias, addresses), rounds)
        engine = _rate(pool, partial(_send_all, asked), rounds)
    print(
        f"{CLIENTS} client processes, all of the above in turn:"
        f" {pages:.1f} pages a second, {engine:.1f} of the engine alone"
    )


def _rate(pool: ProcessPoolExecutor, work: Callable[[int], int], rounds: int) -> float:
    list(pool.map(work, [1] * CLIENTS))  # starts the processes and fills their caches
    start = time.perf_counter()
    done = sum(pool.map(work, [rounds] * CLIENTS))
    return done / (time.perf_counter() - start)


def _open_all(alias: str, addresses: list[str], rounds: int) -> int:
    """Open each page; returns how many were opened."""
    client = Client(headers={"host": "localhost"})
    with searching(alias):
        for _ in range(rounds):
            for address in addresses:
                client.get(address)
    return rounds * len(addresses)


def _send_all(asked: list[list[Request]], rounds: int) -> int:
    """Ask the engine what each page asks; returns how many pages' requests were sent."""
    for _ in range(rounds):
        for sent in asked:
            _send(sent)
    return rounds * len(asked)


def _print_growth(measured: dict[int, dict[str, Times]]) -> None:
    """Medians at each size, each with its factor to the size before."""
    sizes = list(measured)
    if len(sizes) < 2:
        return
    for kind in ("engine", "page"):
        heads = "".join(f"{size:>22,}" for size in sizes)
        print(f"\ngrowth of the {kind}, median milliseconds (factor)\n{'':22}{heads}")
        for name in ADDRESSES:
            if all(name in times for times in measured.values()):
                medians = [statistics.median(getattr(measured[size][name], kind)) for size in sizes]
                print(f"{name:22}{_grown(medians)}")


def _grown(medians: list[float]) -> str:
    cells = [f"{medians[0]:.1f}"]
    cells += [f"{later:.1f} ({later / before:.2f})" for before, later in pairwise(medians)]
    return "".join(f"{cell:>22}" for cell in cells)


def _profile(rounds: int) -> None:
    """What the pages' time goes to, the engine's included, by the time spent in each function itself."""
    client = Client(headers={"host": "localhost"})
    with cProfile.Profile() as profile:
        for _ in range(rounds):
            for address in ADDRESSES.values():
                client.get(address)
    print(f"\n{rounds * len(ADDRESSES)} pages profiled")
    statistic = pstats.Stats(profile, stream=sys.stdout).strip_dirs()
    statistic.sort_stats("cumulative").print_stats(_SLOWEST_SHOWN)
    statistic.sort_stats("tottime").print_stats(_SLOWEST_SHOWN)


if __name__ == "__main__":
    sys.exit(main())
