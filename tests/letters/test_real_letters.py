"""The labelled letters beside the checkout are read as their labels say."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from search.letters import LetterFacts
from search.letters.bulk import letter_files, read_files
from search.letters.labels import to_label

# The bar of the reader, by the name of the field in the scorer's table.
LEAST = {
    "case_number": 0.995, "priority": 0.995, "assigned_on": 0.995, "injured_on": 0.995, "decided_on": 0.995,
    "ur_denied_on": 0.995, "received_on": 0.995, "reviewer.states": 0.995, "reviewer.specialties": 0.995,
    "claimant.age": 0.995, "claimant.sex": 0.995, "number of determinations": 0.995, "outcome": 0.995,
    "treatment": 0.99, "requested": 0.99, "category": 0.95, "whole letter right": 0.90,
    "claims_administrator_guidelines": 0.98, "reviewer_guidelines": 0.98, "drugs": 0.97, "body_regions": 0.95,
}  # fmt: skip


@pytest.fixture(scope="module")
def read(shared: Path) -> dict[str, LetterFacts]:
    results = list(read_files(letter_files([shared / "letters"]), processes=1))
    assert [result.problem for result in results if result.facts is None] == []
    return {result.path.name: result.facts for result in results if result.facts is not None}


def test_every_field_reaches_its_bar(read: dict[str, LetterFacts], shared: Path, tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("\n".join(json.dumps(to_label(facts, name)) for name, facts in read.items()))
    scorer = [sys.executable, str(shared / "score_labels.py"), str(predicted)]
    done = subprocess.run(
        [*scorer, str(shared / "letters" / "labels.jsonl")], capture_output=True, text=True, check=True
    )
    rows = [line.rsplit(maxsplit=3) for line in done.stdout.splitlines()]
    scores = {row[0].strip(): float(row[-1]) for row in rows if row[-1] not in {"share", "F1"}}
    assert {name: scores[name] for name, least in LEAST.items() if scores[name] < least} == {}


def test_every_real_letter_has_a_layout_and_determinations(read: dict[str, LetterFacts]) -> None:
    assert {facts.layout for facts in read.values()} == {"D", "D'", "E"}
    assert all(facts.determinations for facts in read.values())


def test_every_rationale_ends_with_a_sentence_and_not_with_the_next_heading(
    read: dict[str, LetterFacts],
) -> None:
    rationales = [item.rationale for facts in read.values() for item in facts.determinations]
    assert all("MAXIMUS guideline:" not in rationale for rationale in rationales)
    assert sum(rationale.endswith((".", '."', ".)")) for rationale in rationales) >= 0.97 * len(rationales)
