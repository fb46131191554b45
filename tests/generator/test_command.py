"""`make_letters` writes letters and their truth, and overwrites nothing."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from search.generator import make_letters


def _labels(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("form", ["txt", "pdf"])
def test_it_writes_each_letter_and_its_label(tmp_path: Path, form: str) -> None:
    call_command("make_letters", tmp_path / "out", count=7, seed=3, format=form, verbosity=0)
    files = {path.name for path in (tmp_path / "out").iterdir()} - {"labels.jsonl"}
    assert files == {label["file"] for label in _labels(tmp_path / "out")}
    assert files == {f"{letter.file_stem}.{form}" for letter in make_letters(7, 3)}


def test_text_files_hold_the_letters_text(tmp_path: Path) -> None:
    call_command("make_letters", tmp_path / "out", count=2, seed=3, layout="D")
    for letter in make_letters(2, 3, "D"):
        assert (tmp_path / "out" / f"{letter.file_stem}.txt").read_bytes().decode() == letter.text


def test_it_says_where_the_letters_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_letters", tmp_path / "out", count=2)
    assert "2 letters" in capsys.readouterr().out


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    with pytest.raises(CommandError, match="is not empty; name an empty folder"):
        call_command("make_letters", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="is a file; name a folder"):
        call_command("make_letters", tmp_path / "file")


def test_no_letters_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="at least 1"):
        call_command("make_letters", tmp_path / "out", count=0)
