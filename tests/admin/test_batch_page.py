"""A batch's page: how far it is and what became of each file."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from search.models import Batch, IncomingFile, Letter
from search.models.batches import State
from tests.factories import BatchFactory, IncomingFileFactory, LetterFactory

REFRESH = '<meta http-equiv="refresh"'


def show(client: Client, batch: Batch) -> str:
    page = client.get(batch.get_absolute_url())
    assert page.status_code == 200
    return page.content.decode()


def progress(client: Client, batch: Batch) -> str:
    part = client.get(f"/staff/search/batch/{batch.pk}/progress/")
    assert part.status_code == 200
    return part.content.decode()


@pytest.fixture
def batch(db: None) -> Batch:
    return BatchFactory.create()


def test_every_state_is_shown_in_words_with_its_reason_and_letter(owner: Client, batch: Batch) -> None:
    letter = LetterFactory.create()
    for state in State:
        reason = f"why it is {state.value}"
        IncomingFileFactory.create(
            batch=batch, state=state, name=f"{state}.txt", reason=reason, letter=letter
        )
    page = show(owner, batch)
    for state in State:
        assert state.label in page
        assert f"why it is {state.value}" in page
    assert letter.get_absolute_url() in page
    assert "8 of 10 files have their result" in page


def test_markup_in_names_and_reasons_shows_as_text(owner: Client, batch: Batch) -> None:
    hostile = "<script>alert(1)</script>"
    archive = IncomingFileFactory.create(batch=batch, name=f"{hostile}.zip", state=State.UNPACKED)
    IncomingFileFactory.create(
        batch=batch, archive=archive, name=hostile, reason=f"{hostile} & more", state=State.REFUSED
    )
    for page in (show(owner, batch), progress(owner, batch)):
        assert hostile not in page
        assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 4


def test_files_that_need_a_person_stand_first(owner: Client, batch: Batch) -> None:
    for name, state in (
        ("fine.txt", State.IMPORTED),
        ("bad.txt", State.REFUSED),
        ("worse.txt", State.FAILED),
    ):
        IncomingFileFactory.create(batch=batch, name=name, state=state)
    page = show(owner, batch)
    assert page.index("bad.txt") < page.index("worse.txt") < page.index("fine.txt")


class TestWithoutJavaScript:
    def test_the_page_refreshes_itself_until_all_is_searchable(self, owner: Client, batch: Batch) -> None:
        letter = LetterFactory.create()
        file = IncomingFileFactory.create(batch=batch)
        assert REFRESH in show(owner, batch)
        IncomingFile.objects.filter(pk=file.pk).update(state=State.IMPORTED, letter=letter)
        page = show(owner, batch)
        assert REFRESH in page
        assert "1 letters are not searchable yet" in page
        Letter.objects.update(indexed_revision=1)
        page = show(owner, batch)
        assert REFRESH not in page
        assert "all letters are searchable" in page

    def test_the_refresh_is_only_for_browsers_without_script(self, owner: Client, batch: Batch) -> None:
        IncomingFileFactory.create(batch=batch)
        assert f"<noscript>{REFRESH}" in show(owner, batch)


def test_the_part_that_changes_says_when_it_is_done(owner: Client, batch: Batch) -> None:
    file = IncomingFileFactory.create(batch=batch)
    part = progress(owner, batch)
    assert 'data-done="no"' in part
    assert "<html" not in part
    IncomingFile.objects.filter(pk=file.pk).update(state=State.FAILED)
    assert 'data-done="yes"' in progress(owner, batch)


@pytest.mark.parametrize("count", [2, 30])
def test_the_number_of_queries_does_not_grow_with_the_files(
    owner: Client, batch: Batch, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    archive = IncomingFileFactory.create(batch=batch, state=State.UNPACKED)
    for _ in range(count):
        IncomingFileFactory.create(
            batch=batch, archive=archive, letter=LetterFactory.create(), state=State.IMPORTED
        )
    with django_assert_max_num_queries(12):
        show(owner, batch)
    with django_assert_max_num_queries(12):
        progress(owner, batch)


def test_a_long_batch_shows_its_first_files_and_the_way_to_the_others(
    owner: Client, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.admin.batches.FILES_SHOWN", 2)
    for number in range(3):
        IncomingFileFactory.create(batch=batch, name=f"file {number}.txt")
    page = show(owner, batch)
    assert "file 2.txt" not in page
    everything = f"/staff/search/incomingfile/?batch__id__exact={batch.pk}"
    assert everything in page
    assert "file 2.txt" in owner.get(everything).content.decode()


class TestRetry:
    def test_failed_and_refused_files_are_read_once_more(self, owner: Client, batch: Batch) -> None:
        for state in State:
            IncomingFileFactory.create(batch=batch, state=state)
        answer = owner.post(f"/staff/search/batch/{batch.pk}/retry/", follow=True)
        assert "2 files are read once more" in answer.content.decode()
        states = list(batch.files.order_by("pk").values_list("state", flat=True))
        assert states[-2:] == [State.WAITING, State.WAITING]

    def test_looking_at_the_address_changes_nothing(self, owner: Client, batch: Batch) -> None:
        IncomingFileFactory.create(batch=batch, state=State.FAILED)
        assert owner.get(f"/staff/search/batch/{batch.pk}/retry/").status_code == 302
        assert batch.files.get().state == State.FAILED

    def test_other_batches_stay_as_they_are(self, owner: Client, batch: Batch) -> None:
        other = IncomingFileFactory.create(state=State.FAILED)
        owner.post(f"/staff/search/batch/{batch.pk}/retry/")
        other.refresh_from_db()
        assert other.state == State.FAILED

    def test_chosen_files_can_be_read_once_more_from_their_list(self, owner: Client, batch: Batch) -> None:
        chosen = IncomingFileFactory.create(batch=batch, state=State.FAILED)
        other = IncomingFileFactory.create(batch=batch, state=State.FAILED)
        owner.post(
            "/staff/search/incomingfile/",
            {"action": "read_again", "_selected_action": [chosen.pk]},
            follow=True,
        )
        chosen.refresh_from_db()
        other.refresh_from_db()
        assert (chosen.state, other.state) == (State.WAITING, State.FAILED)
        assert chosen.queued_at > timezone.now() - timedelta(minutes=1)


@pytest.mark.parametrize("name", ["99999/change", "99999/progress", "99999/retry", "nonsense/change"])
def test_a_batch_that_is_not_there_is_not_found(owner: Client, name: str) -> None:
    assert owner.get(f"/staff/search/batch/{name}/").status_code == 404
