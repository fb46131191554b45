"""The fuzzer runs for a moment with every test run, and its invariants can fail."""

import importlib.util
import itertools
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from search.generator import LAYOUTS, make_letters
from search.letters import LetterFacts, LetterText, Span
from tests.fuzz import invariants
from tests.fuzz.fuzz_reader import PROJECT, write_seeds
from tests.fuzz.invariants import examine
from tests.letters import test_reading_properties

RUNS = 1_000
needs_fuzzer = pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris has no wheel for this machine or Python."
)
LETTER = next(iter(make_letters(1, seed=4, layout="E"))).text.encode()


def fuzz(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "tests.fuzz.fuzz_reader", f"-artifact_prefix={folder}/", *options],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@needs_fuzzer
def test_the_reader_withstands_a_short_run(tmp_path: Path) -> None:
    run = fuzz(tmp_path, f"-runs={RUNS}", "-seed=1")
    assert run.returncode == 0, run.stderr[-3000:]
    assert f"Done {RUNS} runs" in run.stderr
    assert not list(tmp_path.iterdir())


@needs_fuzzer
def test_what_reaches_new_code_is_kept_in_a_folder_that_is_named(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    assert fuzz(tmp_path, "-runs=100", "-seed=1", str(kept)).returncode == 0
    assert list(kept.iterdir())


@needs_fuzzer
def test_one_input_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(LETTER)
    run = fuzz(tmp_path, str(path))
    assert run.returncode == 0
    assert f"Executed {path}" in run.stderr


def test_every_layout_gives_seeds(tmp_path: Path) -> None:
    write_seeds(tmp_path)
    assert {path.name.partition("-")[0] for path in tmp_path.iterdir()} == set(LAYOUTS)


@pytest.mark.parametrize("data", [LETTER, b"", b"\0\1\2", b"\xff\xfe\0", LETTER[:500], LETTER.upper()])
def test_whole_broken_and_refused_bytes_keep_the_invariants(data: bytes) -> None:
    examine(data)


def wrong_span(_: LetterText) -> LetterFacts:
    return LetterFacts(layout="E", spans={"case_summary": Span(page=1, start=0, end=10**6)})


def another_each_time() -> Callable[[LetterText], LetterFacts]:
    summaries = itertools.count()
    return lambda _: LetterFacts(layout="E", case_summary=str(next(summaries)))


def test_a_place_outside_the_text_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_reading_properties, "read_letter", wrong_span)
    with pytest.raises(AssertionError):
        examine(LETTER)


def test_other_facts_at_the_second_reading_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invariants, "read_letter", another_each_time())
    with pytest.raises(AssertionError):
        examine(LETTER)
