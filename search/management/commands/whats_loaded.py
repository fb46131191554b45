"""Say in one line what is loaded and searchable."""

from typing import Any

from django.core.management.base import BaseCommand

from search.models import Determination, IncomingFile, Letter
from search.models.batches import OPEN_STATES


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(
            f"{Letter.objects.count():,} letters with {Determination.objects.count():,} decisions;"
            f" {IncomingFile.objects.filter(state__in=OPEN_STATES).count():,} files wait to be read,"
            f" {Letter.objects.waiting_for_index().count():,} letters wait to be searchable."
        )
