"""Text recognition of scans by the command line tool ocrmypdf, where it is installed and switched on."""

import os
import resource
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from search.letters.extraction.limits import MEBIBYTE
from search.letters.extraction.refusals import refusal

PROGRAM: Final = "ocrmypdf"
# Exit status of ocrmypdf where tesseract, ghostscript or a language is not installed.
MISSING_DEPENDENCY: Final = 3
MESSAGES_KEPT: Final = 2_000


@dataclass(frozen=True, slots=True)
class OcrLimits:
    """Most pages of a scan, seconds for all of them, and bytes of memory of each process at work.

    A page takes some 2 seconds of one core; the seconds stay below a task's time limit.
    """

    pages: int = 30
    seconds: float = 150.0
    memory_bytes: int = 2048 * MEBIBYTE


class OcrMessages(Exception):
    """What ocrmypdf printed when it failed; the cause of the refusal that staff read."""


def recognise(scan: Path, result: Path, limits: OcrLimits) -> None:
    """Write the unencrypted PDF `scan` with a layer of recognised text to `result`, in the same folder.

    Raises UnreadableFile with code ocr_missing, ocr_too_slow or ocr_failed.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise refusal("ocr_missing")
    messages = result.with_suffix(".messages")
    with messages.open("wb") as errors:
        child = subprocess.Popen(  # noqa: S603 - fixed options, our own file names, no shell
            [program, *_options(limits), os.fspath(scan), os.fspath(result)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            # One thread, and temporary files in the folder that the caller deletes, also after a kill.
            env=os.environ | {"OMP_THREAD_LIMIT": "1", "TMPDIR": os.fspath(result.parent)},
            start_new_session=True,
        )
        status = _status(child, limits)
    if status:
        code = "ocr_missing" if status == MISSING_DEPENDENCY else "ocr_failed"
        words = messages.read_text(encoding="utf-8", errors="replace")[-MESSAGES_KEPT:]
        raise refusal(code) from OcrMessages(f"ocrmypdf ended with {status}: {words}")


def _options(limits: OcrLimits) -> list[str]:
    """Options for text alone: the PDF is thrown away, so nothing is spent on its size or archival form."""
    return [
        "--quiet",
        *("--jobs", "1"),
        *("--language", "eng"),
        *("--output-type", "pdf"),
        *("--optimize", "0"),
        "--rotate-pages",
        # A page may hold blanks as text, or a signature: neither is to keep it from being read.
        "--force-ocr",
        # By default a slow page is left without text; our own limit refuses the whole file instead.
        *("--tesseract-timeout", str(2 * limits.seconds)),
    ]


def _status(child: "subprocess.Popen[bytes]", limits: OcrLimits) -> int:
    """Exit status of the child, which ends with all that it started, whatever happens here."""
    try:
        resource.prlimit(child.pid, resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
        return child.wait(limits.seconds)
    except subprocess.TimeoutExpired as late:
        _end(child)
        raise refusal("ocr_too_slow") from late
    except BaseException:
        _end(child)
        raise


def _end(child: "subprocess.Popen[bytes]") -> None:
    # The child leads a process group of its own, so that tesseract and ghostscript end with it.
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
