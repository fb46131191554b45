"""Letters taken out of the portal: gone for everybody but staff, and staying so until they are put back."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from redis import Redis

from search.index.drift import find_drift
from search.index.keeping import bring_up_to_date
from search.ingest.quarantine import refuse, release
from search.ingest.removal import REASON_LENGTH, put_back, remove, was_removed
from search.ingest.rereading import reread
from search.models import IncomingFile, Letter, News
from search.models.batches import State
from search.models.letters import Visibility
from search.tasks import read_file
from tests.factories import LetterFactory, OriginalFactory
from tests.index.held import documents
from tests.ingest.letters import hand_in_one, letter

pytestmark = pytest.mark.django_db
WHY = "A court has asked for it."
NOBODY = AnonymousUser()


def read(content: bytes) -> IncomingFile:
    file = hand_in_one(content)
    read_file(file.pk)
    file.refresh_from_db()
    return file


def one() -> Letter:
    return Letter.objects.get()


@pytest.fixture
def gone() -> Letter:
    """A letter that was public and was taken out."""
    LetterFactory.create(reference="CM16-0000001")
    remove(Letter.objects.all(), WHY, NOBODY)
    return one()


class TestPlaces:
    @pytest.mark.parametrize("place", ["", "/original"])
    def test_its_places_are_gone_with_a_sentence(self, gone: Letter, stranger: Client, place: str) -> None:
        for reference in ("CM16-0000001", "cm16-0000001"):
            answer = stranger.get(f"/letters/{reference}{place}")
            assert answer.status_code == 410
            assert "taken out of the portal" in answer.content.decode()
            assert WHY not in answer.content.decode()

    def test_the_api_says_so_as_a_problem_whoever_asks(
        self, gone: Letter, stranger: Client, staff: Client
    ) -> None:
        for client in (stranger, staff):
            answer = client.get("/api/v1/letters/CM16-0000001")
            assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
            assert "taken out of the portal" in answer.json()["detail"]
            assert "ETag" not in answer

    def test_staff_see_it_with_the_reason(self, gone: Letter, staff: Client) -> None:
        page = staff.get("/letters/CM16-0000001")
        assert page.status_code == 200
        assert WHY in page.content.decode()

    def test_a_letter_deleted_for_good_is_gone_too(self, stranger: Client) -> None:
        LetterFactory.create(reference="CM16-0000001").delete()
        assert stranger.get("/letters/CM16-0000001").status_code == 410
        assert stranger.get("/api/v1/letters/CM16-0000001").status_code == 410

    def test_one_deleted_and_handed_in_again_is_there(self, stranger: Client) -> None:
        LetterFactory.create(reference="CM16-0000001").delete()
        LetterFactory.create(reference="CM16-0000001")
        assert stranger.get("/letters/CM16-0000001").status_code == 200

    @pytest.mark.parametrize("visibility", [Visibility.QUARANTINED, Visibility.REFUSED])
    def test_what_was_never_shown_is_not_found_rather_than_gone(
        self, stranger: Client, visibility: Visibility
    ) -> None:
        LetterFactory.create(reference="held", visibility=visibility)
        for address in ("/letters/held", "/letters/held/original", "/api/v1/letters/held"):
            assert stranger.get(address).status_code == 404

    def test_what_never_was_is_not_found(self, gone: Letter, stranger: Client) -> None:
        assert stranger.get("/letters/CM16-0000002").status_code == 404
        assert not was_removed("CM16-\x00")


class TestIndex:
    @pytest.fixture(autouse=True)
    def with_index(self, index: str) -> None:
        """These look into the engine."""

    def test_it_leaves_the_index_and_comes_back(self) -> None:
        LetterFactory.create()
        bring_up_to_date()
        assert documents()
        remove(Letter.objects.all(), WHY, NOBODY)
        bring_up_to_date()
        assert documents() == {}
        assert not find_drift()
        put_back(Letter.objects.all(), NOBODY)
        bring_up_to_date()
        assert documents()
        assert not find_drift()


class TestStayingOut:
    @pytest.fixture
    def handed_in(self, broker: Redis) -> Letter:
        read(letter())
        remove(Letter.objects.all(), WHY, NOBODY)
        return one()

    def test_the_same_file_again_says_that_the_letter_is_out(self, handed_in: Letter) -> None:
        again = read(letter())
        assert again.state == State.DUPLICATE
        assert "taken out of the portal" in again.reason
        assert one().visibility == Visibility.REMOVED

    def test_the_same_case_in_other_bytes_says_so_too(self, handed_in: Letter) -> None:
        again = read(letter().replace(b"CLINICAL CASE SUMMARY", b"CLINICAL  CASE SUMMARY"))
        assert (again.state, again.letter) == (State.KEPT_OUT, one())
        assert "put it back" in again.reason
        assert one().visibility == Visibility.REMOVED
        put_back(Letter.objects.all(), NOBODY)
        again.refresh_from_db()
        assert (again.state, again.reason) == (State.REVISED, "")

    def test_neither_judging_nor_reading_again_brings_it_back(self, handed_in: Letter) -> None:
        assert release(Letter.objects.all()) == 0
        assert refuse(Letter.objects.all()) == 0
        reread(handed_in.pk)
        assert one().visibility == Visibility.REMOVED
        assert one().removal_reason == WHY


class TestPuttingBack:
    def test_it_is_public_with_a_new_revision_and_no_reason(self, gone: Letter) -> None:
        assert put_back(Letter.objects.all(), NOBODY) == 1
        assert (one().visibility, one().removal_reason) == (Visibility.PUBLIC, "")
        assert one().revision == gone.revision + 1

    def test_what_was_told_of_it_is_not_told_again(self, broker: Redis) -> None:
        read(letter())
        told = News.objects.count()
        assert told
        remove(Letter.objects.all(), WHY, NOBODY)
        put_back(Letter.objects.all(), NOBODY)
        assert News.objects.count() == told

    def test_one_that_was_never_shown_is_news_once_it_is(self) -> None:
        LetterFactory.create(visibility=Visibility.REMOVED, removal_reason=WHY)
        put_back(Letter.objects.all(), NOBODY)
        assert News.objects.count() == 1

    def test_one_that_may_tell_who_a_person_is_has_to_be_judged(self) -> None:
        found = {"kind": "birth_date", "span": {"page": 1, "start": 0, "end": 4}}
        LetterFactory.create(visibility=Visibility.REMOVED, removal_reason=WHY, identifiers=[found])
        put_back(Letter.objects.all(), NOBODY)
        assert one().visibility == Visibility.QUARANTINED
        assert not News.objects.exists()

    def test_what_is_not_out_is_not_put_back(self) -> None:
        LetterFactory.create(visibility=Visibility.REFUSED)
        assert put_back(Letter.objects.all(), NOBODY) == 0
        assert one().visibility == Visibility.REFUSED


@pytest.mark.parametrize("reason", ["", "  \n", "x" * (REASON_LENGTH + 1)])
def test_a_letter_is_not_taken_out_without_a_reason(reason: str) -> None:
    LetterFactory.create()
    with pytest.raises(ValueError, match="a reason"):
        remove(Letter.objects.all(), reason, NOBODY)
    assert one().is_public


def test_one_that_is_out_keeps_its_first_reason(gone: Letter) -> None:
    assert remove(Letter.objects.all(), "Another.", NOBODY) == 0
    assert (one().removal_reason, one().revision) == (WHY, gone.revision)


def test_an_original_is_downloaded_by_staff_alone(gone: Letter, staff: Client, stranger: Client) -> None:
    OriginalFactory.create(letter=gone)
    assert stranger.get("/letters/CM16-0000001/original").status_code == 410
    assert staff.get("/letters/CM16-0000001/original").status_code == 404  # its file is not kept in this test
