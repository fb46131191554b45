"""Pictures of made-up letters as PDF, as a scanner gives them."""

from pathlib import Path

import pypdfium2
from fpdf import FPDF

DPI = 200
# Points of a US letter page, and of an inch.
WIDTH, HEIGHT, INCH = 612, 792, 72


def scanned(path: Path, letter: bytes) -> Path:
    """Write pictures of the PDF's pages to `path`, encrypted but open to all, as letters are posted."""
    scan = FPDF(unit="pt", format="letter")
    scan.set_encryption(owner_password="owner", user_password="")
    document = pypdfium2.PdfDocument(letter)
    try:
        for page in document:
            scan.add_page()
            scan.image(page.render(scale=DPI / INCH, grayscale=True).to_pil(), 0, 0, WIDTH, HEIGHT)
    finally:
        document.close()
    scan.output(str(path))
    return path


def blank_scan(path: Path, pages: int = 1) -> Path:
    """Write a scan of empty sheets."""
    sheets = FPDF(unit="pt", format="letter")
    for _ in range(pages):
        sheets.add_page()
    return scanned(path, bytes(sheets.output()))
