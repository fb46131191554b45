"""Building the index anew: who searches sees nothing of it, and nothing that happens meanwhile is lost."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db.models import F

from search.documents import DeterminationDocument
from search.index import rebuild as rebuild_module
from search.index.alias import create_index, current_index, delete_index, physical_indices, point_alias_at
from search.index.drift import find_drift
from search.index.engine import indexing_client, search
from search.index.errors import EngineError, EngineRefused, EngineUnavailable
from search.index.keeping import bring_up_to_date, purge_waiting
from search.index.rebuild import ensure_index, rebuild
from search.models import Letter
from tests.factories import LetterFactory
from tests.index.held import documents, revisions
from tests.index.line import Fault, Line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many small steps, so that things can happen between them."""
    monkeypatch.setattr(rebuild_module, "AT_ONCE", 2)


@pytest.fixture
def letters(few_at_once: None) -> list[Letter]:
    made: list[Letter] = LetterFactory.create_batch(7)
    bring_up_to_date()
    return made


def edit(letter: Letter, treatment: str) -> None:
    """Change a letter and index it, as a worker does."""
    letter.determinations.update(treatment=treatment)
    letter.revision += 1
    letter.save()
    bring_up_to_date()


def remove(letter: Letter) -> None:
    """Delete a letter and purge it, as a worker does."""
    letter.delete()
    purge_waiting()


def once(happen: Callable[[], object]) -> Callable[[int], None]:
    """A progress function that lets something happen after the first step."""
    left = [happen]

    def progress(count: int) -> None:
        if left:
            left.pop()()

    return progress


@contextmanager
def searching() -> Iterator[list[int | EngineError]]:
    """Searches one after another in a thread of their own; the totals, or the errors, they gave."""
    totals: list[int | EngineError] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            try:
                found = search({"query": {"match": {"rationale": "radiculopathy"}}, "track_total_hits": True})
                totals.append(found["hits"]["total"]["value"])
            except EngineError as error:
                totals.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    yield totals
    stop.set()
    asking.join()


class TestWhileItIsSearched:
    def test_every_search_during_rebuilds_finds_every_letter(self, letters: list[Letter]) -> None:
        indexing_client().indices.refresh(index=settings.SEARCH_ALIAS)
        with searching() as totals:
            for _ in range(3):
                before = len(totals)
                rebuild(lambda count: None)
                # At least one search sees the new index too.
                while len(totals) < before + 5:
                    threading.Event().wait(0.01)
        assert set(totals) == {len(letters)}

    def test_what_is_edited_deleted_or_added_meanwhile_is_in_the_new_index(
        self, letters: list[Letter]
    ) -> None:
        def happen() -> None:
            edit(letters[0], "Edited after it was copied")
            edit(letters[-1], "Edited before it was copied")
            remove(letters[1])
            remove(letters[-2])
            LetterFactory.create(determinations=[{"treatment": "Added"}])
            bring_up_to_date()

        gone = {f"{letter.pk}-1" for letter in (letters[1], letters[-2])}
        name = rebuild(once(happen))
        held = {key: document["treatment"] for key, document in documents(name).items()}
        assert held[f"{letters[0].pk}-1"] == "Edited after it was copied"
        assert held[f"{letters[-1].pk}-1"] == "Edited before it was copied"
        assert "Added" in held.values()
        assert not gone & set(held)
        assert not find_drift()

    def test_what_happens_right_before_the_swap_is_in_the_new_index(
        self, letters: list[Letter], monkeypatch: pytest.MonkeyPatch
    ) -> None:

        def happen_and_swap(name: str) -> None:
            edit(letters[0], "Edited right before")
            remove(letters[1])
            point_alias_at(name)

        monkeypatch.setattr(rebuild_module, "point_alias_at", happen_and_swap)
        rebuild()
        assert documents()[f"{letters[0].pk}-1"]["treatment"] == "Edited right before"
        assert not Letter.objects.waiting_for_index().exists()
        assert not find_drift()

    def test_a_letter_that_waited_is_in_the_new_index_and_marked_so(self, few_at_once: None) -> None:
        letter = LetterFactory.create()
        rebuild()
        assert set(revisions()) == {f"{letter.pk}-1"}
        assert not Letter.objects.waiting_for_index().exists()


class TestFailures:
    @pytest.mark.parametrize("what", [503, Fault.CUT], ids=str)
    @pytest.mark.parametrize("step", ["_bulk", "_aliases"])
    def test_the_old_index_goes_on_and_no_half_built_one_is_left(
        self, letters: list[Letter], index: str, line: Line, step: str, what: int | Fault
    ) -> None:
        before = documents()
        line.trouble(step, what, after=2 if step == "_bulk" else 0)
        with pytest.raises(EngineUnavailable):
            rebuild()
        line.mend()
        assert (current_index(), physical_indices()) == (index, [index])
        assert documents() == before

    def test_an_interruption_leaves_no_half_built_index(self, letters: list[Letter], index: str) -> None:
        def interrupt(count: int) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            rebuild(interrupt)
        assert physical_indices() == [index]

    def test_a_swap_whose_answer_is_lost_does_not_cost_the_index_that_serves(
        self, letters: list[Letter], index: str, line: Line
    ) -> None:
        line.trouble("_aliases", Fault.LOST)
        with pytest.raises(EngineUnavailable):
            rebuild()
        serving = current_index()
        assert serving not in (None, index)
        assert len(documents()) == len(letters)

    def test_an_outage_right_after_the_swap_loses_no_edit(
        self, letters: list[Letter], line: Line, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        gone = letters[1].pk

        def last_moment(name: str) -> None:
            edit(letters[0], "Edited right before")
            remove(letters[1])
            point_alias_at(name)
            line.trouble("", Fault.CUT)

        monkeypatch.setattr(rebuild_module, "point_alias_at", last_moment)
        rebuild()
        line.mend()
        bring_up_to_date()
        held = documents()
        assert held[f"{letters[0].pk}-1"]["treatment"] == "Edited right before"
        assert f"{gone}-1" not in held
        assert not find_drift()


class TestRejections:
    def test_a_few_letters_that_the_new_index_rejects_are_noted_and_do_not_stop_it(
        self, index: str, poisoned: Letter
    ) -> None:
        # As if an older mapping had taken it.
        Letter.objects.update(indexed_revision=F("revision"))
        LetterFactory.create_batch(2)
        assert rebuild() == current_index() != index
        poisoned.refresh_from_db()
        assert "immense term" in poisoned.index_error
        assert list(Letter.objects.rejected_by_index()) == [poisoned]
        assert not find_drift()

    def test_an_index_that_rejects_many_never_serves(
        self, index: str, poisoned: Letter, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rebuild_module, "REJECTED_LETTERS_BORNE", 0)
        with pytest.raises(EngineRefused, match=r"rejects 1 letters.*immense term"):
            rebuild()
        assert (current_index(), physical_indices()) == (index, [index])

    def test_what_the_old_mapping_rejected_is_tried_anew(self) -> None:
        letter = LetterFactory.create(rejected_revision=1, index_error="too long for the old mapping")
        rebuild()
        letter.refresh_from_db()
        assert (letter.indexed_revision, letter.index_error) == (1, "")


class TestEnsuring:
    def test_an_index_of_this_code_is_kept(self, index: str) -> None:
        assert not ensure_index()
        assert current_index() == index

    def test_a_missing_index_is_made(self, index: str) -> None:
        delete_index(index)
        assert ensure_index()
        assert current_index() not in (None, index)

    def test_a_changed_mapping_makes_a_new_index(self, index: str, monkeypatch: pytest.MonkeyPatch) -> None:
        letter = LetterFactory.create()
        changed = DeterminationDocument._index.to_dict()
        changed["mappings"]["properties"]["added"] = {"type": "keyword"}
        monkeypatch.setattr(DeterminationDocument._index, "to_dict", lambda: changed)
        assert ensure_index()
        assert current_index() != index
        assert set(revisions()) == {f"{letter.pk}-1"}
        assert not ensure_index()

    def test_the_index_before_is_kept_and_those_before_it_are_not(self, index: str) -> None:
        second, third = rebuild(), rebuild()
        assert physical_indices() == [second, third]

    def test_the_indices_of_an_alias_that_starts_alike_are_left_alone(self) -> None:
        other = f"{settings.SEARCH_ALIAS}-2nd-{20_260_101_000_000_000_000}"
        indexing_client().indices.create(index=other)
        try:
            for _ in range(3):
                rebuild()
            assert indexing_client().indices.exists(index=other)
            assert other not in physical_indices()
        finally:
            delete_index(other)

    def test_a_new_index_is_not_searched_before_its_swap(self, index: str) -> None:
        name = create_index()
        assert current_index() == index
        assert physical_indices() == [index, name]


def test_two_rebuilds_at_once_leave_a_whole_index(
    letters: list[Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(once(rebuild))
    assert len(documents()) == len(letters)
    assert current_index() in physical_indices()
    assert not find_drift()
