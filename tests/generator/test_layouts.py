"""Each layout has its fixed headings, in their order."""

import re

import pytest

from tests.generator.letters import letters_of

HEADINGS = {
    "A": (
        "MAXIMUS FEDERAL SERVICES, INC.", "Notice of Independent Medical Review Determination", "Dated: ",
        "1) MAXIMUS Federal Services, Inc. has determined the request for",
        "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE",
        "An application for Independent Medical Review was filed on",
        "Medical Qualifications of the Expert Reviewer:", "Case Summary:", "Disclaimer:",
        "1) Regarding the request for",
    ),
    "B": (
        "MAXIMUS FEDERAL SERVICES, INC.", "Independent Medical Review", "UR Denial Date:  ",
        "HOW THE IMR FINAL DETERMINATION WAS MADE", "DOCUMENTS REVIEWED", "CLINICAL CASE SUMMARY",
        "IMR DECISION(S) AND RATIONALE(S)", "Claims Administrator guideline:", "MAXIMUS guideline:",
        "Decision rationale:",
    ),
    "C": (
        "MEDICAL PROFESSIONAL REVIEW", "ISSUE AT DISPUTE:", "CASE SUMMARY:",
        "DOCUMENTS REVIEWED FOR DETERMINATION:",
        "MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY:",
        "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS", "MEDICAL REVIEWER QUALIFICATIONS:",
    ),
    "D": (
        "HOW THE IMR FINAL DETERMINATION WAS MADE", "CLINICAL CASE SUMMARY",
        "IMR ISSUES, DECISIONS AND RATIONALES", "The Final Determination was based on decisions for",
        "Claims Administrator guideline:", "MAXIMUS guideline:", "Decision rationale:",
    ),
    "E": (
        "Case Number: CM", "Date Assigned:", "Decision Date:", "Priority:  ", "Received:",
        "HOW THE IMR FINAL DETERMINATION WAS MADE", "State(s) of Licensure:", "Certification(s)/Specialty:",
        "CLINICAL CASE SUMMARY", "IMR ISSUES, DECISIONS AND RATIONALES", "Claims Administrator guideline:",
        "MAXIMUS guideline:", "Decision rationale:",
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", HEADINGS)
def test_headings_stand_in_their_order(layout: str) -> None:
    for letter in letters_of(layout):
        text = re.sub(r" ?\n\s*|\f", " ", letter.text)
        at = -1
        for heading in HEADINGS[layout]:
            at = text.find(heading, at + 1)
            assert at >= 0, f"{heading!r} is missing in {letter.file_stem}"


def test_letters_of_2014_have_the_board_in_prose_and_later_ones_in_a_block() -> None:
    in_prose = {"is Board Certified in" in letter.text for letter in letters_of("D")}
    in_block = {"Certification(s)/Specialty:" in letter.text for letter in letters_of("D")}
    assert in_prose == in_block == {True, False}


def test_stored_letters_of_2014_have_doubled_line_ends() -> None:
    for letter in letters_of("D"):
        assert " \n\n" in letter.text
        assert not re.search(r"\S\n\S", letter.text)


def test_lines_stay_within_their_width_and_pages_within_their_length() -> None:
    for letter in letters_of("E"):
        for page in letter.text.split("\f"):
            lines = page.splitlines()
            assert len(lines) <= 46
            assert max(map(len, lines)) <= 95


def test_pages_end_in_the_middle_of_sentences_too() -> None:
    ends = [page.rstrip()[-1] for letter in letters_of("E") for page in letter.text.split("\f")[:-1]]
    assert sum(end.isalpha() for end in ends) > len(ends) / 4
