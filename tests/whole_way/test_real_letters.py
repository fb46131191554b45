"""The real letters beside this checkout, read, and found as a user would ask."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from search.ingest.pipeline import process_file
from search.ingest.receiving import deliveries_from, files_under, open_batch, receive
from search.models import Batch, Letter
from search.models.batches import State

FOUND_AMONG = 3
TELLING = "CM16-0249170"
SHARE_WANTED = 0.97
SCORED = [
    "case_number",
    "assigned_on",
    "injured_on",
    "decided_on",
    "ur_denied_on",
    "received_on",
    "number of determinations",
    "treatment",
    "outcome",
]


@pytest.fixture
def real_letters(shared: Path, make_searchable: Callable[[], None], broker: object) -> Batch:
    """All real letters, read in this process and searchable."""
    batch = open_batch(Batch.Source.COMMAND)
    receive(batch, deliveries_from(files_under([shared / "letters"])))
    for file_id in batch.files.values_list("pk", flat=True):
        process_file(file_id)
    make_searchable()
    return batch


def test_every_letter_is_read_and_each_text_letter_is_found_by_a_users_question(
    real_letters: Batch, stranger: Client
) -> None:
    # One of them prints two full dates of birth.
    states = Counter(real_letters.files.values_list("state", flat=True))
    assert states == {State.IMPORTED: 78, State.QUARANTINED: 1}
    assert list(Letter.objects.exclude(identifiers=[]).values_list("reference", flat=True)) == [TELLING]
    assert not Letter.objects.exclude(unread_reason="").exists()
    questions = {
        "000_526dd352d58e5f6d": "massage therapist 12 more chiropractic sessions L5-S1 herniated disc",
        "001_59df4a5712f1b6f1": "cervical and lumbar acupuncture twice a week for a month",
        "002_2e1617c66d1fe6e4": 'neurosurgical consultation "spinal stenosis" microdiskectomy',
        "003_600b92038191239e": "mechanical traction lumbar spine not recommended",
        "004_c99e47b3cd0c4f21": "additional physical therapy lumbo-pelvic stabilization",
    }
    for reference, typed in questions.items():
        address, size = "/api/v1/determinations", str(FOUND_AMONG)
        answer = stranger.get(address, {"q": typed, "page_size": size}).json()
        found = [hit["letter"] for hit in answer["results"]]
        assert reference in found, f"{typed!r} found {found}"
        assert "<mark>" in "".join(answer["results"][found.index(reference)]["snippets_html"])


def test_parse_letters_reads_the_labelled_letters_right(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("parse_letters", str(shared / "letters"))
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text(capsys.readouterr().out, encoding="utf-8")
    assert all(json.loads(line)["file"] for line in predicted.read_text(encoding="utf-8").splitlines())
    scored = subprocess.run(
        [sys.executable, shared / "score_labels.py", predicted, shared / "letters" / "labels.jsonl"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    shares = {
        match[1]: float(match[2])
        for line in scored.splitlines()
        if (match := re.match(r"(\S.*?)\s+\d+\s+\d+\s+([\d.]+)$", line))
    }
    assert {field: shares[field] for field in SCORED if shares[field] < SHARE_WANTED} == {}
