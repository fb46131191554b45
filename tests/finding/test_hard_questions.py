"""Questions at the edges of the syntax and of what the engine takes, on the real engine."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from search.query.synonyms.table import table
from tests.factories import LetterFactory
from tests.finding.test_finding import ask, cases, letter
from tests.searchable import searchable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters")]

BEGINNINGS = 70


@pytest.fixture(scope="module")
def letters(engine: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A letter of the knee, one of an undated zebra, one unread, and many words that begin alike."""
    with searchable(_store, django_db_blocker):
        yield


def _store() -> None:
    letter(1, "Zebra of the knee is missing.", treatment="Knee MRI")
    letter(2, "Quagga.", "Zebra.", treatment="Gabapentin", decided_on=None)
    LetterFactory(
        case_number="CM16-0000003",
        decided_on=None,
        unread_reason="No layout fits.",
        text="zebra kinesiology",
        determinations=[],
    )
    LetterFactory(
        case_number="CM16-0000005",
        reviewer_specialties=["Orthopedic Surgery"],
        determinations=[
            {
                "treatment": "Brace for injuries",
                "reviewer_guidelines": [
                    {"family": "MTUS", "title": "Old Injuries", "sections": ["Aquatic Therapies"]}
                ],
            }
        ],
    )
    letter(4, *(f"Word gnu{chr(97 + n // 26)}{chr(97 + n % 26)} here." for n in range(BEGINNINGS)))


@pytest.mark.parametrize(
    "typed",
    ["knee -the", "knee NOT with", "the OR knee", "(the OR knee) mri", "it's knee", "knee and/or mri"],
)
@pytest.mark.parametrize("literal", ["", "1"])
def test_a_word_that_the_index_leaves_out_asks_for_nothing(typed: str, literal: str) -> None:
    assert cases(typed, literal=literal, match="all") == {1}


def test_a_quoted_word_that_the_index_leaves_out_stands_as_it_is() -> None:
    assert cases('"of the knee"') == {1}
    assert cases('zebra -"the knee"') == {2, 3}


def test_all_words_that_begin_so_are_found_however_many() -> None:
    assert ask("gnu*").total == BEGINNINGS
    assert ask("word -gnu*").total == 0
    assert ask("(gnu* OR zebra)").total == BEGINNINGS + 3


@pytest.mark.parametrize(
    ("typed", "match"),
    [("zebra denied", ""), ("zebra denied", "most"), ("zebra", "most"), ('"zebra"', "most")],
)
def test_one_word_that_must_hold_has_no_near_match(typed: str, match: str) -> None:
    result = ask(typed, match=match)
    assert result.total == 3
    assert not result.is_nearest
    assert all(hit.is_full_match for hit in result.hits)


def _rich_words() -> list[str]:
    """The shortest words of the most synonyms, as many as a question may have."""
    entries = table().entries.items()
    rich = [key for key, entry in entries if entry.words == 1 and len(entry.alternatives) >= 8]
    words = sorted(rich, key=len)[:50]
    assert len(" ".join(words)) < 500
    return words


@pytest.mark.parametrize("path", ["/", "/export.csv", "/facet/outcome", "/api/v1/statistics"])
@pytest.mark.parametrize("match", ["", "most"])
def test_a_question_of_very_many_synonyms_is_answered(stranger: Client, path: str, match: str) -> None:
    words = _rich_words()
    beginnings = [*words[:30], "gnu* zeb* kne* lum* cer*"]
    several = " ".join(words), " OR ".join(words[:40]), " ".join(words[:12]), " ".join(beginnings)
    for typed in several:
        assert stranger.get(path, {"q": typed, "match": match}).status_code == 200


def test_other_digits_are_no_age(stranger: Client) -> None:
    for typed in ("1\u0663yo woman", "1\u0663 year old", "22 year old"):
        assert stranger.get("/", {"q": typed}).status_code == 200


@pytest.mark.parametrize("show", ["", "letters"])
def test_the_last_page_by_number_ends_where_numbers_do(
    stranger: Client, monkeypatch: pytest.MonkeyPatch, show: str
) -> None:
    reach = 5 if show else 10
    for module in (
        "search.finding",
        "search.query.result",
        "search.query.builder.body",
        "search.pages.navigation",
    ):
        monkeypatch.setattr(f"{module}.WINDOW", reach)
    address, found = f"/api/v1/determinations?page_size=3&show={show}&page=1", list[str]()
    while address:
        answer = stranger.get(address)
        assert answer.status_code == 200
        found += [one["reference"] for one in answer.json()["results"]]
        address = answer.json()["next"]
    total = answer.json()["total"]
    assert len(found) == len(set(found)) == (total["letters"] if show else 75)
    last = -(-reach // 3)
    page = stranger.get(f"/?page_size=3&show={show}&page={last}")
    assert page.status_code == 200
    assert ("after=" in page.content.decode()) != bool(show)
    assert stranger.get(f"/?page_size=3&show={show}&page={last + 1}").status_code == 404


@pytest.mark.parametrize(
    "typed",
    [
        *("specialty:orthopedic*", "specialty:orthopedi*", "specialty:surgery*", "guideline:injuries*"),
        *("section:therapies*", "treatment:injuries*", "injuries*"),
    ],
)
def test_a_beginning_may_be_longer_than_the_stem_of_its_words(typed: str) -> None:
    assert cases(typed) == {5}


def test_a_letter_of_many_items_shows_all_of_them() -> None:
    (shown,) = ask("gnu*", show="letters").hits
    assert len(shown.others) == BEGINNINGS - 1
