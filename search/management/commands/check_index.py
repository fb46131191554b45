"""Compare the search index with the database, letter by letter; --fix mends what differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.index.drift import Drift, find_drift, mend
from search.index.errors import EngineError
from search.news.positions import stuck


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--fix", action="store_true", help="write what is missing, delete what is orphaned"
        )

    def handle(self, *args: Any, fix: bool, **options: Any) -> None:
        try:
            drift = find_drift()
            self._report(drift)
            if drift and fix:
                mend(drift)
                drift = find_drift()
                self.stdout.write("After mending:")
                self._report(drift)
        except EngineError as error:
            raise CommandError(str(error)) from error
        if drift:
            raise CommandError("Index and database differ. Run check_index --fix.")
        if news := stuck():
            raise CommandError(
                f"{news:,} new decisions wait to be announced for more than ten minutes."
                " See that a worker serves the queue people, and that beat runs."
            )

    def _report(self, drift: Drift) -> None:
        self.stdout.write(
            f"missing {len(drift.missing)}, stale {len(drift.stale)}, orphaned {len(drift.orphaned)};"
            f" waiting {drift.waiting}, rejected {drift.rejected}"
        )
