"""The header block reads the same whatever order the extractor gave its two columns."""

import datetime

import pytest

from search.letters import LetterText
from search.letters.header import Header, read_header
from search.letters.passages import Passage

AS_PYPDF = """Case Number: CM16-0000001
Date Assigned: 11/09/2016 Date of Injury:  10/13/2016
Decision Date: 12/09/2016 UR Denial Date:  11/03/2016
Priority:  Standard Application
Received:
11/04/2016"""
LEFT_THEN_RIGHT = """Case Number:
Date Assigned:
Decision Date:
Priority:

CM16-0000001
11/09/2016
12/09/2016
Standard

Date of Injury:
UR Denial Date:
Application
Received:

10/13/2016
11/03/2016
11/04/2016"""
LAID_OUT = """Case Number:     CM16-0000001
Date Assigned:   11/09/2016     Date of Injury:  10/13/2016
Decision Date:   12/09/2016     UR Denial Date:  11/03/2016
Priority:        Standard       Application      11/04/2016
                                Received:"""
VALUE_FIRST = """Case Number:
Date Assigned:
Decision Date:
Priority:

CM16-0000001
11/09/2016
12/09/2016
Standard

10/13/2016
Date of Injury:
11/03/2016
UR Denial Date:
11/04/2016
Application
Received:"""


def header_of(words: str) -> Header:
    return read_header(Passage.whole(LetterText.from_full(words)))


@pytest.mark.parametrize("words", [AS_PYPDF, LEFT_THEN_RIGHT, LAID_OUT, VALUE_FIRST])
def test_columns_in_any_order_give_the_same_values(words: str) -> None:
    header = header_of(words)
    assert (header.case_number, header.priority) == ("CM16-0000001", "standard")
    assert header.dates == {
        "assigned_on": datetime.date(2016, 11, 9),
        "injured_on": datetime.date(2016, 10, 13),
        "decided_on": datetime.date(2016, 12, 9),
        "ur_denied_on": datetime.date(2016, 11, 3),
        "received_on": datetime.date(2016, 11, 4),
    }
    assert header.findings == []


def test_a_date_with_a_label_of_its_own_is_not_taken_for_another() -> None:
    header = header_of("Date Assigned: 11/09/2016\nDate of Call: 1/1/2016\nDecision Date: 12/09/2016")
    assert header.dates["decided_on"] == datetime.date(2016, 12, 9)


def test_a_day_that_no_calendar_has_is_a_finding_with_its_place() -> None:
    (finding,) = header_of("Decision Date: 13/45/2016").findings
    assert finding.field == "decided_on"
    assert finding.span is not None


def test_a_label_without_its_date_is_a_finding() -> None:
    assert [finding.field for finding in header_of("UR Denial Date:").findings] == ["ur_denied_on"]


def test_dates_against_the_order_of_events_are_kept_and_told() -> None:
    header = header_of("Date of Injury: 12/10/2016\nDecision Date: 12/09/2016")
    assert header.dates["decided_on"] == datetime.date(2016, 12, 9)
    assert [finding.field for finding in header.findings] == ["decided_on"]


def test_a_missing_header_is_empty_and_no_finding() -> None:
    header = header_of("Words without labels.")
    assert (header.case_number, header.dates, header.findings) == (None, {}, [])
