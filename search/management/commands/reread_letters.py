"""Read stored letters again with the reader of this version, and index what changed."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from tqdm import tqdm

from search.ingest.rereading import letters_older_than, reread
from search.letters import READER_VERSION
from search.models import Letter


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--older-than",
            metavar="VERSION",
            help=f"only letters read by a reader older than VERSION (now it is {READER_VERSION})",
        )

    def handle(self, *args: Any, older_than: str | None, **options: Any) -> None:
        try:
            ids = letters_older_than(older_than)
        except ValueError as error:
            raise CommandError(f"{older_than!r} is no version: give numbers parted by dots.") from error
        changed, clashing = 0, list[int]()
        for letter_id in tqdm(ids, unit=" letters", file=sys.stderr, disable=None):
            try:
                changed += reread(letter_id)
            except IntegrityError:
                clashing.append(letter_id)
        self.stdout.write(f"{len(ids) - len(clashing):,} letters read again, {changed:,} changed.")
        if clashing:
            raise CommandError(
                f"Left as they were, another letter has their case number now: {_named(clashing)}"
            )


def _named(ids: list[int]) -> str:
    return ", ".join(Letter.objects.filter(pk__in=ids).order_by("pk").values_list("reference", flat=True))
