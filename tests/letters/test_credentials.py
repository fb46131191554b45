"""States and specialties as printed, slips mended, strangers told."""

import pytest

from search.letters import LetterText, Reviewer
from search.letters.credentials import Credentials, read_credentials
from search.letters.passages import Passage


def credentials_of(words: str) -> Credentials:
    return read_credentials(Passage.whole(LetterText.from_full(words)))


def block(states: str, specialties: str) -> Credentials:
    return credentials_of(f"State(s) of Licensure: {states}\nCertification(s)/Specialty: {specialties}\n")


@pytest.mark.parametrize(
    ("states", "specialties", "wanted"),
    [
        ("Texas,New York,California", "Internal Medicine",
         Reviewer(("Texas", "New York", "California"), ("Internal Medicine",))),
        ("District of Columbia, Maryland", "Anesthesiology, Pain Management",
         Reviewer(("District of Columbia", "Maryland"), ("Anesthesiology", "Pain Management"))),
        ("Texas", "Public Health &\nGeneral Preventive Medicine",
         Reviewer(("Texas",), ("Public Health & General Preventive Medicine",))),
        ("Texas", "Orthopedic Surgery, Sports Medicinea",
         Reviewer(("Texas",), ("Orthopedic Surgery", "Sports Medicine"))),
    ],
)  # fmt: skip
def test_the_block_gives_states_and_specialties(states: str, specialties: str, wanted: Reviewer) -> None:
    found = block(states, specialties)
    assert found.reviewer == wanted
    assert found.findings == []


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("is Board Certified in Occupational Medicine, and is licensed to practice in California.",
         Reviewer(("California",), ("Occupational Medicine",))),
        ("is Board Certified in Preventive Medicine and Occupational Medicine and is licensed "
         "to\npractice in Texas.",
         Reviewer(("Texas",), ("Preventive Medicine", "Occupational Medicine"))),
        ("is Board Certified in Anesthesiology, has a subspecialty in Pain Management and is "
         "licensed to practice in "
         "California and Texas.", Reviewer(("California", "Texas"), ("Anesthesiology", "Pain Management"))),
    ],
)  # fmt: skip
def test_the_sentence_gives_states_and_specialties(sentence: str, wanted: Reviewer) -> None:
    assert credentials_of(f"The expert reviewer {sentence} He/she knows.").reviewer == wanted


def test_a_specialty_and_a_state_that_nobody_knows_are_kept_and_told() -> None:
    found = block("Atlantis", "Alchemy")
    assert found.reviewer == Reviewer(("Atlantis",), ("Alchemy",))
    assert [finding.field for finding in found.findings] == ["reviewer.states", "reviewer.specialties"]


def test_missing_credentials_are_a_finding() -> None:
    assert [finding.field for finding in credentials_of("Nobody is named.").findings] == ["reviewer"]
