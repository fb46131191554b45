"""PDFs are read in a child process that may fail without harm, and that ends with its parent."""

import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fpdf import FPDF

from search.letters.extraction import PdfExtractor, UnreadableFile
from search.letters.extraction.limits import DEFAULT_LIMITS, MEBIBYTE

PIXEL = Path(__file__).with_name("pixel.png")


def pdf(path: Path, *pages: str, password: str | None = None) -> Path:
    document = FPDF()
    document.set_font("helvetica")
    if password is not None:
        document.set_encryption(owner_password="owner", user_password=password)
    for words in pages:
        document.add_page()
        document.multi_cell(0, 5, words)
    document.output(str(path))
    return path


def pdf_of_one_stream(packed: bytes) -> bytes:
    """A PDF of one page whose content is `packed`, deflated."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed),
    ]
    numbered = (b"%d 0 obj%b endobj\n" % item for item in enumerate(objects, start=1))
    return b"%PDF-1.5\n" + b"".join(numbered) + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


@pytest.fixture
def extractor() -> Iterator[PdfExtractor]:
    with PdfExtractor() as made:
        yield made


def code_of(extractor: PdfExtractor, path: Path) -> str:
    with pytest.raises(UnreadableFile) as refused:
        extractor.extract(path)
    return refused.value.code


def child_of(extractor: PdfExtractor) -> "subprocess.Popen[bytes]":
    child = extractor._child
    assert child is not None
    return child


def test_pages_come_one_by_one_as_printed(tmp_path: Path, extractor: PdfExtractor) -> None:
    text = extractor.extract(pdf(tmp_path / "a.pdf", "First page", "Second\npage"))
    assert [page.split() for page in text.pages] == [["First", "page"], ["Second", "page"]]


def test_a_file_that_wants_no_password_to_open_is_read_though_encrypted(
    tmp_path: Path, extractor: PdfExtractor
) -> None:
    assert "Open" in extractor.extract(pdf(tmp_path / "a.pdf", "Open", password="")).full


def test_what_cannot_be_read_has_its_own_code(tmp_path: Path, extractor: PdfExtractor) -> None:
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    (tmp_path / "empty.pdf").write_bytes(b"")
    assert code_of(extractor, tmp_path / "damaged.pdf") == "damaged"
    assert code_of(extractor, tmp_path / "empty.pdf") == "empty"
    assert code_of(extractor, tmp_path / "missing.pdf") == "missing"
    assert code_of(extractor, pdf(tmp_path / "locked.pdf", "x", password="secret")) == "encrypted"


def test_pages_without_text_are_a_scan_when_they_hold_a_picture(
    tmp_path: Path, extractor: PdfExtractor
) -> None:
    document = FPDF()
    document.add_page()
    document.image(str(PIXEL), w=100)
    document.output(str(tmp_path / "scan.pdf"))
    assert code_of(extractor, tmp_path / "scan.pdf") == "scan"
    assert code_of(extractor, pdf(tmp_path / "blank.pdf", "")) == "empty"


def test_pages_characters_and_bytes_are_limited(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", "one", "two", "three")
    for limits, code in (
        (replace(DEFAULT_LIMITS, pages=2), "too_many_pages"),
        (replace(DEFAULT_LIMITS, characters=5), "too_long"),
        (replace(DEFAULT_LIMITS, file_bytes=100), "too_large"),
    ):
        with PdfExtractor(limits) as extractor:
            assert code_of(extractor, path) == code


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_is_read(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", "words")
    with PdfExtractor(replace(DEFAULT_LIMITS, seconds=0.5)) as extractor:
        extractor.extract(path)
        child_of(extractor).send_signal(signal.SIGSTOP)
        assert code_of(extractor, path) == "too_slow"
        assert "words" in extractor.extract(path).full


def test_a_file_that_unpacks_without_end_hits_the_memory_limit_and_the_next_one_is_read(
    tmp_path: Path,
) -> None:
    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(pdf_of_one_stream(zlib.compress(bytes(600 * MEBIBYTE), 1)))
    with PdfExtractor(replace(DEFAULT_LIMITS, memory_bytes=400 * MEBIBYTE)) as extractor:
        assert code_of(extractor, bomb) in {"out_of_memory", "crashed", "damaged", "empty"}
        assert "words" in extractor.extract(pdf(tmp_path / "a.pdf", "words")).full


def test_a_reader_that_cannot_start_says_so_and_blames_no_file(tmp_path: Path) -> None:
    with PdfExtractor(replace(DEFAULT_LIMITS, memory_bytes=8 * MEBIBYTE)) as extractor:
        assert code_of(extractor, pdf(tmp_path / "a.pdf", "words")) == "not_started"


def test_a_child_that_crashed_is_replaced(tmp_path: Path, extractor: PdfExtractor) -> None:
    path = pdf(tmp_path / "a.pdf", "words")
    extractor.extract(path)
    child_of(extractor).kill()
    child_of(extractor).wait()
    assert "words" in extractor.extract(path).full


def test_one_child_serves_many_files(tmp_path: Path, extractor: PdfExtractor) -> None:
    path = pdf(tmp_path / "a.pdf", "words")
    extractor.extract(path)
    first = child_of(extractor).pid
    extractor.extract(path)
    assert child_of(extractor).pid == first


def test_the_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", "words")
    script = (
        "import sys, time; from pathlib import Path\n"
        "from search.letters.extraction import PdfExtractor\n"
        "extractor = PdfExtractor(); extractor.extract(Path(sys.argv[1]))\n"
        "print(extractor._child.pid, flush=True); time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    assert parent.stdout is not None
    with parent.stdout:
        child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    assert ends(child, within=10)


def ends(process: int, within: float) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.05)
    os.kill(process, signal.SIGKILL)
    return False
