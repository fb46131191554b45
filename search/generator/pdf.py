"""Letters as PDF, looking like the posted ones: header table, lines as set, one page after another."""

import datetime
from itertools import takewhile
from typing import Final

from fpdf import FPDF

from search.generator.made import PAGE_END, MadeLetter

FONT: Final = "Times"
POINTS: Final = 11
LEADING: Final = 14.0
MARGIN: Final = 66.0
# Points from the left edge at which the header table's labels and values stand.
COLUMNS: Final = (66.0, 160.0, 310.0, 420.0)
# Without a fixed moment of creation the same letter would give other bytes each time.
CREATED: Final = datetime.datetime(2017, 1, 3, 12, tzinfo=datetime.UTC)
BLOCK_START: Final = "Case Number:"
BLOCK_END: Final = "HOW THE IMR FINAL DETERMINATION WAS MADE"


def as_pdf(letter: MadeLetter) -> bytes:
    """The letter as a PDF file; the same bytes for the same letter."""
    pdf = FPDF(unit="pt", format="letter")
    pdf.set_creation_date(CREATED)
    pdf.set_title(letter.file_stem)
    pdf.set_auto_page_break(False)
    pdf.set_font(FONT, size=POINTS)
    for page in letter.text.split(PAGE_END):
        _draw_page(pdf, [line for line in page.split("\n") if line.strip()], letter)
    return bytes(pdf.output())


def _draw_page(pdf: FPDF, lines: list[str], letter: MadeLetter) -> None:
    pdf.add_page()
    title = list(takewhile(lambda line: not line.startswith(BLOCK_START), lines))
    if len(title) == len(lines):
        _draw_lines(pdf, lines, MARGIN)
        return
    top = _draw_lines(pdf, title, MARGIN)
    top = _draw_header(pdf, letter, top)
    _draw_lines(pdf, lines[lines.index(BLOCK_END) :], top)


def _draw_lines(pdf: FPDF, lines: list[str], top: float) -> float:
    """Draw the lines from `top` down, in points; returns where the next one would stand."""
    for line in lines:
        pdf.text(MARGIN, top, line)
        top += LEADING
    return top


def _draw_header(pdf: FPDF, letter: MadeLetter, top: float) -> float:
    """The table of two columns; its last label takes two lines, as in the posted letters."""
    label = letter.label
    rows = (
        (BLOCK_START, str(letter.case_number)),
        ("Date Assigned:", _date(label["assigned_on"]), "Date of Injury:", _date(label["injured_on"])),
        ("Decision Date:", _date(label["decided_on"]), "UR Denial Date:", _date(label["ur_denied_on"])),
        ("Priority:", str(label["priority"]).capitalize(), "Application"),
        ("", "", "Received:"),
    )
    for row in rows:
        for column, text in zip(COLUMNS, row, strict=False):
            pdf.text(column, top, text)
        top += LEADING
    pdf.text(COLUMNS[-1], top - LEADING / 2, _date(label["received_on"]))
    return top + LEADING


def _date(iso: object) -> str:
    return datetime.date.fromisoformat(str(iso)).strftime("%m/%d/%Y")
