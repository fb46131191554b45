"""Guideline lines of every wording give families, chapters, sections and pages."""

import pytest

from search.letters import Guideline
from search.letters.citations import read_citation

CHRONIC = "Chronic Pain Medical Treatment"
NON_MTUS = "recommendation(s) outside of the MTUS Guidelines. Decision based on Non-MTUS Citation"


def shape(guideline: Guideline) -> tuple[str, str | None, int | None, tuple[str, ...], str | None]:
    return guideline.family, guideline.title, guideline.year, guideline.sections, guideline.pages


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("The Claims Administrator did not cite any medical evidence for its decision.", []),
        ("The Expert Reviewer did not cite any medical evidence for its decision.", []),
        (
            "Decision based on MTUS Shoulder Complaints 2004.",
            [("MTUS", "Shoulder Complaints", 2004, (), None)],
        ),
        (
            "Decision based on MTUS Chronic Pain Medical Treatment 2016 Guidelines, Section(s): "
            "Compound drugs.",
            [("MTUS", CHRONIC, 2016, ("Compound drugs",), None)],
        ),
        (
            "Decision based on MTUS Low Back Complaints 2004, Section(s): Summary, and Forearm, "
            "Wrist, and Hand "
            "Complaints 2004, and Chronic Pain Medical Treatment 2016, Section(s): NSAIDs, GI symptoms & "
            "cardiovascular risk, Proton Pump Inhibitors (PPIs).",
            [
                ("MTUS", "Low Back Complaints", 2004, ("Summary",), None),
                ("MTUS", "Forearm, Wrist, and Hand Complaints", 2004, (), None),
                (
                    "MTUS",
                    CHRONIC,
                    2016,
                    ("NSAIDs, GI symptoms & cardiovascular risk", "Proton Pump Inhibitors (PPIs)"),
                    None,
                ),
            ],
        ),
        (
            "Decision based on MTUS Opioid Treatment 2016, Section(s): 3.3.1.1 Screening for Risk, "
            "Prior to Opioid "
            "Treatment, 4.1 Tapering Opioids: Indications.",
            [
                (
                    "MTUS",
                    "Opioid Treatment",
                    2016,
                    (
                        "3.3.1.1 Screening for Risk, Prior to Opioid Treatment",
                        "4.1 Tapering Opioids: Indications",
                    ),
                    None,
                )
            ],
        ),
        (
            "Decision based on MTUS ACOEM Chapter 12 Low Back Complaints Page(s): 300, 303-305.",
            [("MTUS", "Low Back Complaints", None, (), "300, 303-305")],
        ),
        (
            "Decision based on MTUS Chronic Pain Treatment Guidelines Physical Medicine topic, "
            "Functional Approach "
            "section Page(s): 8, 99.",
            [("MTUS", CHRONIC, None, ("Physical Medicine topic", "Functional Approach section"), "8, 99")],
        ),
        (
            "Decision based on MTUS Acupuncture Treatment Guidelines.",
            [("MTUS", "Acupuncture Treatment", None, (), None)],
        ),
        (
            f"The Expert Reviewer based their decision on {NON_MTUS} ODG guidelines, Neck, MRI.",
            [("ODG", "Neck, MRI", None, (), None)],
        ),
        (
            "The Claims Administrator did not base their decision on the MTUS. Decision based on "
            "Non-MTUS Citation "
            "Official Disability Guidelines.",
            [("ODG", None, None, (), None)],
        ),
        (
            "Decision based on Non-MTUS Official Disability Guidelines (ODG), Pain.",
            [("ODG", "Pain", None, (), None)],
        ),
        (
            "Decision based on Non-MTUS Citation ACOEM Practice Guidelines, 3rd ed., Low Back, pg. 607.",
            [("ACOEM", "Practice Guidelines, 3rd ed., Low Back, pg. 607", None, (), "607")],
        ),
        (
            "Decision based on Non-MTUS Citation Official Disability Guidelines (ODG) Hernia and "
            "Other Medical "
            "Treatment Guidelines www.example.org.",
            [
                ("ODG", "Hernia", None, (), None),
                ("Other", "Other Medical Treatment Guidelines www.example.org", None, (), None),
            ],
        ),
        (
            "The Claims Administrator based its decision on the American College of Occupational "
            "and Environmental "
            "Medicine (ACOEM), 2nd Edition, (2004), Chapter 12, pages 308-310, which is part of the "
            "MTUS, and the "
            "Official Disability Guidelines (ODG), Pain, which is not part of the MTUS.",
            [("MTUS", "Low Back Complaints", None, (), "308-310"), ("ODG", "Pain", None, (), None)],
        ),
        ("Decision based on MTUS ACOEM Page(s): 63-66.", [("MTUS", None, None, (), "63-66")]),
        (
            "Decision based on MTUS 9792.23.5 Low Back Complaints Page(s): 178; 303.",
            [("MTUS", "Low Back Complaints", None, (), "178; 303")],
        ),
        (
            "Decision based on MTUS Knee Complaints 2004, Section(s): Initial Care, and Non-MTUS ODG.",
            [("MTUS", "Knee Complaints", 2004, ("Initial Care",), None), ("ODG", None, None, (), None)],
        ),
        (
            "Decision based on MTUS Toe Complaints 2019, Section(s): Care.",
            [("MTUS", "Toe Complaints", 2019, ("Care",), None)],
        ),
    ],
)
def test_a_guideline_line_gives_its_guidelines(words: str, wanted: list[tuple[object, ...]]) -> None:
    assert [shape(guideline) for guideline in read_citation(words)] == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MTUS Low Back Complaints 2004", "MTUS ACOEM Chapter 12 Low Back Complaints Page(s): 49"),
        ("MTUS Chronic Pain Treatment Guidelines", "MTUS Chronic Pain Medical Treatment 2016"),
        ("MTUS Forearm, Wrist, & Hand Complaints 2004", "MTUS Forearm, Wrist, and Hand Complaints 2004"),
        ("MTUS Postsurgical Treatment 2009", "MTUS Post-Surgical Treatment Guidelines"),
    ],
)
def test_two_spellings_of_one_chapter_share_a_key(one: str, other: str) -> None:
    keys = [read_citation(f"Decision based on {words}.")[0].key for words in (one, other)]
    assert keys[0] == keys[1]


def test_two_spellings_of_one_section_share_a_key() -> None:
    words = "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): {}."
    one, other = (
        read_citation(words.format(section))[0].section_keys
        for section in ("Manual therapy & manipulation", "Manual Therapy and Manipulation topic")
    )
    assert one == other


def test_a_family_outside_the_mtus_that_is_named_twice_is_one_guideline() -> None:
    words = "Decision based on Non-MTUS Citation ODG, Knee. Decision based on Non-MTUS Citation ODG, Hip."
    (guideline,) = read_citation(words)
    assert guideline.title == "Knee; Hip"


BOOK = "ACOEM Practice Guidelines, 2nd Edition (2004), Chapter 12"
REGULATIONS = "8 C.C.R. §§9792.20 – 9792.26"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (f"Low Back Complaints ({BOOK}), pages 303-305", ("Low Back Complaints", 2004, (), "303-305")),
        (f"Low Back Complaints Chapter ({BOOK}), page 303", ("Low Back Complaints", 2004, (), "303")),
        (f"MTUS {BOOK} Low Back Complaints, page 303", ("Low Back Complaints", None, (), "303")),
        (f"{BOOK}) page 303", ("Low Back Complaints", None, (), "303")),
        (
            "American College of Occupational and Environmental Medicine (ACOEM), 2nd Edition, (2004), Knee "
            "Complaints, page 341",
            ("Knee Complaints", None, (), "341"),
        ),
        ("MTUS ACOEM Practice Guidelines Knee Complaints page 341", ("Knee Complaints", None, (), "341")),
        (
            f"Chronic Pain Medical Treatment Guidelines, {REGULATIONS}, Opioids, page 78",
            (CHRONIC, None, ("Opioids",), "78"),
        ),
        (
            f"Chronic Pain Medical Treatment Guidelines {REGULATIONS} MTUS (Effective July 18, 2009) "
            "Page(s): 74-96 of 127",
            (CHRONIC, None, (), "74-96"),
        ),
    ],
)
def test_book_and_regulations_around_a_chapter_are_no_part_of_it(
    words: str, wanted: tuple[str, int | None, tuple[str, ...], str]
) -> None:
    line = f"The Expert Reviewer based his/her decision on the {words}, which is part of the MTUS."
    assert [shape(guideline) for guideline in read_citation(line)] == [("MTUS", *wanted)]


def test_another_edition_than_the_schedules_keeps_its_words() -> None:
    (guideline,) = read_citation("Decision based on MTUS ACOEM, 3rd Edition, Ankle Disorders.")
    assert guideline.title == "ACOEM, 3rd Edition, Ankle Disorders"
