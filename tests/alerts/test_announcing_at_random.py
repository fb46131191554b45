"""Whatever happens, in any order: what owners are told, against a plain account of who was owed what.

The account knows nothing of positions. A determination is *owed* to a saved query when it becomes public for
the first time or decides otherwise than was told before, until the query was asked while it was public.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from search.alerts import announcing, recording
from search.alerts.announcing import announce
from search.documents import document_id
from search.index.engine import engine_errors, indexing_client
from search.index.keeping import bring_up_to_date
from search.index.rebuild import rebuild
from search.ingest.quarantine import release
from search.ingest.removal import put_back, remove
from search.models import Announcement, Determination, Letter, OutgoingMail, SavedQuery
from search.news.snapshot import snapshot_indices
from tests.alerts.steps import NOON, all_sent, quarantined, saved, stored
from tests.factories import LetterFactory

pytestmark = pytest.mark.usefixtures("index")

STEPS = 30
TREATMENTS = ("Lumbar fusion", "Lumbar brace", "Wheelchair")
OUTCOMES = ("upheld", "overturned")
SEARCHES: dict[str, Callable[[str, str], bool]] = {
    "q=treatment:lumbar": lambda treatment, outcome: "Lumbar" in treatment,
    "q=treatment:fusion": lambda treatment, outcome: "fusion" in treatment,
    "q=treatment:wheelchair": lambda treatment, outcome: treatment == "Wheelchair",
    "q=treatment:lumbar&outcome=overturned": lambda treatment, outcome: (
        "Lumbar" in treatment and outcome == "overturned"
    ),
    "outcome=upheld": lambda treatment, outcome: outcome == "upheld",
}
Item = tuple[str, int]


class Died(Exception):
    """Stands for a worker that was killed."""


@dataclass
class Account:
    """What each saved query is owed and was told, as a person would keep it."""

    queries: list[int]
    public: dict[Item, tuple[str, str]] = field(default_factory=dict)
    last_outcome: dict[Item, str] = field(default_factory=dict)
    owed: set[tuple[int, Item]] = field(default_factory=set)
    told: dict[tuple[int, Item], str] = field(default_factory=dict)

    def look(self) -> None:
        """Take in what is public now."""
        rows = Determination.objects.filter(letter__visibility="public").values_list(
            "letter__reference", "number", "treatment", "outcome"
        )
        self.public = {(reference, number): (text, outcome) for reference, number, text, outcome in rows}
        for item, (_, outcome) in self.public.items():
            if self.last_outcome.get(item) != outcome:
                self.last_outcome[item] = outcome
                self.owed |= {(query, item) for query in self.queries}

    def asked(self, query: int, search: str, announced: dict[Item, str]) -> None:
        """Hold what a saved query was told when it was asked to what it was owed."""
        for item, outcome in announced.items():
            assert self.public[item][1] == outcome, f"{item} is told as {outcome}"
            assert self.told.get((query, item)) != outcome, f"{item} is told twice"
        for item, (treatment, outcome) in self.public.items():
            key = (query, item)
            is_found = SEARCHES[search](treatment, outcome)
            before = self.told.get(key)
            if key in self.owed and item not in announced:
                assert before == outcome or (before is None and not is_found), f"{item} is missed"
            if item in announced and before is None:
                assert is_found, f"{item} is told and not found"
            self.owed.discard(key)
        self.told |= {(query, item): outcome for item, outcome in announced.items()}


class Story:
    """Events at random, each as the portal does it."""

    def __init__(self, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.random = random.Random(seed)  # noqa: S311 - nothing is kept secret
        self.monkeypatch = monkeypatch
        self.account = Account([saved(search).pk for search in [*SEARCHES, "q=treatment:fusion"]])
        self.deleted: list[tuple[str, str | None]] = []
        self.history: list[str] = []
        self.events: dict[Callable[[], None], int] = {
            self.store: 4,
            self.revise: 4,
            self.read_again: 1,
            self.quarantine: 2,
            self.release: 2,
            self.remove: 1,
            self.put_back: 2,
            self.delete: 1,
            self.hand_in_again: 2,
            self.edit: 1,
            self.lose_documents: 1,
            self.rebuild: 1,
            self.run: 6,
            self.run_and_die: 3,
        }

    def go(self) -> None:
        for _ in range(STEPS):
            (event,) = self.random.choices(list(self.events), list(self.events.values()))
            self.history.append(event.__name__)
            event()
            self.account.look()
        self.put_back()
        self.release()
        self.account.look()
        self.run(everybody=True)
        left = {item for _, item in self.account.owed if item in self.account.public}
        assert not left, "somebody is still owed something"

    # -- letters --

    def _some(self, **which: Any) -> Letter | None:
        letters = list(Letter.objects.filter(**which).order_by("pk"))
        return self.random.choice(letters) if letters else None

    def _rows(self) -> list[dict[str, str]]:
        count = self.random.randint(1, 3)
        return [
            {"treatment": self.random.choice(TREATMENTS), "outcome": self.random.choice(OUTCOMES)}
            for _ in range(count)
        ]

    def store(self) -> None:
        stored(*self._rows())

    def revise(self) -> None:
        if letter := self._some():
            stored(*self._rows(), letter=letter)

    def read_again(self) -> None:
        if letter := self._some():
            rows = letter.determinations.all()
            same = [{"treatment": row.treatment, "outcome": row.outcome} for row in rows]
            stored(*same, letter=letter)

    def quarantine(self) -> None:
        if letter := self._some(visibility="public"):
            quarantined(letter)

    def release(self) -> None:
        release(Letter.objects.filter(visibility="quarantined"))

    def remove(self) -> None:
        if letter := self._some(visibility="public"):
            remove(Letter.objects.filter(pk=letter.pk), "a test", None)

    def put_back(self) -> None:
        put_back(Letter.objects.all(), None)

    def delete(self) -> None:
        if letter := self._some():
            self.deleted.append((letter.reference, letter.case_number))
            letter.delete()

    def hand_in_again(self) -> None:
        if self.deleted:
            reference, case_number = self.deleted.pop()
            letter = LetterFactory.create(reference=reference, case_number=case_number, determinations=[])
            stored(*self._rows(), letter=letter)

    # -- the rest of the portal --

    def edit(self) -> None:
        query = self.random.choice(self.account.queries)
        SavedQuery.objects.filter(pk=query).update(parameters=self.random.choice(list(SEARCHES)))

    def lose_documents(self) -> None:
        bring_up_to_date()
        for letter_id, number in Determination.objects.filter(letter__visibility="public").values_list(
            "letter", "number"
        )[:2]:
            with engine_errors():
                name = document_id(letter_id, number)
                indexing_client().delete(index=settings.SEARCH_ALIAS, id=name, params={"ignore": 404})

    def rebuild(self) -> None:
        rebuild()

    def run(self, *, everybody: bool = False) -> None:
        """Some of the saved queries are due; the task comes twice."""
        bring_up_to_date()
        self.account.look()
        queries = self.account.queries
        some = queries if everybody else self.random.sample(queries, self.random.randint(1, len(queries)))
        SavedQuery.objects.update(due_at=NOON + timedelta(days=9))
        SavedQuery.objects.filter(pk__in=some).update(due_at=NOON - timedelta(days=9))
        before = set(Announcement.objects.values_list("pk", flat=True))
        announce(NOON)
        announce(NOON)
        self._compare(set(some), before)

    def run_and_die(self) -> None:
        """The worker dies in the middle; its successor takes over."""
        bring_up_to_date()
        self.account.look()
        SavedQuery.objects.update(due_at=NOON - timedelta(days=9))
        before = set(Announcement.objects.values_list("pk", flat=True))
        with self.monkeypatch.context() as patched:
            _let_die(patched, after=self.random.randint(1, 8))
            with suppress(Died):
                announce(NOON)
        announce(NOON)
        self._compare(set(self.account.queries), before)

    def _compare(self, asked: set[int], before: set[int]) -> None:
        announced: dict[int, dict[Item, str]] = {query: {} for query in self.account.queries}
        for one in Announcement.objects.exclude(pk__in=before).select_related("news"):
            assert one.mail_id is not None
            item = (one.news.reference, one.news.number)
            assert item not in announced[one.saved_query_id], f"{item} is told twice in a run"
            announced[one.saved_query_id][item] = one.outcome
        searches = dict(SavedQuery.objects.values_list("pk", "parameters"))
        for query in self.account.queries:
            if query in asked:
                self.account.asked(query, searches[query], announced[query])
            else:
                assert not announced[query]
        waiting = OutgoingMail.objects.filter(state="waiting").values_list("saved_query", flat=True)
        assert sorted(waiting) == sorted(query for query, told in announced.items() if told)
        all_sent()


def _let_die(patched: pytest.MonkeyPatch, after: int) -> None:
    """Let the worker die in the middle of a transaction, after so many saved queries."""
    left = after
    move_on = recording._move_on

    def dying(*arguments: Any, **named: Any) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise Died
        move_on(*arguments, **named)

    patched.setattr(recording, "_move_on", dying)


@pytest.mark.parametrize("seed", range(3))
def test_everything_is_told_once_and_nothing_is_missed(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # Each run has several transactions, and parts of the news of its own.
    monkeypatch.setattr(announcing, "QUERIES_AT_ONCE", 2)
    monkeypatch.setattr(announcing, "NEWS_AT_ONCE", 6 if seed % 2 else 8000)
    story = Story(seed, monkeypatch)
    try:
        story.go()
    except AssertionError as fault:
        raise AssertionError(f"{fault} after {', '.join(story.history)}") from fault
    assert snapshot_indices() == []
