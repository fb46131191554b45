"""A letter depends on its seed, its place and the layout asked for, and on nothing else."""

import hashlib
import json
import os
import subprocess
import sys

import pytest

from search.generator import LAYOUTS, as_pdf, make_letters
from tests.generator.letters import letters_of, mixed_letters

DIGEST = """
import hashlib, json
from search.generator import as_pdf, make_letters
digest = hashlib.sha256()
for letter in make_letters(12, 5):
    digest.update(letter.text.encode() + json.dumps(letter.label).encode() + as_pdf(letter))
print(digest.hexdigest())
"""


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_another_process_makes_the_same_letters(hash_seed: str) -> None:
    digest = hashlib.sha256()
    for letter in make_letters(12, 5):
        digest.update(letter.text.encode() + json.dumps(letter.label).encode() + as_pdf(letter))
    other = subprocess.run(
        [sys.executable, "-c", DIGEST],
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == digest.hexdigest()


def test_more_letters_begin_with_the_same_ones() -> None:
    assert list(make_letters(30, 9))[:10] == list(make_letters(10, 9))


def test_letters_from_a_later_place_on_are_the_same_ones() -> None:
    assert list(make_letters(30, 9))[20:] == list(make_letters(10, 9, first=20))


def test_another_seed_makes_other_letters() -> None:
    ours, theirs = (
        {letter.text for letter in make_letters(50, 1)},
        {letter.text for letter in make_letters(50, 2)},
    )
    assert not ours & theirs


def test_no_two_letters_have_the_same_name_or_text() -> None:
    letters = mixed_letters()
    assert len({letter.file_stem for letter in letters}) == len(letters)
    assert len({letter.text for letter in letters}) == len(letters)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_all_letters_have_the_layout_asked_for(layout: str) -> None:
    assert {letter.layout for letter in letters_of(layout)} == {layout}


def test_mixed_letters_hold_every_layout() -> None:
    assert {letter.layout for letter in mixed_letters()} == set(LAYOUTS)


def test_an_unknown_layout_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="choose one of A, B, C, D, E or mixed"):
        make_letters(1, 1, "F")


def test_text_holds_no_trace_of_templates_or_markup() -> None:
    left = set("{}[]|<>\0")
    for letter in mixed_letters():
        assert not left & set(letter.text)
        assert letter.text.isprintable() or set(letter.text) - {"\n", "\f"} <= set(map(chr, range(32, 256)))
