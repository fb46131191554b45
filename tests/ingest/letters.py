"""Files as senders hand them in: small letters of layout E with the facts a test asks for, and archives."""

import io
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from fpdf import FPDF

from search.ingest.receiving import Delivery, open_batch, receive
from search.models import Batch, IncomingFile

CASE_NUMBER = "CM16-0000001"
_ISSUE = """{treatment}: Upheld
Claims Administrator guideline: The Claims Administrator did not cite any guidelines.
MAXIMUS guideline: The Expert Reviewer based his/her decision on the MTUS Low Back Complaints 2004.
Decision rationale: {rationale}
"""
_LETTER = """Dear Somebody:
Case Number: {case_number} Date Assigned: 11/28/2016
Date of Injury: 05/02/2011
Decision Date: 12/09/2016
UR Denial Date: 10/24/2016
Priority: Standard
Application Received: 11/08/2016
HOW THE IMR FINAL DETERMINATION WAS MADE
The Expert Reviewer has the following credentials:
State(s) of Licensure: California
Certification(s)/Specialty: Pain Management
CLINICAL CASE SUMMARY
The injured worker is a 45 year old female who hurt the low back.
IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:
"""
UNREAD = "A note in no layout that anybody knows."


def letter(
    case_number: str = CASE_NUMBER,
    *treatments: str,
    rationale: str = "The records hold no sign of radiculopathy.",
) -> bytes:
    """A letter with a decision for each treatment (one where none is named)."""
    named = treatments or ("Lumbar epidural injection",)
    issues = (_ISSUE.format(treatment=treatment, rationale=rationale) for treatment in named)
    return (_LETTER.format(case_number=case_number) + "".join(issues)).encode()


def archive(files: Mapping[str, bytes]) -> bytes:
    """An ordinary ZIP archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return made.getvalue()


def hand_in(*files: bytes, name: str = "letter.txt", batch: Batch | None = None) -> Batch:
    """Receive files into a batch, a new one where none is given."""
    batch = batch or open_batch(Batch.Source.COMMAND)
    receive(batch, [Delivery(name, BytesIO(file)) for file in files])
    return batch


def hand_in_one(content: bytes, name: str = "letter.txt") -> IncomingFile:
    """Receive one file into a batch of its own."""
    return hand_in(content, name=name).files.get()


def stored_files(folder: Path) -> list[Path]:
    """All files under a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def pdf(text: bytes) -> bytes:
    """The text as a PDF."""
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=9)
    document.multi_cell(0, 4, text.decode())
    return bytes(document.output())
