"""Load the demo letters, made by the project's own generator, into an empty database."""

import sys
from argparse import ArgumentParser
from io import BytesIO
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.generator import make_letters
from search.ingest.progress import wait_for
from search.ingest.receiving import Delivery, open_batch, receive
from search.models import Batch, Letter

SEED = 20161209


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--count", type=int, default=2000)

    def handle(self, *args: Any, count: int, **options: Any) -> None:
        if Letter.objects.exists() or Batch.objects.exists():
            return
        batch = open_batch(Batch.Source.DEMO)
        receive(batch, self._deliveries(count))
        progress = wait_for(batch, sys.stderr)
        self.stdout.write(f"Demo letters: {progress}")
        if not progress.is_done:
            raise CommandError("No worker answers: start one, and the demo letters go on by themselves.")

    def _deliveries(self, count: int) -> Any:
        for letter in make_letters(count, SEED):
            yield Delivery(f"{letter.file_stem}.txt", BytesIO(letter.text.encode()))
