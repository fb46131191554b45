"""Two letters with three determinations, which the tests of the API know by heart."""

from datetime import date

from tests.factories import LetterFactory


def make_two_letters() -> None:
    LetterFactory(
        case_number="CM16-0000001",
        decided_on=date(2016, 12, 9),
        determinations=[
            {"treatment": "Lumbar epidural steroid injection", "outcome": "upheld", "category": "Injection"},
            {
                "treatment": "Gabapentin 300mg #90",
                "outcome": "overturned",
                "category": "Pharmaceuticals",
                "drugs": ["gabapentin"],
                "rationale": "Neuropathic pain improved with this drug.",
                "reviewer_guidelines": [],
            },
        ],
    )
    LetterFactory(
        case_number="CM17-0000002",
        decided_on=date(2017, 1, 20),
        reviewer_specialties=["Occupational Medicine", "Preventive Medicine"],
        determinations=[
            {
                "treatment": "Physical therapy for the left knee, 12 visits",
                "outcome": "upheld",
                "category": "Rehabilitation",
                "rationale": "The number of visits exceeds the guideline.",
                "reviewer_guidelines": [{"family": "ODG"}, {"family": "MTUS"}],
            }
        ],
    )
