"""The process's one PDF reader: an answer is never taken for another file's."""

from pathlib import Path

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from pytest_django import Settings

from search.ingest import extractor
from search.ingest.errors import Refused
from search.ingest.extractor import kind_of, text_of
from search.letters.extraction import PdfExtractor
from tests.ingest.letters import pdf
from tests.letters.extraction.scans import blank_scan


def saved(folder: Path, words: str) -> Path:
    path = folder / f"{words}.pdf"
    path.write_bytes(pdf(words.encode()))
    return path


def test_after_a_reading_that_was_broken_off_the_next_file_gives_its_own_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = saved(tmp_path, "first"), saved(tmp_path, "second")
    text_of(first, "pdf")

    def broken_off(*_: object) -> bytes:
        raise SoftTimeLimitExceeded

    with monkeypatch.context() as patch:
        patch.setattr(PdfExtractor, "_read_line", staticmethod(broken_off))
        with pytest.raises(SoftTimeLimitExceeded):
            text_of(first, "pdf")
    assert text_of(second, "pdf").full.strip() == "second"


def test_a_text_beyond_any_letter_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractor, "TEXT_BYTES_LIMIT", 10)
    path = tmp_path / "letter.txt"
    path.write_text("more than ten characters")
    assert kind_of(path) == "text"
    with pytest.raises(Refused, match="more than any letter"):
        text_of(path, "text")


@pytest.mark.parametrize(("switched_on", "advice"), [(False, "run text recognition"), (True, "ocrmypdf")])
def test_scans_are_recognised_only_where_the_setting_says_so(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    switched_on: bool,
    advice: str,
) -> None:
    settings.OCR = switched_on
    monkeypatch.setenv("PATH", str(tmp_path))
    # The process keeps its extractor; this test wants one made by its own setting, and leaves none behind.
    extractor._pdf_extractor.cache_clear()
    try:
        with pytest.raises(Refused, match=advice):
            text_of(blank_scan(tmp_path / "scan.pdf"), "pdf")
    finally:
        extractor._pdf_extractor().close()
        extractor._pdf_extractor.cache_clear()
