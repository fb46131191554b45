"""The words of an alert's mail, held to files in `texts/` that a person can read.

After a change that is meant, `WRITE_TEXTS=1` writes the files anew: read them before they are committed.
"""

import os
from collections.abc import Sequence
from datetime import date
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

import pytest

from search.alerts.mail_text import COLUMNS, alert_mail
from search.mail.message import stored, wire_bytes
from search.models import Determination, OutgoingMail, SavedQuery
from search.models.saved import Frequency
from tests.mail.factories import NOON, alert_of, announce, decision, following
from tests.people_factories import SavedQueryFactory

TEXTS = Path(__file__).parent / "texts"
RATIONALE = (
    "The patient is a 54-year-old with chronic low back pain. MRI shows instability at L4-5, and lumbar"
    " fusion is recommended by the guidelines after six months of failed conservative care. Therefore, the"
    " request for lumbar fusion is medically necessary."
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """The texts show the same secret and ids in each run."""
    monkeypatch.setattr("search.alerts.addresses.secret", lambda kind, pk, nonce: f"{kind}-secret")


def saved_search(name: str = "Lumbar fusion", parameters: str = "q=lumbar+fusion") -> SavedQuery:
    saved: SavedQuery = SavedQueryFactory.create(
        pk=17, name=name, parameters=parameters, frequency=Frequency.DAILY, unsubscribe_nonce="nonce"
    )
    return saved


def numbered(number: int, **values: object) -> Determination:
    """A decision whose letter has a fixed case number and day."""
    row = decision(**values)
    row.letter.reference = row.letter.case_number = f"CM17-{number:07d}"
    row.letter.decided_on = date(2016, 12, 9 + number % 20)
    row.letter.save()
    return row


def written(mail: OutgoingMail) -> EmailMessage:
    message = alert_mail(mail, NOON)
    assert message is not None
    read = BytesParser(policy=default).parsebytes(wire_bytes(mail, stored(message)))
    assert isinstance(read, EmailMessage)
    return read


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


def hold_to(name: str, text: str) -> None:
    path = TEXTS / name
    if os.environ.get("WRITE_TEXTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    assert text == path.read_text()


def mail_of(
    saved: SavedQuery, new: Sequence[Determination], changed: Sequence[Determination] = ()
) -> OutgoingMail:
    mail = alert_of(saved, new)
    for row in changed:
        announce(mail, row, previous_outcome="overturned" if row.outcome == "upheld" else "upheld")
    return mail


def test_a_mail_of_new_and_changed_decisions_word_by_word() -> None:
    new = [
        numbered(1, treatment="Lumbar fusion L4-5", outcome="overturned", rationale=RATIONALE),
        numbered(2, treatment="Wheelchair", outcome="upheld", rationale="No walking test was made."),
    ]
    changed = [numbered(3, treatment="Lumbar fusion L5-S1", outcome="overturned", rationale="")]
    message = written(mail_of(saved_search(), new, changed))
    assert message["Subject"] == "2 new decisions, 1 changed: Lumbar fusion"
    hold_to("several.txt", part(message, "plain"))
    hold_to("several.html", part(message, "html"))


HOSTILE = (
    '<script>alert(1)</script> & "quotes"',
    "\u202egnikcattA\u202c \u0627\u0644\u0639\u0644\u0627\u062c \u2066x\u2069",
    "line\nbreak\r\nBcc: all@example.org\ttab\x07bell",
    "x" * 900,
    "*asterisks* _and_ [a link](javascript:alert(1)) {{ name }} {% now %}",
)


def test_hostile_names_and_treatments_word_by_word() -> None:
    rows = [
        numbered(number, treatment=text, rationale=f"Lumbar fusion: {text}")
        for number, text in enumerate(HOSTILE, start=1)
    ]
    message = written(mail_of(saved_search("A <b>name</b>\u202e & {{ more }}"), rows))
    assert message["Subject"] == "5 new decisions: A <b>name</b> & {{ more }}"
    assert "Bcc" not in message
    hold_to("hostile.txt", part(message, "plain"))
    hold_to("hostile.html", part(message, "html"))


@pytest.mark.parametrize(
    ("new", "changed", "subject"),
    [
        (1, 0, "1 new decision: Lumbar fusion"),
        (3, 0, "3 new decisions: Lumbar fusion"),
        (0, 1, "1 decision changed: Lumbar fusion"),
        (0, 2, "2 decisions changed: Lumbar fusion"),
        (1, 2, "1 new decision, 2 changed: Lumbar fusion"),
    ],
)
def test_the_subject_counts(new: int, changed: int, subject: str) -> None:
    mail = mail_of(following(), [decision() for _ in range(new)], [decision() for _ in range(changed)])
    assert written(mail)["Subject"] == subject


def test_fifty_are_shown_and_the_others_counted_the_latest_first() -> None:
    rows = [numbered(number, treatment=f"Treatment {number}.") for number in range(60)]
    text = part(written(mail_of(saved_search(), rows)), "plain")
    assert text.count("Denial upheld") == 50
    assert "… and 10 more." in text
    days = [line.rpartition("decided ")[2] for line in text.splitlines() if ", decided " in line]
    assert len(days) == 50
    assert days == sorted(days, key=lambda day: int(day.split()[0]), reverse=True)


def test_no_line_but_an_address_is_wider_than_a_terminal() -> None:
    rows = [numbered(number, treatment=text, rationale=text * 3) for number, text in enumerate(HOSTILE)]
    text = part(written(mail_of(saved_search("n" * 100), rows)), "plain")
    wide = [line for line in text.splitlines() if len(line) > COLUMNS and "http://" not in line]
    assert wide == []


def test_links_lead_to_the_item_with_the_words_of_the_question() -> None:
    saved = saved_search(parameters="q=%22lumbar+fusion%22+OR+%231%26x&outcome=upheld")
    row = numbered(1)
    text = part(written(mail_of(saved, [row])), "plain")
    assert "http://127.0.0.1:8000/letters/CM17-0000001?q=%22lumbar%20fusion%22%20OR%20" in text
    link = next(line.strip() for line in text.splitlines() if "/letters/" in line)
    assert link.endswith("#1")
    assert "outcome" not in link


def test_a_search_that_cannot_be_asked_any_more_is_told_without_marks() -> None:
    saved = saved_search(parameters="q=%22lumbar&nonsense=1")
    text = part(written(mail_of(saved, [numbered(1, rationale="The lumbar spine hurts.")])), "plain")
    assert "The lumbar spine hurts." in text


def test_headers_let_mail_programs_end_it_and_machines_not_answer_it() -> None:
    message = written(mail_of(saved_search(), [decision()]))
    assert message["List-Unsubscribe"] == "<http://127.0.0.1:8000/alerts/unsubscribe/unsubscribe-secret>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "<saved-17.alerts.127.0.0.1>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Precedence"] == "bulk"
    assert message["Date"].datetime == NOON
    assert message["To"] == OutgoingMail.objects.get().recipient


def test_the_html_part_loads_nothing_from_anywhere() -> None:
    html = part(written(mail_of(saved_search(), [decision()])), "html")
    for sign in ("src=", "url(", "<img", "<script", "<link", "@import"):
        assert sign not in html


def test_nothing_public_is_no_mail() -> None:
    row = decision()
    mail = alert_of(following(), [row])
    row.letter.delete()
    assert alert_mail(mail, NOON) is None
