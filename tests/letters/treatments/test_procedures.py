"""Procedures, services, tests and devices that a treatment names."""

import pytest

from search.letters.treatments import describe_treatment
from search.letters.treatments.procedures import procedures, procedures_in
from search.letters.vocabulary import lines_of
from tests.letters.treatments.test_classification import CASES

STEROID = "steroid-injection-of-a-joint-or-tendon"
CLEARANCE = "pre-operative-clearance-and-testing"
CATEGORIES = {line.split("\t")[0] for line in lines_of("treatment_categories.tsv")}


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("MRI of the cervical spine without contrast", ["mri"]),
        ("EMG/NCV bilateral lower extremities", ["emg-and-nerve-conduction-studies"]),
        ("MRI/CT of the spine and pelvis", ["ct-scan", "mri"]),
        ("Right L4 transforaminal epidural steroid injections", ["epidural-steroid-injection"]),
        ("Six sessions of acupuncture", ["acupuncture"]),
        ("Two crutches", ["crutches-cane-or-walker"]),
        ("Gabapentin 300mg #90", []),
        ("", []),
    ],
)
def test_a_treatment_names_its_procedures(words: str, keys: list[str]) -> None:
    assert list(procedures_in(words)) == keys


def test_the_longest_phrase_at_a_place_wins() -> None:
    assert procedures_in("Lumbar facet joint radiofrequency neurotomy") == ("radiofrequency-ablation",)
    assert procedures_in("MR arthrogram of the right shoulder") == ("mr-arthrogram",)


def test_words_that_only_say_where_are_passed_over() -> None:
    assert procedures_in("Arthroscopy of the left knee") == ("knee-arthroscopy",)
    assert procedures_in("left knee arthroscopy") == ("knee-arthroscopy",)


def test_therapy_after_surgery_is_also_therapy() -> None:
    assert procedures_in("Post-operative physical therapy x 12") == (
        "physical-therapy",
        "physical-therapy-after-surgery",
    )


@pytest.mark.parametrize(
    "words",
    [
        "Consult with hip replacement specialist to evaluation for a total hip arthroplasty",
        "Orthopedic consultation for lumbar fusion and laminectomy",
    ],
)
def test_what_a_consultation_is_for_is_not_asked_for(words: str) -> None:
    assert procedures_in(words) == ("orthopedic-consultation",)


def test_transport_to_a_treatment_is_no_treatment() -> None:
    assert procedures_in("Transportation to and from physical therapy") == ("transportation",)
    assert procedures_in("Interpreter services at office visits") == ("interpreter",)


def test_what_follows_a_consultation_is_asked_for() -> None:
    assert procedures_in("Neurology consultation, EMG of the left arm") == (
        "emg-and-nerve-conduction-studies",
        "neurology-consultation",
    )


def test_a_consultation_about_a_procedure_is_only_a_consultation() -> None:
    assert procedures_in("Spinal cord stimulator consultation") == ("specialist-consultation-kind-not-told",)


def test_general_names_yield_to_particular_ones() -> None:
    assert procedures_in("Epidural L4-5 steroid injection") == ("epidural-steroid-injection",)
    assert procedures_in("Cortisone injection, knee") == ("steroid-injection-of-a-joint-or-tendon",)


@pytest.mark.parametrize(
    "words", ["Carpal tunnel syndrome (CTS)", "Sleep disorder", "Rotator cuff tear", "Epidural blood patch"]
)
def test_complaints_and_shielded_words_name_nothing(words: str) -> None:
    assert procedures_in(words) == ()


def test_every_procedure_has_a_known_category_and_a_phrase() -> None:
    listed = procedures().values()
    assert len(listed) == len(set(procedures()))
    assert {one.category for one in listed} <= CATEGORIES | {"Other"}
    assert all(one.other_names or one.marks for one in listed)


def test_the_names_that_a_procedure_goes_by_lead_to_it() -> None:
    """A phrase that another line also has, or that stands for several, would count what it does not name."""
    for one in procedures().values():
        unheard = [phrase for phrase in one.other_names if one.key not in procedures_in(phrase)]
        assert not unheard, (one.name, unheard)


def test_nearly_every_treatment_without_a_drug_names_a_procedure() -> None:
    words = [case[0] for case in CASES if not describe_treatment(case[0]).drugs]
    unnamed = [one for one in words if not procedures_in(one)]
    assert len(unnamed) < len(words) * 0.03, unnamed


def test_any_text_can_be_asked() -> None:
    assert procedures_in("\x00<joint> injection, - \u00e9 MRI\u2028" * 3) == ("mri", STEROID)
    assert procedures_in("clearance for an MRI " + "MRI " * 20_000) == (CLEARANCE,)
