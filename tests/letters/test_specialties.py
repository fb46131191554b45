"""Spellings of specialties that are counted as one."""

from search.letters.specialties import specialty_name


def test_and_and_its_sign_are_one() -> None:
    assert specialty_name("Physical Medicine and Rehabilitation") == "Physical Medicine & Rehabilitation"
    assert specialty_name("Hospice and palliative medicine") == "Hospice & Palliative Medicine"


def test_an_official_name_stays_as_it_is() -> None:
    assert specialty_name("Allergy and Immunology") == "Allergy and Immunology"


def test_an_unknown_name_stays_as_it_was_printed() -> None:
    assert specialty_name("Space Medicine and Diving") == "Space Medicine and Diving"
