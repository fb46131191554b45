"""Read letters and print what they say as JSON, one object a line; touches no database."""

import dataclasses
import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.letters import LetterFacts, Span, to_label
from search.letters.bulk import ReadFile, letter_files, read_files
from search.letters.labels import details_label


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="PDF and TXT files, and folders"
        )
        parser.add_argument("--spans", action="store_true", help="add where in the letter each fact stands")
        parser.add_argument(
            "--processes",
            type=int,
            default=max(2, os.cpu_count() or 1),
            help="how many files are read at once",
        )

    def handle(self, *args: Any, paths: list[Path], spans: bool, processes: int, **options: Any) -> None:
        files = letter_files(paths)
        if not files:
            raise CommandError("There is no PDF or TXT file here; name a file, or a folder that holds some.")
        bad = 0
        with tqdm(total=len(files), desc="reading", unit=" letters", file=sys.stderr, disable=None) as bar:
            for result in read_files(files, processes):
                bad += not self._print(result, with_spans=spans)
                bar.update()
        if bad:
            sys.exit(1)

    def _print(self, result: ReadFile, *, with_spans: bool) -> bool:
        if result.facts is None:
            tqdm.write(f"{result.path}: {result.problem}", file=sys.stderr)
            return False
        label = to_label(result.facts, result.path.name)
        if with_spans:
            label |= places(result.facts)
        self.stdout.write(json.dumps(label, ensure_ascii=False))
        return True


def places(facts: LetterFacts) -> dict[str, object]:
    """What `--spans` adds: layout, places of facts (offsets in the letter's text), details, findings."""
    return {
        "layout": facts.layout,
        "unread_reason": facts.unread_reason,
        "spans": _spans(facts.spans),
        "determination_spans": [_spans(item.spans) for item in facts.determinations],
        "treatment_details": [details_label(item) for item in facts.determinations],
        "findings": [dataclasses.asdict(finding) for finding in facts.findings],
    }


def _spans(spans: Mapping[str, Span]) -> dict[str, dict[str, int]]:
    return {name: dataclasses.asdict(span) for name, span in spans.items()}
