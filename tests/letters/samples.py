"""Made-up letters in each layout, in the words of the form; no text of a real letter."""

from search.letters import LetterText

METHOD = """HOW THE IMR FINAL DETERMINATION WAS MADE
MAXIMUS Federal Services sent the complete case file to an expert reviewer. He/she has no
affiliation with the employer, employee, providers or the claims administrator. {credentials}
He/she is familiar with governing laws and regulations.
"""
BLOCK = """The Expert Reviewer has the following credentials:
State(s) of Licensure: {states}
Certification(s)/Specialty: {specialties}
"""
HEADER = """Case Number: CM16-0000001
Date Assigned: 11/09/2016 Date of Injury: 10/13/2016
Decision Date: 12/09/2016 UR Denial Date: 11/03/2016
Priority: Standard Application
Received:
11/04/2016
"""
SUMMARY = """CLINICAL CASE SUMMARY
The expert reviewer developed the following clinical case summary based on a review of the
case file, including all medical records:
{summary}
"""
ISSUES = """IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:
"""
WORKER = "The injured worker is a 48 year old female who sustained an industrial injury on 10-13-16."
NO_EVIDENCE = "The Claims Administrator did not cite any medical evidence for its decision."


def issue(
    heading: str,
    administrator: str = NO_EVIDENCE,
    reviewer: str = "Decision based on MTUS Low Back Complaints 2004.",
    rationale: str = "Nothing speaks for it. The request is not medically necessary.",
) -> str:
    """One determination in the four parts of layouts D to E; `heading` ends with its decision word."""
    return (
        f"{heading}\nClaims Administrator guideline: {administrator}\n"
        f"MAXIMUS guideline: {reviewer}\nDecision rationale: {rationale}\n"
    )


def letter_e(
    *issues: str,
    header: str = HEADER,
    summary: str = WORKER,
    states: str = "California, Texas",
    specialties: str = "Preventive Medicine, Occupational Medicine",
) -> LetterText:
    """A letter of layout E; without `header`, of D'."""
    block = BLOCK.format(states=states, specialties=specialties)
    method = METHOD.format(credentials="") + block
    parts = [header, method, SUMMARY.format(summary=summary), ISSUES, *(issues or [issue("MRI: Upheld")])]
    return LetterText.from_full("".join(parts))


def letter_d(*issues: str, specialty: str = "Physical Medicine and Rehabilitation") -> LetterText:
    """A letter of layout D, with its doubled line ends."""
    sentence = (
        f"The expert reviewer is Board Certified in {specialty} and is licensed to practice in\nCalifornia."
    )
    parts = [METHOD.format(credentials=sentence), SUMMARY.format(summary=WORKER), ISSUES, *issues]
    return LetterText.from_full("".join(parts).replace("\n", " \n\n"))


LETTER_A = LetterText.from_full("""MAXIMUS FEDERAL SERVICES, INC.
Notice of Independent Medical Review Determination
Dated: 9/26/2013
Date of UR Decision: 8/30/2013
Date of Injury: 5/4/2010
MAXIMUS Case Number: CM13-0000001

1) MAXIMUS Federal Services, Inc. has determined the request for ten visits of
acupuncture is notmedically necessary and appropriate.
2) MAXIMUS Federal Services, Inc. has determined the request for Norco 10/325mg #60 is
medically necessary and appropriate.

INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE
An application for Independent Medical Review was filed on 9/6/2013 disputing the
Utilization Review Denial dated 8/30/2013. A Notice of Assignment and Request for
Information was provided to the above parties on 9/23/2013. A decision has been made
for each of the treatment and/or services that were in dispute:
1) MAXIMUS Federal Services, Inc. has determined the request for ten visits of
acupuncture is notmedically necessary and appropriate.
2) MAXIMUS Federal Services, Inc. has determined the request for Norco 10/325mg #60 is
medically necessary and appropriate.

Medical Qualifications of the Expert Reviewer:
The physician reviewer is Board Certified in Occupational Medicine and is licensed to
practice in California.

Case Summary:
Disclaimer: The following case summary was taken directly from the utilization review
denial/modification dated August 30, 2013.
"The patient is a 45 year old male who hurt his back."

1) Regarding the request for ten visits of acupuncture:
The Claims Administrator based its decision on the Acupuncture Medical Treatment Guidelines.
The Expert Reviewer based his/her decision on the Chronic Pain Medical Treatment
Guidelines, pages 30-33, which is part of the MTUS.
Rationale for the Decision:
No gain is told.

2) Regarding the request for Norco 10/325mg #60:
The Claims Administrator based its decision on the Official Disability Guidelines (ODG),
Pain Chapter, which is not part of the MTUS.
Rationale for the Decision:
It helps.

Effect of the Decision:
It binds.
""")

LETTER_B = LetterText.from_full("""MAXIMUS FEDERAL SERVICES, INC.
Independent Medical Review
IMR Case Number: CM13-0000002 Date of Injury: 03/04/2009
UR Denial Date:  11/05/2013
Priority: EXPEDITED Application Received: 11/20/2013
HOW THE IMR FINAL DETERMINATION WAS MADE
The physician reviewer is Board Certified in Anesthesiology, has a subspecialty in Pain
Management, and is licensed to practice in California and Texas.
DOCUMENTS REVIEWED
The file.
CLINICAL CASE SUMMARY
The physician reviewer developed the following clinical case summary based on a review of
the case file, including all medical records:
The patient is a 60-year-old woman.
IMR DECISION(S) AND RATIONALE(S)
The Final Determination was based on decisions for the disputed items/services set forth below:
1. The request for physical therapy for the right knee is not medically necessary and appropriate.
The Claims Administrator did not cite any evidence based criteria.
The Physician Reviewer based his/her decision on the MTUS ACOEM Chapter 13 Knee Complaints Page(s): 337-338.
The Physician Reviewer's decision rationale: Too much of it in 2. weeks.
2. The request for one knee brace is medically necessary and appropriate.
The Physician Reviewer based his/her decision on the Official Disability Guidelines, Knee.
The Physician Reviewer's decision rationale: It holds.
""")

LETTER_C = """MEDICAL PROFESSIONAL REVIEW
Case Number: CM13-0000003
ISSUE AT DISPUTE:
1. MRI of the lumbar spine
2. Naproxen 550mg #60
CASE SUMMARY:
The injured worker is a 51 year old female injured on 1/2/2012.
DOCUMENTS REVIEWED FOR DETERMINATION:
Reports.
MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL
REVIEWER AND WHY:
Decision based on MTUS ACOEM Chapter 12 Low Back Complaints Page(s): 303.
RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE {heading}
MEDICALLY NECESSARY:
{rationale}
MEDICAL REVIEWER QUALIFICATIONS:
The reviewer is Board Certified in Orthopedic Surgery and is licensed to practice in Texas.
"""


def letter_c(
    heading: str = "IS/WAS NOT", rationale: str = "The request was not medically necessary."
) -> LetterText:
    """A letter of layout C; `heading` is what its last but one heading says between its fixed words."""
    return LetterText.from_full(LETTER_C.format(heading=heading, rationale=rationale))
