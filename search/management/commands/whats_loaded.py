"""Say in one line what is loaded and searchable."""

from typing import Any

from django.core.management.base import BaseCommand

from search.models import Determination, IncomingFile, Letter
from search.models.batches import OPEN_STATES
from search.models.letters import Visibility


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        public = Letter.objects.public()
        decisions = Determination.objects.filter(letter__visibility=Visibility.PUBLIC)
        held = Letter.objects.filter(visibility=Visibility.QUARANTINED).count()
        self.stdout.write(
            f"{public.count():,} letters with {decisions.count():,} decisions, {held:,} in quarantine;"
            f" {IncomingFile.objects.filter(state__in=OPEN_STATES).count():,} files wait to be read,"
            f" {Letter.objects.waiting_for_index().count():,} letters wait to be searchable."
        )
