"""Reading many files at once, each worker process with an extractor of its own."""

import itertools
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from search.letters.extraction import LetterText, PdfExtractor, UnreadableFile, detect_kind, text_from_bytes
from search.letters.extraction.refusals import refusal
from search.letters.facts import LetterFacts
from search.letters.reading import read_letter

SUFFIXES: Final = frozenset({".pdf", ".txt"})
HEAD_BYTES: Final = 1024
# Enough in the queue to keep each process busy, few enough that memory stays flat over millions of files.
WAITING_PER_PROCESS: Final = 8


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What became of one file: `facts`, or the sentence that says why there are none."""

    path: Path
    facts: LetterFacts | None
    problem: str | None


def letter_files(paths: Iterable[Path]) -> list[Path]:
    """Files as given, and the PDF and TXT files under folders, in the order of their names."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            under = (
                child for child in path.rglob("*") if child.suffix.lower() in SUFFIXES and child.is_file()
            )
            files.extend(sorted(under))
        else:
            files.append(path)
    return files


def text_of_file(path: Path, extractor: PdfExtractor) -> LetterText:
    """Text of a PDF or plain text file; raises UnreadableFile."""
    try:
        with path.open("rb") as file:
            kind = detect_kind(file.read(HEAD_BYTES))
            if kind == "pdf":
                return extractor.extract(path)
            file.seek(0)
            return text_from_bytes(file.read(extractor.limits.file_bytes + 1), extractor.limits)
    except OSError as error:
        raise refusal("missing") from error


def read_files(files: list[Path], processes: int) -> Iterator[ReadFile]:
    """Read files in their order; with more than one process, in parallel."""
    if processes < 2 or len(files) < 2:
        with PdfExtractor() as extractor:
            for path in files:
                yield _read_file(path, extractor)
        return
    with ProcessPoolExecutor(processes, initializer=_start_worker) as pool:
        yield from _in_order(pool, iter(files), processes * WAITING_PER_PROCESS)


def _in_order(pool: ProcessPoolExecutor, files: Iterator[Path], waiting: int) -> Iterator[ReadFile]:
    queue: list[Future[ReadFile]] = [pool.submit(_work, path) for path in itertools.islice(files, waiting)]
    while queue:
        yield queue.pop(0).result()
        queue.extend(pool.submit(_work, path) for path in itertools.islice(files, 1))


def _read_file(path: Path, extractor: PdfExtractor) -> ReadFile:
    try:
        facts = read_letter(text_of_file(path, extractor))
    except UnreadableFile as error:
        return ReadFile(path, None, str(error))
    return ReadFile(path, facts, None)


_worker_extractor: PdfExtractor | None = None


def _start_worker() -> None:
    global _worker_extractor  # noqa: PLW0603 - a pool hands its workers no other place to keep something
    _worker_extractor = PdfExtractor()


def _work(path: Path) -> ReadFile:
    if _worker_extractor is None:
        raise RuntimeError("The pool's initializer did not run; start workers with _start_worker.")
    return _read_file(path, _worker_extractor)
