"""How long a letter takes from PDF to text and from text to facts, in one run on one core.

use: python -m benchmarks.parse_speed FOLDER [--rounds N] [--megabytes N]

Prints median and 95th percentile milliseconds a letter for both steps, their ratio, and seconds for one text
of `--megabytes` and for a quarter of it, whose ratio is 4 where reading is linear.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from search.letters import LetterText, read_letter
from search.letters.bulk import letter_files, text_of_file
from search.letters.extraction import PdfExtractor


def milliseconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def measure(folder: Path, rounds: int) -> tuple[list[float], list[float], list[LetterText]]:
    """Milliseconds of extraction and of reading, the least of `rounds` runs for each PDF, and the texts."""
    extraction, reading, texts = [], [], []
    with PdfExtractor() as extractor:
        for path in letter_files([folder]):
            if path.suffix.lower() != ".pdf":
                continue
            text = text_of_file(path, extractor)
            extraction.append(min(milliseconds(lambda: text_of_file(path, extractor)) for _ in range(rounds)))  # noqa: B023
            reading.append(min(milliseconds(lambda: read_letter(text)) for _ in range(rounds)))  # noqa: B023
            texts.append(text)
    return extraction, reading, texts


def row(name: str, values: list[float]) -> str:
    """Median and 95th percentile of one step."""
    slow = sorted(values)[len(values) * 95 // 100]
    return f"{name:12} median {statistics.median(values):6.2f} ms   p95 {slow:6.2f} ms"


def long_text(texts: list[LetterText], characters: int) -> LetterText:
    """One text of many letters, the issues of all of them behind the first one's heading."""
    whole = "\n".join(text.full for text in texts)
    return LetterText.from_full((whole * (characters // len(whole) + 1))[:characters])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--megabytes", type=int, default=10)
    options = parser.parse_args()
    extraction, reading, texts = measure(options.folder, options.rounds)
    if not texts:
        parser.error(f"there is no PDF in {options.folder}; name a folder of letters")
    print(f"{len(texts)} letters, least of {options.rounds} runs each")
    print(row("extraction", extraction))
    print(row("reading", reading))
    print(f"reading / extraction {statistics.median(reading) / statistics.median(extraction):.2f}")
    quarter, whole = (
        milliseconds(lambda: read_letter(long_text(texts, size)))  # noqa: B023
        for size in (options.megabytes * 250_000, options.megabytes * 1_000_000)
    )
    print(f"{options.megabytes} MB in {whole / 1000:.1f} s, a quarter of it in {quarter / 1000:.1f} s")


if __name__ == "__main__":
    main()
