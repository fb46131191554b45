"""Values in the reader's words."""

import pytest

from search.query.facets import FACETS, FACETS_BY_NAME, NONE


@pytest.mark.parametrize(
    ("facet", "value", "label"),
    [
        ("outcome", "overturned", "Denial overturned: treatment approved"),
        ("category", "Pharmaceuticals>Opioids>tramadol", "tramadol"),
        ("region", "low back", "Low back"),
        ("guideline", "mtus", "MTUS"),
        ("guideline", "mtus/low-back-complaints", "Low back complaints"),
        ("guideline", "odg/shoulder/mri", "MRI"),
        ("guideline", "mtus/chronic-pain-medical-treatment/nsaids-gi-symptoms", "NSAIDs GI symptoms"),
        (
            "claims_guideline",
            "mtus/opioid-treatment/3-3-9-opioids-for-chronic-pain",
            "3.3.9 Opioids for chronic pain",
        ),
        ("guideline", "mtus/elbow-complaints/326", "326"),
        ("category", "DMEPOS", "Equipment, braces and supplies (DMEPOS)"),
        ("category", "DMEPOS>DME", "Equipment (DME)"),
        ("category", "Surgery>Spine", "Spine"),
        ("priority", "standard", "Regular"),
        ("age", "60-and-over", "60 and over"),
        ("guideline", NONE, "None cited"),
        ("year", NONE, "No date in the letter"),
    ],
)
def test_a_value_has_words(facet: str, value: str, label: str) -> None:
    assert FACETS_BY_NAME[facet].label_of(value) == label


def test_a_value_can_be_named_with_those_above_it() -> None:
    category = FACETS_BY_NAME["category"]
    assert category.full_label_of("Surgery>Spine") == "Surgery › Spine"
    assert category.full_label_of("Surgery") == "Surgery"


def test_a_family_in_an_old_link_is_found_by_its_key() -> None:
    assert FACETS_BY_NAME["guideline"].canonical("MTUS") == "mtus"
    assert FACETS_BY_NAME["category"].canonical("Surgery") == "Surgery"


def test_facet_names_and_fields_are_unique() -> None:
    assert len(FACETS_BY_NAME) == len(FACETS) == len({facet.path for facet in FACETS})
