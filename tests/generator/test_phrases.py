"""Templates: slots, alternatives and numbers; broken ones are refused when they are read."""

import pytest

from search.generator.phrases import Phrasebook, TemplateError, sentence_case
from tests.generator.letters import chance


def _written(template: str, **facts: str) -> set[str]:
    write = Phrasebook({"part": ["hand", "wrist"]}).compile(template)
    return {write(chance(seed), facts) for seed in range(60)}


def test_facts_fill_slots() -> None:
    assert _written("MRI of the {place}", place="knee") == {"MRI of the knee"}


def test_entries_of_the_book_fill_slots() -> None:
    assert _written("left {part}") == {"left hand", "left wrist"}


def test_alternatives_nest_and_may_be_empty() -> None:
    assert _written("a[ b| [c|d]|]") == {"a b", "a c", "a d", "a"}


def test_ranges_hold_both_ends() -> None:
    assert _written("{2..4}") == {"2", "3", "4"}


@pytest.mark.parametrize("template", ["an [open one", "a closed] one", "one | bar"])
def test_broken_templates_are_named(template: str) -> None:
    with pytest.raises(TemplateError, match="in: "):
        Phrasebook({"broken": [template]})


def test_an_entry_that_names_itself_is_refused() -> None:
    with pytest.raises(TemplateError, match="age"):
        Phrasebook({"age": ["{age} years"]})


def test_several_sentences_are_different_ones() -> None:
    book = Phrasebook({"one": ["a", "b", "c"]})
    assert sorted(book.write_several("one", 9, chance(1), {})) == ["a", "b", "c"]


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert sentence_case("the MTUS says") == "The MTUS says"
