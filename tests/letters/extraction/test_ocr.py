"""Scans are refused, or their text is recognised where that is switched on and the program is there."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from search.generator import as_pdf, make_letters
from search.letters import read_letter, to_label
from search.letters.extraction import OcrLimits, PdfExtractor, UnreadableFile
from search.letters.extraction.ocr import PROGRAM
from tests.letters.extraction.scans import blank_scan, scanned
from tests.letters.test_pdf_files import ends

LIMITS = OcrLimits()
needs_program = pytest.mark.skipif(
    shutil.which(PROGRAM) is None, reason="ocrmypdf is not installed (Debian: apt install ocrmypdf)."
)


def refused(path: Path, ocr: OcrLimits | None) -> UnreadableFile:
    with PdfExtractor(ocr=ocr) as extractor, pytest.raises(UnreadableFile) as error:
        extractor.extract(path)
    return error.value


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Put a shell script of these lines in ocrmypdf's place."""
    script = folder / PROGRAM
    script.write_text("\n".join(("#!/bin/sh", *lines)))
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@needs_program
def test_a_scanned_letter_gives_the_facts_that_it_was_made_from(tmp_path: Path) -> None:
    letter = next(iter(make_letters(1, seed=7, layout="E")))
    with PdfExtractor(ocr=LIMITS) as extractor:
        text = extractor.extract(scanned(tmp_path / "scan.pdf", as_pdf(letter)))
    read = to_label(read_letter(text), "scan.pdf")
    assert text.by_ocr
    assert len(text.pages) == letter.text.count("\f") + 1
    for field in ("case_number", "priority", "assigned_on", "decided_on", "claimant", "reviewer"):
        assert read[field] == letter.label[field]
    assert outcomes(read) == outcomes(letter.label)


def outcomes(label: dict[str, object]) -> list[object]:
    determinations = label["determinations"]
    assert isinstance(determinations, list)
    return [(item["treatment"], item["outcome"]) for item in determinations]


@needs_program
def test_a_scan_without_words_says_so(tmp_path: Path) -> None:
    assert refused(blank_scan(tmp_path / "blank.pdf"), LIMITS).code == "illegible"


@needs_program
def test_a_program_short_of_memory_gives_up(tmp_path: Path) -> None:
    limits = replace(LIMITS, memory_bytes=20 * 1024**2)
    assert refused(blank_scan(tmp_path / "blank.pdf"), limits).code == "ocr_failed"


def test_a_letter_with_text_is_not_recognised_anew(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(as_pdf(next(iter(make_letters(1, seed=7)))))
    with PdfExtractor(ocr=LIMITS) as extractor:
        assert not extractor.extract(path).by_ocr


def test_scans_are_refused_where_recognition_is_off(tmp_path: Path) -> None:
    assert refused(blank_scan(tmp_path / "blank.pdf"), None).code == "scan"


def test_a_missing_program_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    error = refused(blank_scan(tmp_path / "blank.pdf"), LIMITS)
    assert error.code == "ocr_missing"
    assert "ocrmypdf" in str(error)


def test_a_scan_of_too_many_pages_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = blank_scan(tmp_path / "blank.pdf", pages=3)
    assert refused(path, replace(LIMITS, pages=2)).code == "scan_too_long"
    assert refused(path, replace(LIMITS, pages=3)).code == "ocr_missing"


@pytest.mark.parametrize(("status", "code"), [(3, "ocr_missing"), (15, "ocr_failed"), (137, "ocr_failed")])
def test_a_failed_program_is_quoted_for_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, code: str
) -> None:
    program(tmp_path, monkeypatch, "echo what went wrong >&2", f"exit {status}")
    error = refused(blank_scan(tmp_path / "blank.pdf"), LIMITS)
    assert error.code == code
    assert "what went wrong" in str(error.__cause__)


def test_a_slow_program_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid_file = tmp_path / "pid"
    program(tmp_path, monkeypatch, "sleep 60 &", f"echo $! > {pid_file}", "wait")
    error = refused(blank_scan(tmp_path / "blank.pdf"), replace(LIMITS, seconds=0.5))
    assert error.code == "ocr_too_slow"
    assert ends(int(pid_file.read_text()), within=5)


def test_nothing_of_a_scan_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    program(tmp_path, monkeypatch, "exit 15")
    refused(blank_scan(tmp_path / "blank.pdf"), LIMITS)
    assert not list((tmp_path / "temporary").iterdir())
