"""`parse_letters` prints JSON lines only, goes on after a bad file, and touches no database."""

import json
import subprocess
import sys
from pathlib import Path

from tests.letters.samples import LETTER_A, LETTER_B, issue, letter_e

ROOT = Path(__file__).parents[2]


def parse(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", "parse_letters", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_folder_gives_one_line_a_letter_in_the_order_of_names(tmp_path: Path) -> None:
    for name, letter in (("b.txt", LETTER_B), ("a.txt", LETTER_A)):
        (tmp_path / name).write_text(letter.full)
    done = parse(str(tmp_path))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["file"] for row in rows] == ["a.txt", "b.txt"]
    assert rows[0]["case_number"] == "CM13-0000001"
    assert (done.returncode, done.stderr) == (0, "")


def test_a_bad_file_is_told_on_stderr_and_by_the_exit_status_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LETTER_A.full)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 broken")
    done = parse(str(tmp_path))
    assert done.returncode == 1
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == ["a.txt"]
    assert "b.pdf: This PDF is damaged" in done.stderr


def test_spans_show_where_each_fact_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LETTER_A.full)
    row = json.loads(parse("--spans", str(path)).stdout)
    place = row["spans"]["case_number"]
    assert LETTER_A.full[place["start"] : place["end"]] == row["case_number"]
    assert row["layout"] == "A"
    assert "treatment" in row["determination_spans"][0]


def test_details_of_treatments_are_told_with_the_spans_only(tmp_path: Path) -> None:
    path = tmp_path / "e.txt"
    path.write_text(letter_e(issue("Norco 10/325 mg #60: Upheld")).full)
    (details,) = json.loads(parse("--spans", str(path)).stdout)["treatment_details"]
    assert (details["drugs"][0]["strength"], details["drugs"][0]["quantity"]) == ("10/325 mg", 60)
    assert "treatment_details" not in json.loads(parse(str(path)).stdout)


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    done = parse(str(tmp_path))
    assert done.returncode == 1
    assert "no PDF or TXT file" in done.stderr
