"""Look for bytes that bring the reader of letters down.

use: python -m tests.fuzz.fuzz_reader [-runs=N] [-max_total_time=SECONDS] [FOLDER] [any option of libFuzzer]

Made-up letters of every layout are the seeds. New inputs that reach new code are kept in FOLDER, where one
is given, and are the seeds of the next run too. An input that breaks an invariant, or takes longer than
SECONDS_AN_INPUT, is written to the current folder (or to that of -artifact_prefix=) and ends the run with
a status other than 0; name that file in place of FOLDER to read it again.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from search.generator import LAYOUTS, make_letters

SEEDS_A_LAYOUT: Final = 4
GENERATOR_SEED: Final = 4
SECONDS_AN_INPUT: Final = 10
PROJECT: Final = Path(__file__).resolve().parents[2]


def main(options: Sequence[str]) -> int:
    """Fuzz with libFuzzer's options; returns its exit status, 0 where nothing was found."""
    with tempfile.TemporaryDirectory(prefix="letter-seeds-") as folder:
        write_seeds(Path(folder))
        # libFuzzer keeps what it finds in the first folder, so that the seeds come last.
        command = [sys.executable, "-m", "tests.fuzz.reader_target", f"-timeout={SECONDS_AN_INPUT}", *options]
        return subprocess.run([*command, *_seeds(options, folder)], cwd=PROJECT, check=False).returncode


def write_seeds(folder: Path) -> None:
    """Write some made-up letters of each layout as text files."""
    for layout in LAYOUTS:
        for place, letter in enumerate(make_letters(SEEDS_A_LAYOUT, GENERATOR_SEED, layout)):
            (folder / f"{layout}-{place}").write_bytes(letter.text.encode())


def _seeds(options: Sequence[str], folder: str) -> list[str]:
    """The folder of seeds, except where single inputs are to be read again."""
    return [] if any(Path(option).is_file() for option in options) else [folder]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
