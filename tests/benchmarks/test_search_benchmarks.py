"""The benchmarks of searching run as they are told to, over small indexes that are removed again."""

import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.generator import make_letters
from search.index.engine import engine_errors, indexing_client
from search.letters import read_letter
from search.letters.extraction import text_from_bytes
from search.letters.facts import Determination

PROJECT = Path(__file__).resolve().parent.parent.parent
SIZE = 30


@pytest.fixture
def seed(engine: None) -> Iterator[str]:
    """A seed that nobody else has; the indexes made of it are removed."""
    ours = str(10**9 + secrets.randbelow(10**9))
    yield ours
    with engine_errors():
        for name in indexing_client().indices.get(index=f"bench-*-{ours}-*", allow_no_indices=True):
            indexing_client().indices.delete(index=name)


def run(name: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    # Not as the tests are: a benchmark makes its own settings.
    ours = ("DJANGO_SETTINGS_MODULE", "DATA_DIR", "SEARCH_ALIAS")
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    command = [sys.executable, f"benchmarks/{name}.py", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)


def decisions_of(text: str) -> tuple[Determination, ...]:
    return read_letter(text_from_bytes(text.encode())).determinations


def test_an_index_holds_as_many_decisions_as_asked_and_is_used_again(seed: str) -> None:
    first, second = (run("corpus", "--count", str(SIZE), "--seed", seed) for _ in range(2))
    assert "documents in" in first.stderr
    assert (second.stdout, second.stderr) == (first.stdout, "")
    with engine_errors():
        answer = indexing_client().search(index=first.stdout.strip(), body={"size": 100})
    references = [hit["_source"]["reference"] for hit in answer["hits"]["hits"]]
    assert len(references) == len(set(references)) == SIZE


def test_speed_is_measured_for_each_size_and_its_growth_told(seed: str) -> None:
    measured = run("search_speed", "--sizes", "20", str(SIZE), "--rounds", "2", "--seed", seed)
    lines = measured.stdout.splitlines()
    sizes = [line.split()[0] for line in lines if " determinations, 2 rounds" in line]
    assert sizes == ["20", str(SIZE)], measured.stderr
    growth = [line for line in lines if re.fullmatch(r"one word +[\d.]+ +[\d.]+ \([\d.]+\)", line)]
    assert len(growth) == 2, "one of the engine, one of the page"


def test_relevance_scores_the_remembered_letter_on_top(seed: str, shared: Path, tmp_path: Path) -> None:
    folder, questions = tmp_path / "letters", tmp_path / "questions.jsonl"
    folder.mkdir()
    text = next(made.text for made in make_letters(50, 11) if len(decisions_of(made.text)) == 1)
    remembered = re.sub(r"year[- ]old", "year old zanzibari", text)
    assert "zanzibari" in remembered
    (folder / "remembered.txt").write_text(remembered, encoding="utf-8")
    row = {"id": "one", "kind": "known-item", "q": "zanzibari", "relevant": {"remembered#1": 3}}
    questions.write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "score_questions.py").write_bytes((shared / "score_questions.py").read_bytes())
    places = ("--letters", str(folder), "--questions", str(questions))
    scored = run("relevance", *places, "--made-up", str(SIZE), "--seed", seed)
    assert scored.returncode == 0, scored.stderr
    assert re.search(r"^known-item +1 +1\.000 +1\.000 +- ", scored.stdout, re.MULTILINE), scored.stdout


def test_relevance_without_letters_says_so(tmp_path: Path) -> None:
    refused = run("relevance", "--letters", str(tmp_path / "nowhere"))
    assert refused.returncode == 2
    assert "nowhere; name the folder" in refused.stderr
