"""Ten thousand saved queries against a day's load of a thousand new letters: three ways to match, in one run.

use: python benchmarks/alerts.py [--queries N] [--letters N] [--background N] [--rounds N] [--seed N]
           [--quick]

"index that serves" asks each saved query of the index that everybody searches, narrowed to the new letters,
after it has made sure that the index holds each of them. "snapshot" asks the same of an index of the new
letters alone, made of the database for this run, which is timed too: it is what the portal does. "percolator"
keeps the saved queries in an index and shows it the new letters; what it takes to put them there, once for
all and again whenever one changes, stands beside. Saved queries are read once for all three, and timed by
themselves. What the ways find is compared determination by determination.

Then everything from there on in one process on SQLite: positions, matching, announcements, mails. `--quick`
measures that alone.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.portal import make_pages_servable, start_portal

start_portal()

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from opensearchpy.helpers import bulk

from benchmarks.corpus import SEED, Corpus, ensure_corpus, searching
from benchmarks.letters import letter_in_memory
from search.alerts.announcing import announce
from search.documents import DeterminationDocument, document_id
from search.generator import make_letters
from search.index.alias import definition
from search.index.engine import engine_errors, indexing_client
from search.index.errors import EngineRefused
from search.index.keeping import bring_up_to_date, letters_to_write
from search.ingest.storing import save_revision
from search.letters.extraction import text_from_bytes
from search.models import Announcement, Determination, Letter, News, OutgoingMail, RemovedLetter, SavedQuery
from search.models.saved import Frequency
from search.news.positions import give_positions, newest_position
from search.news.snapshot import Clause, Snapshot, snapshot_of
from search.people.roles import make_readers
from search.query.builder import matching_clause
from search.saved.parameters import CannotAsk, canonical, request_of_saved

# Behind the identifiers of the letters that the index holds already, and others in each run: the index
# remembers for a minute what was deleted from it.
_FIRST_LETTER: Final = int(time.time()) * 10**5
_QUERIES_A_READER: Final = 5
_PERCOLATED_AT_ONCE: Final = 50
_LISTED: Final = 5

Found = list[frozenset[str]]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--letters", type=int, default=1_000)
    parser.add_argument("--background", type=int, default=20_000, help="determinations in the index before")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--quick", action="store_true", help="do not compare the ways to match")
    options = parser.parse_args()
    make_pages_servable()
    with searching(ensure_corpus(Corpus(options.background))):
        try:
            return _measure(options)
        finally:
            _remove_new_letters()


def _measure(options: argparse.Namespace) -> int:
    parameters = _parameters(options.queries, options.seed)
    _make_saved_queries(parameters)
    _store_letters(options.letters, options.seed + 1)
    print(
        f"{len(parameters):,} saved queries, {options.letters:,} new letters with"
        f" {Determination.objects.count():,} determinations; {options.background:,} determinations before"
    )
    equal = options.quick or _compare_ways(options.rounds)
    _announce()
    return 0 if equal else 1


def _compare_ways(rounds: int) -> bool:
    saved = list(SavedQuery.objects.order_by("pk"))
    clauses = _step(
        "saved queries made clauses", lambda: [matching_clause(request_of_saved(one)) for one in saved]
    )
    seconds: dict[str, list[float]] = {}
    found: dict[str, Found] = {}
    for _ in range(rounds):
        for name, way in _WAYS.items():
            found[name], spent = _timed(lambda way=way: way(clauses))  # type: ignore[misc]
            seconds.setdefault(name, []).append(spent)
    _print_ways(seconds)
    return _compare(found)


# -- the three ways ---------------------------------------------------------------------------------------


def _on_the_index_that_serves(clauses: Sequence[Clause]) -> Found:
    letters = dict(Letter.objects.values_list("pk", "revision"))
    among = {"terms": {"letter_id": sorted(letters)}}
    with engine_errors():
        client = indexing_client()
        client.indices.refresh(index=settings.SEARCH_ALIAS)
        body = {"query": among, "size": 10_000, "_source": ["letter_id", "revision"]}
        hits = client.search(index=settings.SEARCH_ALIAS, body=body)["hits"]["hits"]
    held = {hit["_source"]["letter_id"]: hit["_source"]["revision"] for hit in hits}
    if held != letters:
        raise SystemExit("The index that serves does not hold the new letters.")
    asked = [{"bool": {"filter": [among, clause]}} for clause in clauses]
    return _accepted(Snapshot(settings.SEARCH_ALIAS, {}), asked)


def _on_a_snapshot(clauses: Sequence[Clause]) -> Found:
    with snapshot_of(list(Letter.objects.values_list("pk", flat=True))) as snapshot:
        return _accepted(snapshot, clauses)


def _by_percolator(clauses: Sequence[Clause]) -> Found:
    name = f"{settings.SEARCH_ALIAS}-percolator"
    body = definition()
    body["mappings"]["properties"]["saved_query"] = {"type": "percolator"}
    with engine_errors():
        client = indexing_client()
        client.indices.create(index=name, body=body)
        try:
            _, filling = _timed(lambda: _fill_percolator(name, clauses))
            print(f"{'percolator: saved queries written (not counted)':50} {filling:8.1f} s")
            start = time.perf_counter()
            found = _percolated(name, len(clauses))
            _percolator_seconds.append(time.perf_counter() - start)
            return found
        finally:
            client.indices.delete(index=name)


_percolator_seconds: list[float] = []
_WAYS: dict[str, Callable[[Sequence[Clause]], Found]] = {
    "index that serves": _on_the_index_that_serves,
    "snapshot": _on_a_snapshot,
    "percolator": _by_percolator,
}


def _accepted(snapshot: Snapshot, clauses: Sequence[Clause], at_most: int = 10_000) -> Found:
    found: Found = []
    for one in snapshot.find(clauses, at_most):
        if isinstance(one, EngineRefused):
            raise SystemExit(f"The engine refuses a saved query: {one}")
        found.append(one)
    return found


def _fill_percolator(name: str, clauses: Sequence[Clause]) -> None:
    rows = ({"_index": name, "_id": str(at), "saved_query": clause} for at, clause in enumerate(clauses))
    bulk(indexing_client(), rows, chunk_size=500)
    indexing_client().indices.refresh(index=name)


def _percolated(name: str, count: int) -> Found:
    found: list[set[str]] = [set() for _ in range(count)]
    documents = list(_documents())
    for start in range(0, len(documents), _PERCOLATED_AT_ONCE):
        several = documents[start : start + _PERCOLATED_AT_ONCE]
        percolate = {"field": "saved_query", "documents": [source for _, source in several]}
        answer = indexing_client().search(
            index=name,
            body={
                "query": {"bool": {"filter": [{"percolate": percolate}]}},
                "size": 10_000,
                "_source": False,
                "sort": ["_doc"],
                "fields": ["_percolator_document_slot"],
            },
        )
        for hit in answer["hits"]["hits"]:
            for slot in hit["fields"]["_percolator_document_slot"]:
                found[int(hit["_id"])].add(several[slot][0])
    return [frozenset(one) for one in found]


def _documents() -> Iterator[tuple[str, dict[str, Any]]]:
    document = DeterminationDocument()
    for letter in letters_to_write(set(Letter.objects.values_list("pk", flat=True))):
        for row in letter.determinations.all():
            row.letter = letter
            yield document_id(letter.pk, row.number), document.prepare(row)


# -- what is asked, and of what ---------------------------------------------------------------------------


def _parameters(count: int, seed: int) -> list[str]:
    """As many different searches, made of the words and facts of other letters."""
    rng = random.Random(seed)  # noqa: S311 - nothing is kept secret
    letters = [
        letter_in_memory(place, made.file_stem, text_from_bytes(made.text.encode()))
        for place, made in enumerate(make_letters(500, seed), 1)
    ]
    rows = [row for letter in letters for row in letter.determinations.all()]
    kept: dict[str, None] = {}
    while len(kept) < count:
        row = rng.choice(rows)
        try:
            kept[canonical(QueryDict(urlencode(_search(row, rng), doseq=True)))] = None
        except CannotAsk:
            continue
    return list(kept)


def _search(row: Determination, rng: random.Random) -> dict[str, Any]:
    kind = rng.randrange(10)
    treatment, rationale = _telling(row.treatment), _telling(row.rationale)
    if kind < 4:
        words = rng.sample(treatment, min(len(treatment), rng.choice([2, 2, 3])))
        return {"q": " ".join(words)} | _facets(row, rng, rng.choice([1, 1, 2]))
    if kind < 6:
        start = rng.randrange(len(rationale))
        phrase = " ".join(rationale[start : start + 2])
        return {"q": f'"{phrase}" {rng.choice(treatment)}'} | _facets(row, rng, rng.choice([0, 1]))
    if kind < 7:
        return {"q": f"treatment:{rng.choice(treatment)} {rng.choice(rationale)}"} | _facets(row, rng, 2)
    if kind < 8:
        return {"q": f"{rng.choice(treatment)} OR {rng.choice(treatment)}"} | _facets(row, rng, 3)
    if kind < 9:
        return {"q": f"{rng.choice(rationale)[:5]}* {rng.choice(treatment)}"} | _facets(row, rng, 2)
    return _facets(row, rng, rng.choice([4, 5]))


def _telling(text: str) -> list[str]:
    """Its longer words: who follows something does not follow "of"."""
    return [word for word in text.split() if len(word) > 3 and word.isalpha()] or ["surgery"]


def _facets(row: Determination, rng: random.Random, count: int) -> dict[str, Any]:
    values: dict[str, Any] = {
        "outcome": row.outcome,
        "category": row.category,
        "region": row.body_regions[:1],
        "reason": [reason["key"] for reason in row.reasons][:2],
        "specialty": row.letter.reviewer_specialties[:1],
        "state": row.letter.reviewer_states[:1],
        "sex": row.letter.claimant_sex,
        "decided_from": "2010",
    }
    there = [name for name, value in values.items() if value]
    chosen = rng.sample(there, min(count, len(there)))
    return {name: values[name] if name != "decided_from" else "2010-01" for name in chosen}


def _make_saved_queries(parameters: Sequence[str]) -> None:
    """Saved queries of readers who may be told, due since yesterday."""
    readers = User.objects.bulk_create(
        User(username=f"reader{number}", email=f"reader{number}@example.org")
        for number in range(-(-len(parameters) // _QUERIES_A_READER))
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=reader, email=reader.email, verified=True, primary=True) for reader in readers
    )
    make_readers()
    yesterday = timezone.now() - timedelta(days=1)
    SavedQuery.objects.bulk_create(
        SavedQuery(
            owner=readers[at // _QUERIES_A_READER],
            name=text[:100],
            parameters=text,
            frequency=Frequency.DAILY,
            due_at=yesterday,
            announced_position=newest_position(),
        )
        for at, text in enumerate(parameters)
    )


def _store_letters(count: int, seed: int) -> None:
    for place, made in enumerate(make_letters(count, seed)):
        letter = letter_in_memory(_FIRST_LETTER + place, f"NEW-{place}", text_from_bytes(made.text.encode()))
        letter.case_number = None
        rows = list(letter.determinations.all())
        del letter._prefetched_objects_cache  # type: ignore[attr-defined]
        with transaction.atomic():
            letter.save(force_insert=True)
            save_revision(letter, rows)
    bring_up_to_date()
    with engine_errors():
        indexing_client().indices.refresh(index=settings.SEARCH_ALIAS)


def _remove_new_letters() -> None:
    """Leave the corpus as it was for other benchmarks."""
    Letter.objects.all().delete()
    RemovedLetter.objects.update(purged_at=None)
    bring_up_to_date()


# -- what comes of it -------------------------------------------------------------------------------------


def _timed(act: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    result = act()
    return result, time.perf_counter() - start


def _step(name: str, act: Callable[[], Any]) -> Any:
    """Do a step and print what it took: by the clock, and of this process's own computing."""
    computing = time.process_time()
    result, spent = _timed(act)
    print(f"{name:50} {spent:8.1f} s, {time.process_time() - computing:.1f} s of them computing here")
    return result


def _print_ways(seconds: dict[str, list[float]]) -> None:
    seconds["percolator"] = _percolator_seconds
    medians = {name: statistics.median(spent) for name, spent in seconds.items()}
    for name, median in medians.items():
        spread = f"{min(seconds[name]):.1f} to {max(seconds[name]):.1f}"
        ratio = median / medians["snapshot"]
        print(f"{'matched, ' + name:50} {median:8.1f} s  ({spread})  {ratio:5.2f} of the snapshot's")


def _compare(found: dict[str, Found]) -> bool:
    ours = found["snapshot"]
    matches = sum(map(len, ours))
    with_any = sum(map(bool, ours))
    print(f"{matches:,} matches; {with_any:,} saved queries match something")
    is_equal = True
    for name, theirs in found.items():
        differing = [at for at, (one, other) in enumerate(zip(ours, theirs, strict=True)) if one != other]
        if differing:
            is_equal = False
            print(f"{name} differs in {len(differing):,} saved queries:")
            for at in differing[:_LISTED]:
                only_ours, only_theirs = sorted(ours[at] - theirs[at]), sorted(theirs[at] - ours[at])
                print(f"  {SavedQuery.objects.order_by('pk')[at].parameters}")
                print(f"    only the snapshot: {only_ours[:_LISTED]}; only {name}: {only_theirs[:_LISTED]}")
    if is_equal:
        print("all three ways find the same")
    return is_equal


def _announce() -> None:
    _step("positions given to the news", lambda: [None for _ in iter(give_positions, 0)])
    announced = _step("announced, everything included", lambda: announce(seconds=3600))
    again = _step("announced once more, with nothing new", lambda: announce(seconds=3600))
    print(
        f"{News.objects.count():,} news; {announced.asked:,} saved queries asked;"
        f" {Announcement.objects.count():,} announcements in {OutgoingMail.objects.count():,} mails;"
        f" {again.told} told again"
    )


if __name__ == "__main__":
    sys.exit(main())
