"""Chapter and section of a citation of the ODG, in the ways that reviewers cite them."""

import pytest

from search.letters.odg_chapters import odg_keys


@pytest.mark.parametrize(
    "title",
    [
        "Low Back, MRI",
        "Low Back Chapter, MRI (magnetic resonance imaging)",
        "Lower Back section: MRI",
        "Low Back - Lumbar & Thoracic (Acute & Chronic) Chapter/MRI Topic",
        "Low Back (MRI)",
        "Low Back ((MRI))",
        "MRI, low back chapter",
        "MRI low back",
        "Low Back section, MRI low back",
    ],
)
def test_spellings_of_one_section_meet(title: str) -> None:
    assert odg_keys(title) == ("odg/low-back", "odg/low-back/mri")


@pytest.mark.parametrize(
    ("title", "keys"),
    [
        ("Pain (Chronic)", ("odg/pain",)),
        ("Forearm, Wrist, & Hand chapter", ("odg/forearm-wrist-and-hand",)),
        ("Neck and Upper Back Chapter", ("odg/neck-and-upper-back",)),
        (
            "Shoulder, Manipulation; Hip & Pelvis",
            ("odg/shoulder", "odg/shoulder/manipulation", "odg/hip-and-pelvis"),
        ),
        ("Gym memberships", ()),
        ("", ()),
        (")(", ()),
    ],
)
def test_a_citation_may_name_chapters_alone_several_or_none(title: str, keys: tuple[str, ...]) -> None:
    assert odg_keys(title) == keys


@pytest.mark.parametrize(
    "title", ["Pain " + "(" * 100_000, "Pain " + "(" * 50_000 + ")" * 50_000, "; " * 50_000]
)
def test_brackets_without_end_do_no_harm(title: str) -> None:
    assert odg_keys(title) in ((), ("odg/pain",))
