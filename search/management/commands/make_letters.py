"""Write made-up letters and the truth they were made from (labels.jsonl) to an empty folder; no database."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.generator import LAYOUTS, MIXED, MadeLetter, as_pdf, make_letters

LABELS = "labels.jsonl"


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("out", type=Path, metavar="OUT", help="a folder that is empty or not there yet")
        parser.add_argument("--count", type=int, default=100, metavar="N", help="how many letters (100)")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="same seed, same letters (1)")
        parser.add_argument("--layout", choices=[*LAYOUTS, MIXED], default=MIXED, help=f"({MIXED})")
        parser.add_argument("--format", dest="form", choices=["pdf", "txt"], default="txt", help="(txt)")

    def handle(
        self, *args: Any, out: Path, count: int, seed: int, layout: str, form: str, **options: Any
    ) -> None:
        if count < 1:
            raise CommandError("--count must be at least 1.")
        _make_room(out)
        letters = make_letters(count, seed, layout)
        with (out / LABELS).open("w", encoding="utf-8") as labels:
            for letter in tqdm(letters, total=count, unit=" letters", file=sys.stderr, disable=None):
                name = f"{letter.file_stem}.{form}"
                (out / name).write_bytes(_content(letter, form))
                labels.write(json.dumps(letter.label | {"file": name}, ensure_ascii=False) + "\n")
        self.stdout.write(f"{count} letters and {LABELS} are in {out}.")


def _make_room(out: Path) -> None:
    """Make the folder; raises CommandError where it is a file or holds something already."""
    if out.exists() and not out.is_dir():
        raise CommandError(f"{out} is a file; name a folder to write the letters to.")
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise CommandError(f"{out} is not empty; name an empty folder, so that no file is overwritten.")


def _content(letter: MadeLetter, form: str) -> bytes:
    return as_pdf(letter) if form == "pdf" else letter.text.encode()
