"""How many visits are asked for, and that nothing is guessed where the words leave it open."""

import pytest

from search.letters.facts import Visits
from search.letters.treatments import describe_treatment
from search.letters.treatments.visits import visits_in


@pytest.mark.parametrize(
    ("words", "visits"),
    [
        ("Physical therapy 2 times a week for 6 weeks", Visits(12, 2, 6)),
        ("Physical therapy two times a week times six weeks", Visits(12, 2, 6)),
        ("Physical therapy, 3 visits per week for 2 weeks", Visits(6, 3, 2)),
        ("Physical therapy 2x6", Visits(12, 2, 6)),
        ("Physical therapy 2 x 6 weeks", Visits(12, 2, 6)),
        ("Physical therapy 2 x week x 6 weeks", Visits(12, 2, 6)),
        ("Physical therapy 2x/wk x 6 wks", Visits(12, 2, 6)),
        ("Physical therapy twice weekly x 4", Visits(8, 2, 4)),
        ("Physical therapy for six weeks, once a week", Visits(6, 1, 6)),
        ("Home aide 4 hours a day, 5 days a week for 6 weeks", Visits(30, 5, 6)),
        ("Psychotherapy weekly for 8 weeks", Visits(8, 1, 8)),
        ("Psychotherapy one time a month for 6 months", Visits(6)),
        ("Therapy two (2) times a week for six (6) weeks", Visits(12, 2, 6)),
        ("Acupuncture 12 sessions", Visits(12)),
        ("Six (6) sessions of acupuncture", Visits(6)),
        ("Twelve additional sessions of acupuncture", Visits(12)),
        ("Chiropractic, 3 visits", Visits(3)),
        ("Chiropractic x 6", Visits(6)),
        ("Chiropractic QTY: 6", Visits(6)),
        ("12 visits, 2 times a week for 6 weeks", Visits(12, 2, 6)),
        ("Two times four visits (8)", Visits(8)),
        ("Twelve sessions, three times weekly", Visits(12, 3)),
    ],
)  # fmt: skip
def test_visits_are_counted(words: str, visits: Visits) -> None:
    assert visits_in(words) == visits


@pytest.mark.parametrize(
    ("words", "visits"),
    [
        ("Physical therapy 2-3 times a week for 6 weeks", Visits(weeks=6)),
        ("Physical therapy one to two times a week for 4 weeks", Visits(weeks=4)),
        ("Physical therapy 2 times a week for 1 month", Visits(per_week=2)),
        ("Physical therapy 2x4, 12 sessions", Visits(per_week=2, weeks=4)),
        ("Therapy every other week for 8 weeks", Visits(weeks=8)),
    ],
)
def test_an_ambiguous_count_is_not_told_and_the_rest_is(words: str, visits: Visits) -> None:
    assert visits_in(words) == visits


@pytest.mark.parametrize(
    "words",
    [
        "12-18 sessions",
        "Six to eight sessions",
        "Two sessions for the knee and eight sessions for the wrist",
        "2 times 4 visits",
        "2 sessions x 4",
        "Unknown sessions",
        "Follow-up visit in 6 weeks",
        "60 minute sessions",
        "Office visit 99213",
    ],
)
def test_nothing_is_guessed(words: str) -> None:
    assert visits_in(words) is None


@pytest.mark.parametrize(
    "words", ["Trigger point injections x 4", "Gauze pads 2x4", "Norco 2 times a day for 6 days", "MRI x 2"]
)
def test_only_treatments_that_are_given_in_sessions_have_visits(words: str) -> None:
    assert describe_treatment(words).details.visits is None
