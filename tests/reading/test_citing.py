"""The citation of one decision to take away."""

from datetime import date

import pytest
from django.test import Client

from search.models import Letter
from search.models.letters import Visibility
from tests.factories import LetterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter() -> Letter:
    return LetterFactory.create(
        case_number="CM16-0000001",
        decided_on=date(2016, 12, 9),
        determinations=[{}, {"treatment": "Cream 5% {a}\nER  - \r\nTY  - BOOK", "outcome": "overturned"}],
    )


def test_plain_text_is_the_citation_and_the_address(stranger: Client, letter: Letter) -> None:
    response = stranger.get("/letters/CM16-0000001/1/citation.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "Independent Medical Review, Case CM16-0000001, item 1 (Lumbar epidural steroid injection L4-5),"
        " denial upheld, 9 Dec 2016, State of California Division of Workers’ Compensation.\n"
        "http://testserver/letters/CM16-0000001#1\n"
    )


def test_bibtex_and_ris_hold_one_reference_whatever_the_treatment_says(
    stranger: Client, letter: Letter
) -> None:
    bibtex = stranger.get("/letters/CM16-0000001/2/citation.bib")
    assert bibtex["Content-Disposition"] == 'attachment; filename="CM16-0000001-2.bib"'
    assert bibtex.content.decode().startswith("@misc{CM16-0000001-2,\n")
    assert r"Cream 5\% \textbraceleft{}a\textbraceright{}" in bibtex.content.decode()
    ris = stranger.get("/letters/CM16-0000001/2/citation.ris").content.decode()
    assert [line[:6] for line in ris.splitlines()].count("TY  - ") == 1
    assert "UR  - http://testserver/letters/CM16-0000001#2\r\n" in ris


def test_a_letter_that_could_not_be_read_is_cited_as_a_whole(stranger: Client) -> None:
    LetterFactory(reference="a note", case_number=None, unread_reason="No layout.", determinations=[])
    text = stranger.get("/letters/a%20note/0/citation.txt").content.decode()
    assert text.startswith("Independent Medical Review, letter a note, letter not read into decisions")


@pytest.mark.parametrize(
    "path",
    [
        "CM16-0000001/3/citation.txt",
        "CM16-0000001/99999999999999999999/citation.txt",
        "CM16-0000001/1/citation.exe",
        "CM16-0000001/-1/citation.txt",
        "CM16-0000002/1/citation.txt",
    ],
)
def test_what_is_not_there_cannot_be_cited(stranger: Client, letter: Letter, path: str) -> None:
    assert stranger.get(f"/letters/{path}").status_code == 404


@pytest.mark.parametrize(("visibility", "status"), [(Visibility.QUARANTINED, 404), (Visibility.REMOVED, 410)])
def test_a_withheld_letter_is_cited_by_nobody(
    stranger: Client, staff: Client, letter: Letter, visibility: Visibility, status: int
) -> None:
    Letter.objects.filter(pk=letter.pk).update(visibility=visibility)
    for client in (stranger, staff):
        assert client.get("/letters/CM16-0000001/1/citation.txt").status_code == status
