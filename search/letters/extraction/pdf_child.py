"""The child that opens PDFs: reads a request a line from stdin, writes an answer a line to stdout.

Run by `search.letters.extraction.pdf` as a script, isolated from the rest of the project: it imports the
standard library and pypdfium2 only. A request for text is `{"path", "pages", "characters"}`, one for an
unencrypted copy of a scan `{"path", "pages", "copy_to"}`; an answer is `{"pages": [...]}`, for a copy without
pages, or `{"error": code}`.
"""

import json
import os
import queue
import re
import resource
import sys
import threading
from typing import Final

import pypdfium2
from pypdfium2 import raw

# pdfium marks a hyphen at a line's end with one of these in place of the hyphen and the line end.
LINE_END_HYPHEN: Final = re.compile("[\ufffe\x02](?:\r?\n)?")
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class _RefusedError(Exception):
    """The file cannot be read for the reason that its code names."""


def main() -> int:
    memory_bytes = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "w", encoding="ascii", buffering=1)
    # Nothing but answers may reach the parent, whatever the PDF library prints.
    os.dup2(2, 1)
    requests: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    answers.write('{"ready": true}\n')
    while True:
        answers.write(json.dumps(_answer(json.loads(requests.get()))) + "\n")


def _listen(requests: "queue.Queue[str]") -> None:
    """Hand on requests; when the parent is gone, stdin ends and so does this process, whatever it is at."""
    for line in sys.stdin:
        requests.put(line)
    os._exit(0)


def _answer(request: dict[str, object]) -> dict[str, object]:
    path, most_pages = str(request["path"]), int(str(request["pages"]))
    try:
        if "copy_to" in request:
            _copy(path, most_pages, str(request["copy_to"]))
            return {"pages": []}
        return {"pages": _read(path, most_pages, int(str(request["characters"])))}
    except _RefusedError as refused:
        return {"error": str(refused)}
    except MemoryError:
        return {"error": "out_of_memory"}
    except OSError:
        return {"error": "missing"}
    except pypdfium2.PdfiumError as error:
        return {"error": "encrypted" if error.err_code == raw.FPDF_ERR_PASSWORD else "damaged"}


def _read(path: str, most_pages: int, most_characters: int) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        if len(document) > most_pages:
            raise _RefusedError("too_many_pages")
        pages, left = list[str](), most_characters
        for index in range(len(document)):
            pages.append(_page_text(document, index))
            left -= len(pages[-1])
            if left < 0:
                raise _RefusedError("too_long")
        if not any(page.strip() for page in pages):
            raise _RefusedError("scan" if _has_pictures(document) else "empty")
        return pages
    finally:
        document.close()


def _copy(path: str, most_pages: int, copy_to: str) -> None:
    document = pypdfium2.PdfDocument(path)
    try:
        if len(document) > most_pages:
            raise _RefusedError("scan_too_long")
        document.save(copy_to, flags=raw.FPDF_REMOVE_SECURITY)
    finally:
        document.close()


def _page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    page = document[index]
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
    finally:
        textpage.close()
        page.close()
    text = LINE_END_HYPHEN.sub("-\n", text).replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub(" ", text)


def _has_pictures(document: pypdfium2.PdfDocument) -> bool:
    for index in range(len(document)):
        page = document[index]
        if any(True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)):
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
