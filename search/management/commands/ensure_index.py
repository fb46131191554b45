"""Make the search index where there is none, and anew where the code's mapping changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.index.errors import EngineError
from search.index.rebuild import ensure_index


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = ensure_index()
        except EngineError as error:
            raise CommandError(f"{error} Is OpenSearch running where OPENSEARCH_URL says?") from error
        self.stdout.write("The search index was built." if made else "The search index is there.")
