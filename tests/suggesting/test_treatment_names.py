"""What a treatment is called when amounts, levels, sides and dates are left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.suggesting.treatment_names import LONGEST, meeting_point, name_of, telling_words


@pytest.mark.parametrize(
    ("treatment", "name"),
    [
        ("Lumbar epidural steroid injection at L4-5 and L5-S1", "Lumbar epidural steroid injection"),
        ("Right L4 transforaminal epidural steroid injection", "Transforaminal epidural steroid injection"),
        ("12 Additional Sessions Chiropractic Therapy Lumbar", "Chiropractic Therapy Lumbar"),
        ("Physical therapy 2 times a week for 6 weeks", "Physical therapy"),
        ("Massage therapy QTY: 12 for the cervical spine", "Massage therapy"),
        ("Additional acupuncture (unspecified quantity) for the neck", "Acupuncture"),
        ("4 MASSAGE THERAPY VISITS (LUMBAR)", "Massage therapy"),
        ("MRI of the left shoulder without contrast", "MRI of the shoulder without contrast"),
        ("Associated surgical service: Arc sling", "Arc sling"),
        ("Office visits x 3", "Office visits"),
        ("EMG/NCV of the bilateral upper extremities", "EMG/NCV of the upper extremities"),
        ("TENS", "TENS"),
    ],
)
def test_a_name_is_left_without_amounts_levels_and_sides(treatment: str, name: str) -> None:
    assert name_of(treatment) == name


@pytest.mark.parametrize(
    "treatment",
    [
        "Norco 10/325mg #60",
        "Two refills of Baclofen 10mg #90",
        "Lidoderm patch 5%",
        "Bupropion HCL 150mg",
        "12",
        "",
    ],
)
def test_amounts_alone_and_drugs_alone_have_no_name(treatment: str) -> None:
    assert name_of(treatment) == ""


def test_a_drug_that_is_injected_is_a_treatment_too() -> None:
    assert name_of("Toradol injection to the knee, 2 cc") == "Toradol injection to the knee"


def test_plurals_orders_and_filling_words_meet() -> None:
    names = ["Steroid injection of the hip", "Hip steroid injections", "STEROID INJECTION TO HIP"]
    assert len({meeting_point(name) for name in names}) == 1
    assert meeting_point("Steroid injection") != meeting_point(names[0])


@given(st.text(max_size=300))
def test_any_text_has_a_short_name_or_none(text: str) -> None:
    name = name_of(text)
    assert len(name.split()) <= LONGEST
    assert all(word == word.casefold() for word in telling_words(name))
