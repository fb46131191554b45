"""Take letters in: PDF and text files, ZIP archives, and folders of them, as one batch."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.ingest.progress import Progress, problems_of, wait_for
from search.ingest.receiving import deliveries_from, files_under, open_batch, receive
from search.models import Batch


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--wait", action="store_true", help="show a bar until every file has its result and is searchable"
        )

    def handle(self, *args: Any, paths: list[Path], wait: bool, **options: Any) -> None:
        for path in paths:
            if not path.exists():
                raise CommandError(f"{path} is not there.")
        files = files_under(paths)
        if not files:
            raise CommandError("There is no PDF, TXT or ZIP file in these folders.")
        batch = open_batch(Batch.Source.COMMAND)
        with tqdm(files, desc="taking in", unit=" files", file=sys.stderr, disable=None) as bar:
            receive(batch, deliveries_from(bar))
        self.stdout.write(f"Batch {batch.pk}: {len(files):,} files taken in.")
        if wait:
            self._finish(batch, wait_for(batch, sys.stderr))

    def _finish(self, batch: Batch, progress: Progress) -> None:
        self.stdout.write(str(progress))
        for name, reason in problems_of(batch):
            self.stdout.write(f"  {name}: {reason}")
        if not progress.is_done:
            raise CommandError("No worker answers: start one, and the batch goes on by itself.")
