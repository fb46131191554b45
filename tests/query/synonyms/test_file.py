"""The file of synonyms is in order, and says what is wrong where it is not."""

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from search.letters.vocabulary import lines_of
from search.query.question_words import is_question_word
from search.query.stemming import pieces
from search.query.synonyms import concepts
from search.query.synonyms.drug_names import DrugNames
from search.query.synonyms.lines import Line, SynonymMistake, read
from search.query.synonyms.table import FILE_NAME, key_of, table_of

LINES = read(lines_of(FILE_NAME, "search.query.synonyms"))
NO_DRUGS = DrugNames({}, {}, {}, {})
SAID = [line for line in LINES if not line.barred]


def twice(keys: Iterable[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]


def test_no_entry_stands_twice_in_one_direction() -> None:
    assert twice(key_of(finder) for line in SAID if len(line.finders) > 1 for finder in line.finders) == []
    assert twice(key_of(line.finders[0]) for line in SAID if len(line.finders) == 1) == []


def test_entries_are_small_words_with_single_spaces_that_say_something() -> None:
    terms = {term for line in SAID for term in (*line.finders, *line.found)}
    assert [term for term in terms if term != " ".join(term.lower().split())] == []
    assert [term for term in terms if len(key_of(term)) < 2] == []
    assert [term for term in terms if len(pieces(term)) == 1 and is_question_word(term)] == []


def test_each_entry_is_one_concept_and_finds_what_the_stemmer_does_not() -> None:
    found = {finder: concepts(finder.split()) for line in SAID for finder in line.finders}
    assert [finder for finder, parted in found.items() if len(parted) > 1] == []
    assert [finder for finder, parted in found.items() if not parted[0].others] == []


def test_one_way_is_one_way() -> None:
    made = table_of(read(["aaa => bbb, ccc", "ddd = eee"]), NO_DRUGS).entries
    assert made["aaa"].alternatives == ("bbb", "ccc")
    assert made["ddd"].alternatives == ("eee",)
    assert made["eee"].alternatives == ("ddd",)
    assert set(made) == {"aaa", "ddd", "eee"}


def test_a_barred_name_neither_finds_nor_is_found() -> None:
    generics: dict[str, tuple[str, ...]] = {"align": ("probiotics",), "florastor": ("probiotics",)}
    drugs = DrugNames(generics, {"probiotics": ("align", "florastor")}, {}, generics)
    made = table_of(read(["! align"]), drugs).entries
    assert "align" not in made
    assert made["probiotics"].alternatives == ("florastor",)


@pytest.mark.parametrize(
    "entry",
    ["alone", "a =", "= a", "a => ", "=> a", "a => b => c", "a = b => c", "a = b, c", "! ", "a => b,, c"],
)
def test_a_line_that_cannot_be_understood_is_named(entry: str) -> None:
    with pytest.raises(SynonymMistake, match=re.escape(entry.strip())):
        read([entry])


def test_what_stands_behind_a_number_sign_is_a_note() -> None:
    assert read(["aa = bb # as = in all"]) == [Line(("aa", "bb"), ("aa", "bb"))]
