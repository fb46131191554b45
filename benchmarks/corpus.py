"""Large indexes of made-up letters for the benchmarks, each behind an alias of its own, beside the portal's.

use: python benchmarks/corpus.py [--count N] [--unit determinations|letters] [--letters FOLDER] [--anew]
     python benchmarks/corpus.py --remove

Letters are made, read and written by the portal's own code, without its database and without Celery. The
first 40,000 letters of an index are distinct. Beyond that they come again, each time with another case
number, age and priority, other dates and states of licence, and the case summary of another letter, so that
summaries and rationales are paired anew; treatments and rationales themselves repeat.

An index is used again as long as mapping, generator, reader and what is prepared of their letters stay the
same: its name tells count, unit, seed and a fingerprint of those. `--remove` deletes all of them.
"""

import argparse
import hashlib
import json
import re
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.portal import start_portal

start_portal()

from django.test import override_settings

from benchmarks.letters import PARTS, Part, Unit, documents_of, letter_in_memory, letters_of, real_letters
from search.documents import DeterminationDocument
from search.generator import make_letters
from search.index.alias import create_index, current_index, definition, delete_index, point_alias_at
from search.index.engine import engine_errors, indexing_client
from search.index.writer import write_letters
from search.letters.extraction import text_from_bytes
from search.models import Letter

SEED: Final = 20170301
PREFIX: Final = "bench"
PROCESSES: Final = 2
_PROBED_LETTERS = 20
# Another run may still search, or fill, what is younger.
_KEPT_FOR = timedelta(hours=1)
_TIME = re.compile(r"\d{20}")


@dataclass(frozen=True, slots=True)
class Corpus:
    """What an index holds: `count` made-up determinations or letters, and the real letters of `folder`."""

    count: int
    unit: Unit = Unit.DETERMINATIONS
    seed: int = SEED
    folder: Path | None = None


def searching(alias: str) -> AbstractContextManager[Any]:
    """While it is open, the portal of this process searches `alias`."""
    return override_settings(SEARCH_ALIAS=alias)


def ensure_corpus(corpus: Corpus, *, anew: bool = False) -> str:
    """Make the index of a corpus unless it is there. Returns its alias.

    Exits with a sentence where the engine rejects a letter or a file of the folder cannot be read.
    """
    real = real_letters(corpus.folder) if corpus.folder else []
    family = f"{PREFIX}-{corpus.count}-{corpus.unit}-{corpus.seed}"
    alias = f"{family}-{_fingerprint(corpus.seed, real)}"
    with searching(alias):
        name = current_index()
        if name is None or anew:
            name = _make(corpus, real)
            point_alias_at(name)
    _remove_old(family, alias, name)
    return alias


def _make(corpus: Corpus, real: list[Letter]) -> str:
    start = time.perf_counter()
    name = create_index()
    try:
        _refresh_every(name, "-1")
        written = _write(real, name) + _write_parts(corpus, name, frozenset(one.reference for one in real))
        _refresh_every(name, definition()["settings"]["refresh_interval"])
    except BaseException:
        delete_index(name)
        raise
    seconds = time.perf_counter() - start
    _say(f"{name}: {written:,} documents in {seconds:.0f} s, {written / seconds:,.0f} a second")
    return name


def _write_parts(corpus: Corpus, index: str, taken: frozenset[str]) -> int:
    counts = [corpus.count // PARTS + (number < corpus.count % PARTS) for number in range(PARTS)]
    parts = [
        Part(number, count, corpus.unit, corpus.seed, index, taken)
        for number, count in enumerate(counts)
        if count
    ]
    if corpus.count <= PARTS:
        return sum(map(_write_part, parts))
    written = 0
    # Spawned, not forked: a fork would share this process's connections.
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        for done, future in enumerate(as_completed(pool.submit(_write_part, part) for part in parts), 1):
            written += future.result()
            if sys.stderr.isatty():
                _say(f"{done} of {len(parts)} parts, {written:,} documents", end="\r")
    return written


def _write_part(part: Part) -> int:
    return _write(letters_of(part), part.index)


def _write(letters: Iterator[Letter] | list[Letter], index: str) -> int:
    """Write letters; returns the number of their documents."""
    counted = 0

    def counting() -> Iterator[Letter]:
        nonlocal counted
        for letter in letters:
            counted += documents_of(letter)
            yield letter

    if rejected := write_letters(counting(), index).rejected:
        raise SystemExit(f"The engine rejects {len(rejected)} letters, the first for {rejected.popitem()[1]}")
    return counted


def _fingerprint(seed: int, real: list[Letter]) -> str:
    """What decides an index's content: its definition, and the documents made of some letters."""
    made = [
        letter_in_memory(place, letter.file_stem, text_from_bytes(letter.text.encode()))
        for place, letter in enumerate(make_letters(_PROBED_LETTERS, seed), 1)
    ]
    document = DeterminationDocument()
    prepared = [document.prepare(row) for letter in made + real for row in letter.determinations.all()]
    content = json.dumps([definition(), prepared], sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _refresh_every(index: str, interval: str) -> None:
    with engine_errors():
        settings = {"index": {"refresh_interval": interval}}
        indexing_client().indices.put_settings(index=index, body=settings)


def _remove_old(family: str, alias: str, serving: str) -> None:
    """Delete what the same corpus was before the code changed, and what a broken run left of this one.

    Indexes of other names stay, such as one of suggestions that was counted from the serving one.
    """
    for name in _indices(f"{family}-*"):
        before, _, made = name.rpartition("-")
        if not _TIME.fullmatch(made) or name == serving:
            continue
        age = datetime.now(UTC) - datetime.strptime(made, "%Y%m%d%H%M%S%f").replace(tzinfo=UTC)
        counted_from_serving = before.startswith(f"{alias}-")
        if age > _KEPT_FOR and not counted_from_serving:
            delete_index(name)


def _indices(pattern: str) -> list[str]:
    with engine_errors():
        return sorted(indexing_client().indices.get(index=pattern, allow_no_indices=True))


def _say(line: str, end: str = "\n") -> None:
    print(line, end=end, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--unit", type=Unit, choices=list(Unit), default=Unit.DETERMINATIONS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--letters", type=Path, help="a folder of letters to add, PDF or text")
    parser.add_argument("--anew", action="store_true", help="make the index even if it is there")
    parser.add_argument("--remove", action="store_true", help="delete the indexes of all benchmarks")
    options = parser.parse_args()
    if options.remove:
        for name in _indices(f"{PREFIX}-*"):
            delete_index(name)
        return
    print(
        ensure_corpus(Corpus(options.count, options.unit, options.seed, options.letters), anew=options.anew)
    )


if __name__ == "__main__":
    main()
