"""The portal's one Django app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Letters"

    def ready(self) -> None:
        from search import signals  # noqa: F401, PLC0415  connects the receivers; needs the models
