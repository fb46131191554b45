"""Which other words a typed word stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.stemming import stems
from search.query.synonyms import ALTERNATIVES_LIMIT, Concept, concepts


def others(typed: str) -> list[str]:
    """What the typed words as one concept stand for."""
    found = concepts(typed.split())
    assert len(found) == 1, f"{typed!r} is more than one concept: {found}"
    return [other.text for other in found[0].others]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("neck", "cervical"),
        ("cervical", "neck"),
        ("low back", "lumbar"),
        ("lumbar", "low back"),
        ("nurse visits", "home health"),
        ("ice machine", "cold therapy"),
        ("ice machine", "cold compression"),
        ("ice machine", "cryotherapy"),
        ("nerve test", "emg"),
        ("pain doctor", "pain management"),
        ("sleeping pill", "hypnotic"),
        ("water therapy", "aquatic therapy"),
        ("talk therapy", "psychotherapy"),
        ("talk therapy", "cbt"),
        ("heartburn", "gerd"),
        ("acid reflux", "gerd"),
        ("shot", "injection"),
        ("er doctor", "emergency medicine"),
        ("esi", "epidural"),
        ("tfesi", "transforaminal epidural"),
        ("mbb", "medial branch block"),
        ("rfa", "radiofrequency"),
        ("pt", "physical therapy"),
        ("physical therapy", "pt"),
        ("ot", "occupational therapy"),
        ("pt/ptt", "prothrombin time"),
        ("pt/ot", "occupational therapy"),
        ("cbt", "cognitive behavioral"),
        ("frp", "functional restoration"),
        ("help program", "functional restoration"),
        ("tens", "transcutaneous electrical nerve stimulation"),
        ("if unit", "interferential"),
        ("emg/ncs", "nerve conduction"),
        ("mri", "magnetic resonance imaging"),
        ("ct", "computed tomography"),
        ("cts", "carpal tunnel"),
        ("ctr", "carpal tunnel release"),
        ("uds", "urine drug"),
        ("ua", "urinalysis"),
        ("ekg", "ecg"),
        ("ekg", "electrocardiogram"),
        ("dme", "durable medical equipment"),
        ("acdf", "anterior cervical discectomy"),
        ("tlif", "transforaminal lumbar interbody fusion"),
        ("tka", "knee arthroplasty"),
        ("rtsa", "reverse shoulder"),
        ("rsd", "crps"),
        ("scs", "spinal cord stimulator"),
        ("prp", "platelet rich plasma"),
        ("eswt", "shock-wave"),
        ("fce", "functional capacity"),
        ("qme", "qualified medical evaluator"),
        ("nsaid", "nonsteroidal"),
        ("ppi", "proton pump inhibitor"),
        ("ssri", "selective serotonin reuptake inhibitor"),
        ("pm&r", "physiatry"),
        ("rom", "range of motion"),
        ("slr", "straight leg raise"),
        ("si joint", "sacroiliac"),
        ("mtus", "medical treatment utilization schedule"),
        ("behavioural", "behavioral"),
        ("plain films", "x-ray"),
        ("hydrocodone/apap", "norco"),
        ("hydrocodone-acetaminophen", "norco"),
        ("viscosupplementation", "synvisc"),
        ("cyclobenzeprine", "cyclobenzaprine"),
    ],
)
def test_a_word_of_these_letters_stands_for_its_synonym(typed: str, meant: str) -> None:
    assert meant in others(typed)


@pytest.mark.parametrize("typed", ["c-spine", "C-Spine", "c spine", "cspine", "c-spine's", "C-SPINES"])
def test_a_hyphen_a_space_and_nothing_are_the_same(typed: str) -> None:
    assert others(typed)[:2] == ["neck", "cervical"]


@pytest.mark.parametrize("typed", ["x-ray", "xray", "x ray", "X-rays", "xrays"])
def test_a_plural_is_its_singular(typed: str) -> None:
    assert "radiograph" in others(typed)


def test_together_and_apart_find_each_other() -> None:
    assert "xray" in others("x-ray")
    assert "x-ray" in others("xray")


def test_signs_may_stand_alone_inside_an_entry_but_not_at_its_end() -> None:
    assert concepts(["pm", "&", "r"])[0].words == ("pm", "&", "r")
    assert [concept.words for concept in concepts(["pt", "&"])] == [("pt",), ("&",)]


@pytest.mark.parametrize(
    "typed",
    [
        "if",
        "it",
        "or",
        "in",
        "at",
        "help",
        "ms",
        "ra",
        "ten",
        "no",
        "mar",
        "align",
        "gaba",
        "",
        "&",
        "10/325mg",
        "and/or",
    ],
)
def test_a_plain_or_doubtful_word_stands_for_itself(typed: str) -> None:
    assert concepts([typed]) == (Concept((typed,)),)


@pytest.mark.parametrize("typed", ["or if", "i f", "m ri"])
def test_short_words_typed_apart_are_no_abbreviation(typed: str) -> None:
    assert [concept.others for concept in concepts(typed.split())] == [(), ()]


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("epidural", "back injection"),
        ("lumbar", "lesi"),
        ("emg", "nerve test"),
        ("physical therapy", "physical therapist"),
        ("corticosteroid", "cortisone"),
        ("opioid", "hydrocodone"),
        ("opioid", "painkiller"),
        ("hydrocodone", "opioid"),
        ("nsaid", "ibuprofen"),
        ("ppi", "omeprazole"),
    ],
)
def test_a_wide_word_does_not_stand_for_a_narrow_one(wide: str, narrow: str) -> None:
    assert narrow not in others(wide)


def test_the_longest_entry_wins() -> None:
    found = concepts(["before", "carpal", "tunnel", "release", "surgery"])
    assert [concept.words for concept in found] == [
        ("before",),
        ("carpal", "tunnel", "release"),
        ("surgery",),
    ]


def test_an_unknown_pair_stands_for_either_part() -> None:
    assert others("mri/ct")[:3] == ["mri", "ct", "magnetic resonance imaging"]


WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(("neck", "c", "-", "spine", "low", "back", "emg/ncs", "pt/ptt", "pm", "&", "r")),
    st.sampled_from(("Norco's", "norcos", "hydrocodone", "apap", "tylenol", "with", "codeine", "x", "rays")),
)


@given(st.lists(WORDS, max_size=12))
def test_every_word_is_in_exactly_one_concept(words: list[str]) -> None:
    assert [word for concept in concepts(words) for word in concept.words] == words


@given(st.lists(WORDS, max_size=12))
def test_alternatives_are_few_and_say_something_else(words: list[str]) -> None:
    for concept in concepts(words):
        said = [stems(other.text) for other in concept.others]
        assert len(said) <= ALTERNATIVES_LIMIT
        assert len(set(said)) == len(said)
        assert stems(" ".join(concept.words)) not in said
