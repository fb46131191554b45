"""Each layout is recognised and gives its facts; an unknown one stays unread."""

import datetime

import pytest

from search.letters import LetterText, read_letter
from tests.letters.samples import LETTER_A, LETTER_B, issue, letter_c, letter_d, letter_e

NOTHING_CITED = "The Claims Administrator did not cite any evidence based criteria."


def test_layout_e_gives_header_reviewer_worker_and_summary() -> None:
    facts = read_letter(letter_e())
    assert (facts.layout, facts.case_number, facts.priority) == ("E", "CM16-0000001", "standard")
    assert facts.injured_on == datetime.date(2016, 10, 13)
    assert facts.received_on == datetime.date(2016, 11, 4)
    assert facts.reviewer.states == ("California", "Texas")
    assert facts.reviewer.specialties == ("Preventive Medicine", "Occupational Medicine")
    assert (facts.claimant.age, facts.claimant.sex) == (48, "female")
    assert facts.case_summary.startswith("The injured worker is a 48 year old female")
    assert facts.findings == ()


def test_layout_d_prime_is_e_without_a_header_and_takes_the_injury_date_from_the_summary() -> None:
    facts = read_letter(letter_e(header=""))
    assert (facts.layout, facts.case_number) == ("D'", None)
    assert facts.injured_on == datetime.date(2016, 10, 13)


def test_layout_d_takes_the_specialty_from_its_sentence_and_pages_from_the_citation() -> None:
    cited = "Decision based on MTUS ACOEM Chapter 12 Low Back \nComplaints Page(s): 49."
    facts = read_letter(letter_d(issue("MRI:  Upheld", reviewer=cited)))
    assert facts.layout == "D"
    assert facts.reviewer.specialties == ("Physical Medicine and Rehabilitation",)
    assert facts.determinations[0].reviewer_guidelines[0].title == "Low Back Complaints"
    assert facts.determinations[0].reviewer_guidelines[0].pages == "49"


def test_layout_a_takes_dates_from_sentences_and_tells_each_decision_once() -> None:
    facts = read_letter(LETTER_A)
    assert facts.layout == "A"
    assert facts.decided_on == datetime.date(2013, 9, 26)
    assert facts.assigned_on == datetime.date(2013, 9, 23)
    assert facts.received_on == datetime.date(2013, 9, 6)
    assert facts.ur_denied_on == datetime.date(2013, 8, 30)
    assert facts.injured_on == datetime.date(2010, 5, 4)
    assert [(item.treatment, item.outcome) for item in facts.determinations] == [
        ("ten visits of acupuncture", "upheld"),
        ("Norco 10/325mg #60", "overturned"),
    ]


def test_layout_a_finds_guidelines_and_rationale_where_requests_are_gone_through() -> None:
    acupuncture, norco = read_letter(LETTER_A).determinations
    assert acupuncture.claims_administrator_guidelines[0].title == "Acupuncture Treatment"
    assert acupuncture.reviewer_guidelines[0].pages == "30-33"
    assert acupuncture.rationale == "No gain is told."
    assert norco.claims_administrator_guidelines[0].family == "ODG"
    assert norco.rationale == "It helps."


def test_layout_b_reads_numbered_sentences() -> None:
    facts = read_letter(LETTER_B)
    assert (facts.layout, facts.priority) == ("B", "expedited")
    assert facts.reviewer.states == ("California", "Texas")
    assert facts.reviewer.specialties == ("Anesthesiology", "Pain Management")
    therapy, brace = facts.determinations
    assert (therapy.outcome, therapy.rationale) == ("upheld", "Too much of it in 2. weeks.")
    assert therapy.reviewer_guidelines[0].title == "Knee Complaints"
    assert (brace.treatment, brace.outcome) == ("one knee brace", "overturned")


def test_layout_c_gives_every_listed_issue_the_outcome_of_its_one_rationale() -> None:
    facts = read_letter(letter_c())
    assert facts.layout == "C"
    assert [(item.treatment, item.outcome) for item in facts.determinations] == [
        ("MRI of the lumbar spine", "upheld"),
        ("Naproxen 550mg #60", "upheld"),
    ]
    assert facts.reviewer.specialties == ("Orthopedic Surgery",)


@pytest.mark.parametrize(
    ("heading", "rationale", "outcome"),
    [
        ("IS/WAS NOT", "Therefore it is medically necessary.", "overturned"),
        ("WAS NOT", "No reason is told.", "upheld"),
        ("IS", "A reason is told.", "overturned"),
    ],
)
def test_layout_c_decides_by_the_conclusion_and_else_by_a_heading_that_was_filled_in(
    heading: str, rationale: str, outcome: str
) -> None:
    assert read_letter(letter_c(heading, rationale)).determinations[0].outcome == outcome


def test_layout_c_leaves_undecided_what_heading_and_conclusion_tell_differently() -> None:
    facts = read_letter(letter_c("WAS NOT", "The request is medically necessary."))
    assert facts.layout == "unread"
    assert [finding.field for finding in facts.findings] == ["determinations"]


@pytest.mark.parametrize("words", ["", "Dear Sir, this is no letter.", "\f\f\f"])
def test_text_without_a_known_heading_stays_unread_with_the_reason(words: str) -> None:
    facts = read_letter(LetterText.from_full(words))
    assert facts.layout == "unread"
    assert facts.unread_reason
    assert facts.determinations == ()


@pytest.mark.parametrize(("letter", "issues"), [(LETTER_B, "decisions"), (letter_e(), "issues")])
def test_a_letter_whose_decisions_stand_in_front_of_its_other_parts_stays_unread(
    letter: LetterText, issues: str
) -> None:
    start = letter.full.index("IMR DECISION" if issues == "decisions" else "IMR ISSUES")
    facts = read_letter(LetterText.from_full(f"{letter.full[start:]}\n{letter.full[:start]}"))
    assert facts.layout == "unread"
    assert issues in {finding.field for finding in facts.findings}


def test_layout_b_reads_numbered_treatments_that_no_request_introduces() -> None:
    words = (
        LETTER_B.full.replace("1. The request for physical", "1. Physical")
        .replace("2. The request for one", "2. One")
        .replace("appropriate.\nThe Physician", f"appropriate.\n{NOTHING_CITED}\nThe Physician")
        # A list inside a rationale holds no treatments.
        .replace("in 2. weeks.", "in 2. weeks:\n2. falls\n3. pain")
    )
    facts = read_letter(LetterText.from_full(words))
    assert [(item.treatment, item.outcome) for item in facts.determinations] == [
        ("Physical therapy for the right knee", "upheld"),
        ("One knee brace", "overturned"),
    ]
    assert facts.determinations[0].rationale == "Too much of it in 2. weeks: 2. falls 3. pain"
