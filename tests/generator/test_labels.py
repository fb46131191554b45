"""Labels keep the contract, and say what the letter's own words say."""

import datetime
import re
from typing import Any

from search.generator import MadeLetter
from tests.generator.letters import determinations, folded, letters_of, mixed_letters

LETTER_FIELDS = {
    "file", "case_number", "priority", "assigned_on", "injured_on", "decided_on", "ur_denied_on",
    "received_on", "reviewer", "claimant", "determinations",
}  # fmt: skip
DETERMINATION_FIELDS = {
    "treatment", "requested", "outcome", "category", "drugs", "body_regions",
    "claims_administrator_guidelines", "reviewer_guidelines",
}  # fmt: skip
CATEGORIES = {
    "Diagnostic Testing", "DMEPOS", "Evaluation & Management", "Home Health", "Injection", "Pharmaceuticals",
    "Programs", "Psych Services", "Rehabilitation", "Surgery", "Therapies", "Transportation", "Other",
}  # fmt: skip
REGIONS = {
    "head", "eye", "jaw/teeth", "neck", "upper back", "low back", "chest", "abdomen", "shoulder", "arm",
    "elbow", "wrist/hand", "hip/groin", "leg", "knee", "ankle/foot", "spine", "mind",
}  # fmt: skip
REASONS = {
    "no documented functional improvement", "no red flags", "conservative care not tried or not failed",
    "exam findings missing or not corroborating", "exceeds the recommended number or duration",
    "not recommended by the guideline", "insufficient documentation", "no indication or diagnosis documented",
    "weaning advised", "criteria met", "benefit documented", "other",
}  # fmt: skip
IN_ORDER = ("injured_on", "ur_denied_on", "received_on", "assigned_on", "decided_on")


def test_labels_hold_the_fields_of_the_contract() -> None:
    for letter in mixed_letters():
        assert set(letter.label) == LETTER_FIELDS
        for item in determinations(letter):
            assert set(item) == DETERMINATION_FIELDS | {"subcategory", "reasons"}


def test_values_come_from_the_closed_sets() -> None:
    for letter in mixed_letters():
        assert letter.label["priority"] in ("standard", "expedited", None)
        for item in determinations(letter):
            assert item["outcome"] in ("upheld", "overturned")
            assert set(item["category"]) <= CATEGORIES
            assert set(item["body_regions"]) <= REGIONS
            assert set(item["reasons"]) <= REASONS
            assert item["reasons"]


def test_lists_are_sorted_and_drugs_in_lower_case() -> None:
    for letter in mixed_letters():
        for item in determinations(letter):
            assert item["body_regions"] == sorted(item["body_regions"])
            assert item["drugs"] == sorted(drug.lower() for drug in item["drugs"])


def test_every_drug_request_names_a_drug_and_no_other_request_does_save_for_the_knee() -> None:
    for letter in mixed_letters():
        for item in determinations(letter):
            dispensed = item["category"] == ["Pharmaceuticals"]
            assert bool(item["drugs"]) == dispensed or item["drugs"] == ["hyaluronic acid"]


def test_header_dates_are_in_the_order_in_which_things_happen() -> None:
    for letter in letters_of("E"):
        dates = [datetime.date.fromisoformat(str(letter.label[field])) for field in IN_ORDER]
        assert dates == sorted(dates)
        assert 2016 <= dates[-1].year <= 2024


def test_letters_without_header_tell_the_injury_date_only() -> None:
    for letter in letters_of("D"):
        assert [field for field in IN_ORDER if letter.label[field]] == ["injured_on"]
        assert letter.label["case_number"] is None


def test_the_letter_says_what_was_requested_and_decided() -> None:
    for letter in mixed_letters():
        text = folded(letter.text)
        for item in determinations(letter):
            assert folded(item["treatment"]) in text
            assert item["requested"] is None or folded(item["requested"]) in text


def test_the_heading_gives_the_outcome() -> None:
    for letter in (*letters_of("B"), *letters_of("D"), *letters_of("E")):
        text = folded(letter.text)
        for item in determinations(letter):
            heading = rf"{re.escape(folded(item['treatment']))}(?:is)?:{item['outcome']}claimsadministrator"
            assert re.search(heading, text)


def test_cited_guidelines_stand_in_the_letter() -> None:
    for letter in mixed_letters():
        text = folded(letter.text)
        for guideline in _guidelines(letter):
            assert guideline["family"] in ("MTUS", "ODG", "ACOEM", "Other")
            assert all(folded(section) in text for section in guideline["sections"])
            if guideline["family"] != "MTUS" and guideline["title"]:
                assert folded(guideline["title"]) in text
            if guideline["year"] is not None:
                assert folded(f"{guideline['title']} {guideline['year']}") in text


def test_an_empty_list_of_guidelines_means_that_the_letter_cites_nothing() -> None:
    for letter in letters_of("E"):
        silent = sum(not item["reviewer_guidelines"] for item in determinations(letter))
        assert (
            folded(letter.text).count(folded("The Expert Reviewer did not cite any medical evidence"))
            == silent
        )


def test_case_summary_tells_age_and_sex_as_labelled() -> None:
    for letter in (*letters_of("E"), *letters_of("D")):
        summary = letter.text.split("all medical records")[-1].split("IMR ISSUES")[0].casefold()
        claimant = letter.label["claimant"]
        assert isinstance(claimant, dict)
        ages = re.findall(r"(\d+)[\s-]+year[\s-]+old", summary)
        assert [int(age) for age in ages] == [claimant["age"]] * bool(claimant["age"])
        sexes = set(re.findall(r"\b(?:female|male|he|she|his|her)\b", summary))
        expected = {"female": {"female", "she", "her"}, "male": {"male", "he", "his"}, None: set()}
        assert sexes <= expected[claimant["sex"]]
        assert bool(sexes) == bool(claimant["sex"])


def _guidelines(letter: MadeLetter) -> list[dict[str, Any]]:
    return [
        guideline
        for item in determinations(letter)
        for side in ("claims_administrator_guidelines", "reviewer_guidelines")
        for guideline in item[side]
    ]
