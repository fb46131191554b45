"""`field:value`, and what readers type for the values."""

from datetime import date

import pytest

from search.letters.reasons import REASONS
from search.letters.vocabulary import rows_of
from search.query.syntax import parse
from search.query.syntax.fields import fields
from search.query.tree import AllOf, AnyOf, Decided, Has, Node, Not, Phrase, Prefix, Within, Word


def root(typed: str) -> Node:
    found = parse(typed).root
    assert found is not None
    return found


@pytest.mark.parametrize("field", ["treatment", "guideline", "section", "specialty"])
def test_fields_of_words_take_a_word_a_phrase_and_a_prefix(field: str) -> None:
    assert root(f"{field}:knee") == Within(field, Word("knee"))
    assert root(f'{field}:"knee brace"') == Within(field, Phrase("knee brace"))
    assert root(f"{field}:Arthro*") == Within(field, Prefix("arthro"))


def test_a_field_stands_for_each_thing_in_its_parentheses() -> None:
    within = [Within("treatment", term) for term in (Word("mri"), Phrase("ct scan"), Word("knee"))]
    assert root('treatment:((mri OR "ct scan") -knee)') == AllOf(
        (AnyOf((within[0], within[1])), Not(within[2]))
    )


def test_a_field_reaches_no_further_than_its_value() -> None:
    assert root("treatment:knee brace") == AllOf((Within("treatment", Word("knee")), Word("brace")))


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("outcome:upheld", "outcome", "upheld"),
        ("outcome:Denied", "outcome", "upheld"),
        ("OUTCOME:overturned", "outcome", "overturned"),
        ("outcome:approved", "outcome", "overturned"),
        ('outcome:"Denial upheld"', "outcome", "upheld"),
        ("outcome:over*", "outcome", "overturned"),
        ("reason:no_red_flags", "reason", "no_red_flags"),
        ('reason:"red flags"', "reason", "no_red_flags"),
        ("reason:weaning", "reason", "weaning_advised"),
        ("region:neck", "region", "neck"),
        ("region:cervical", "region", "neck"),
        ("region:C-Spine", "region", "neck"),
        ("region:lumbar", "region", "low back"),
        ("region:hand", "region", "wrist/hand"),
        ("drug:gabapentin", "drug", "gabapentin"),
        ("drug:Neurontin", "drug", "gabapentin"),
        ("drugs:neuronti*", "drug", "gabapentin"),
    ],
)
def test_a_closed_list_knows_what_readers_type(typed: str, name: str, value: str) -> None:
    assert root(typed) == Has(name, value)


def test_a_brand_of_several_drugs_is_all_of_them() -> None:
    norco = root("drug:norco")
    assert isinstance(norco, AllOf)
    assert set(norco.nodes) == {Has("drug", "hydrocodone"), Has("drug", "acetaminophen")}


def test_each_value_is_found_by_its_own_name() -> None:
    names = {
        "drug": [name for name, _, _ in rows_of("drugs.tsv", 3)],
        "region": [name for name, _ in rows_of("body_regions.tsv", 2) if name != "-"],
        "reason": [*REASONS],
    }
    for field, values in names.items():
        for value in values:
            assert root(f'{field}:"{value}"') == Has(field, value)


def test_each_reason_is_found_by_its_words() -> None:
    for key, label in REASONS.items():
        assert root(f'reason:"{label}"') == Has("reason", key)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("decided:2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("decided:2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("decided:2016-12-09", date(2016, 12, 9), date(2016, 12, 9)),
        ("decided:2016-12..2017-02", date(2016, 12, 1), date(2017, 2, 28)),
        ("decided:2016..", date(2016, 1, 1), None),
        ("decided:..2017-02-15", None, date(2017, 2, 15)),
        ("decided:2016…2017", date(2016, 1, 1), date(2017, 12, 31)),
        ("decided:2016–12", date(2016, 12, 1), date(2016, 12, 31)),
        ("year:2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("year:2015..2017", date(2015, 1, 1), date(2017, 12, 31)),
        ('year:"2016"', date(2016, 1, 1), date(2016, 12, 31)),
    ],
)
def test_dates_and_their_ranges_hold_both_ends(typed: str, first: date | None, last: date | None) -> None:
    assert root(typed) == Decided(first, last)


def test_dates_can_stand_in_parentheses() -> None:
    assert root("year:(2015 OR 2017..)") == AnyOf((
        Decided(date(2015, 1, 1), date(2015, 12, 31)),
        Decided(date(2017, 1, 1), None),
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "beginning"),
    [("case:CM16*", "CM16"), ("cm16*", "CM16"), ("case:cm16-02*", "CM16-02"), ("CM1602*", "CM16-02")],
)
def test_a_case_number_can_be_begun(typed: str, beginning: str) -> None:
    assert root(typed) == Within("case", Prefix(beginning))


def test_fields_have_other_names_which_mean_one_field_each() -> None:
    typed = [name for field in fields().values() for name in (field.name, *field.aliases)]
    assert len(typed) == len(set(typed))
    assert root("treatments:knee medications:soma") == root("treatment:knee drug:carisoprodol")
