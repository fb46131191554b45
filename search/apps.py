"""The portal's one Django app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Letters"

    def ready(self) -> None:
        # They connect receivers, and need the models.
        from search import signals  # noqa: F401, PLC0415
        from search.people import keeping_roles, sign_in_log  # noqa: F401, PLC0415
        from search.people import signals as people_signals  # noqa: F401, PLC0415
        from search.traces import protecting, watching  # noqa: F401, PLC0415
