"""What guidelines are called, and which keys there can be."""

import pytest

from search.citator.guidelines_names import (
    book_chapter,
    canonical_key,
    families,
    full_name_of,
    kind_of,
    listed_chapters,
)
from search.letters.facts import Guideline
from search.letters.guideline_keys import keyed
from search.letters.odg_chapters import odg_keys


@pytest.mark.parametrize(
    ("key", "name", "kind"),
    [
        ("mtus", "MTUS", "family"),
        ("mtus/forearm-wrist-and-hand-complaints", "MTUS › Forearm, Wrist, and Hand Complaints", "chapter"),
        ("odg/mental-illness-and-stress", "ODG › Mental Illness & Stress", "chapter"),
        ("odg/low-back/mri", "ODG › Low Back › MRI", "section"),
        (
            "mtus/opioid-treatment/4-1-tapering-opioids",
            "MTUS › Opioid Treatment › 4.1 Tapering opioids",
            "section",
        ),
    ],
)
def test_names_are_official_ones_where_there_are(key: str, name: str, kind: str) -> None:
    assert (full_name_of(key), kind_of(key)) == (name, kind)


def test_listed_chapters_have_the_keys_that_letters_get() -> None:
    read = {
        key
        for chapter, title in listed_chapters().items()
        for key in (
            [keyed(Guideline("MTUS", title)).key] if chapter.startswith("mtus") else odg_keys(title)[:1]
        )
    }
    assert read == set(listed_chapters())


def test_families_are_those_of_the_reader() -> None:
    assert list(families()) == ["mtus", "acoem", "odg", "other"]


def test_chapters_of_the_book_have_their_number() -> None:
    assert book_chapter("mtus/low-back-complaints") == "12"
    assert book_chapter("odg/low-back") == ""


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("MTUS/Low-Back-Complaints/", "mtus/low-back-complaints"),
        ("odg", "odg"),
        ("", None),
        ("none", None),
        ("mtus/a/b/c", None),
        ("mtus/a--b", None),
        ("mtus/" + "a" * 400, None),
    ],
)
def test_key_has_one_spelling(typed: str, key: str | None) -> None:
    assert canonical_key(typed) == key
