"""Build the search index anew from the database while the old one serves, then swap them."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.index.errors import EngineError
from search.index.rebuild import rebuild
from search.models import Letter
from search.suggesting.building import build_suggestions


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        total = Letter.objects.count()
        try:
            with tqdm(total=total, unit=" letters", file=sys.stderr, disable=None) as bar:
                name = rebuild(bar.update)
        except EngineError as error:
            raise CommandError(f"{error} The index that served before still serves.") from error
        self.stdout.write(f"{total:,} letters are in the new index {name}.")
        try:
            build_suggestions()
        except EngineError as error:
            self.stderr.write(f"The suggestions are left to the worker: {error}")
