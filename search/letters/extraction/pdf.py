"""PDF to text in a child process of its own, so that a hostile file can only bring down that child."""

import contextlib
import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from search.letters.extraction.limits import DEFAULT_LIMITS, Limits
from search.letters.extraction.ocr import OcrLimits, recognise
from search.letters.extraction.refusals import REFUSALS, refusal
from search.letters.extraction.text import LetterText, UnreadableFile

CHILD_SCRIPT: Final = Path(__file__).with_name("pdf_child.py")
READ_BYTES: Final = 1 << 16
# The child escapes a character as at most 12 bytes of JSON; what is longer is not an answer.
BYTES_A_CHARACTER: Final = 12
# Interpreter and pdfium are loaded on the first file, which must not count against that file.
START_SECONDS: Final = 20.0


# What pdf_child.py understands.
Request = dict[str, str | int]


class _SilentChildError(Exception):
    """The child ended, or did not answer in time."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PdfExtractor:
    """Reads PDFs one after another in one child process; use it as a context manager.

    Not thread-safe: give each thread or worker process its own. Make it after a fork, not before.
    The child ends with `close()`, and by itself when this process dies. With limits for `ocr`, the text of
    scans is recognised; without, they are refused.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS, ocr: OcrLimits | None = None) -> None:
        self.limits = limits
        self.ocr = ocr
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child; the extractor may be used again and then starts a new one."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()

    def extract(self, path: Path) -> LetterText:
        """Text of the PDF at `path`, marked `by_ocr` where it was recognised in a scan.

        Raises UnreadableFile with a code of `refusals.REFUSALS`; after a crash, a timeout or too much memory
        the next call starts a new child.
        """
        self._check_file(path)
        try:
            return LetterText.from_pages(self._pages(path))
        except UnreadableFile as refused:
            if refused.code != "scan" or self.ocr is None:
                raise
        return LetterText.from_pages(self._recognised_pages(path, self.ocr), by_ocr=True)

    def _recognised_pages(self, path: Path, ocr: OcrLimits) -> tuple[str, ...]:
        with tempfile.TemporaryDirectory(prefix="letter-ocr-") as folder:
            scan, result = Path(folder, "scan.pdf"), Path(folder, "recognised.pdf")
            # Posted letters are encrypted though they open without a password; ocrmypdf refuses such files.
            self._answer({"path": os.fspath(path.absolute()), "copy_to": os.fspath(scan), "pages": ocr.pages})
            recognise(scan, result, ocr)
            try:
                return self._pages(result)
            except UnreadableFile as refused:
                raise (refusal("illegible") if refused.code == "scan" else refused) from refused

    def _pages(self, path: Path) -> tuple[str, ...]:
        request: Request = {
            "path": os.fspath(path.absolute()),
            "pages": self.limits.pages,
            "characters": self.limits.characters,
        }
        return tuple(self._answer(request)["pages"])

    def _answer(self, request: Request) -> dict[str, list[str]]:
        """The child's answer; raises UnreadableFile where it is an error, or none."""
        try:
            answer = self._ask(self._running_child(), request)
        except _SilentChildError as silence:
            self.close()
            raise refusal(silence.code) from silence
        if "error" in answer:
            code = str(answer["error"])
            raise refusal(code if code in REFUSALS else "damaged")
        return answer

    def _check_file(self, path: Path) -> None:
        try:
            size = path.stat().st_size
        except OSError as error:
            raise refusal("missing") from error
        if size == 0:
            raise refusal("empty")
        if size > self.limits.file_bytes:
            raise refusal("too_large")

    def _running_child(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        self._child = subprocess.Popen(  # noqa: S603 - our own script, no shell, no outside words
            [sys.executable, "-I", str(CHILD_SCRIPT), str(self.limits.memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        try:
            self._read_line(self._child, START_SECONDS, READ_BYTES)
        except _SilentChildError as silence:
            raise _SilentChildError("not_started") from silence
        return self._child

    def _ask(self, child: subprocess.Popen[bytes], request: Request) -> dict[str, list[str]]:
        assert child.stdin is not None  # noqa: S101 - it was opened with a pipe
        try:
            child.stdin.write(json.dumps(request).encode() + b"\n")
        except BrokenPipeError as error:
            raise _SilentChildError("crashed") from error
        most = self.limits.characters * BYTES_A_CHARACTER + READ_BYTES
        line = self._read_line(child, self.limits.seconds, most)
        answer: dict[str, list[str]] = json.loads(line)
        return answer

    @staticmethod
    def _read_line(child: subprocess.Popen[bytes], seconds: float, most: int) -> bytes:
        assert child.stdout is not None  # noqa: S101 - it was opened with a pipe
        deadline, chunks, size = time.monotonic() + seconds, list[bytes](), 0
        with selectors.DefaultSelector() as selector:
            selector.register(child.stdout, selectors.EVENT_READ)
            while not (chunks and chunks[-1].endswith(b"\n")):
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise _SilentChildError("too_slow")
                chunks.append(os.read(child.stdout.fileno(), READ_BYTES))
                size += len(chunks[-1])
                if not chunks[-1]:
                    raise _SilentChildError("crashed")
                if size > most:
                    raise _SilentChildError("too_long")
        return b"".join(chunks)
