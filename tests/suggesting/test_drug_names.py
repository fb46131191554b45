"""Generic names, brands, and ways to write them."""

from search.suggesting.drug_names import DrugName, drug_names


def named(typed: str) -> DrugName:
    (found,) = [name for name in drug_names() if name.typed == typed]
    return found


def test_a_brand_is_shown_with_what_it_holds_strongest_first() -> None:
    assert named("norco").text == "Norco (hydrocodone, acetaminophen)"
    assert named("neurontin").text == "Neurontin (gabapentin)"
    assert named("vicodin es").text == "Vicodin ES (hydrocodone, acetaminophen)"


def test_a_generic_name_is_shown_alone_and_knows_its_misspellings() -> None:
    acetaminophen = named("acetaminophen")
    assert acetaminophen.text == "Acetaminophen"
    assert "acetominophen" in acetaminophen.spellings
    assert "acetominophen" not in {name.typed for name in drug_names()}


def test_no_name_is_offered_twice() -> None:
    typed = [name.typed for name in drug_names()]
    assert len(typed) == len(set(typed))
