"""The portal's addresses."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from search import views
from search.api.operations import api
from search.exporting.views import export
from search.pages.help import help_page, search_help_page
from search.suggesting.views import suggestions


class ReferenceConverter(StringConverter):
    """A letter's reference in an address; PostgreSQL cannot be asked for text with a NUL."""

    regex = r"[^/\x00]+"


register_converter(ReferenceConverter, "reference")

urlpatterns = [
    path("", views.search_page, name="search"),
    path("facet/<slug:name>", views.facet_page, name="facet"),
    path("api/v1/", api.urls),
    path("suggest", suggestions, name="suggest"),
    path("export.csv", export, {"suffix": "csv"}, name="export-csv"),
    path("export.jsonl", export, {"suffix": "jsonl"}, name="export-jsonl"),
    path("saved/", include("search.saved.urls")),
    path("cases/", include("search.cases.urls")),
    path("alerts/", include("search.alerts.urls")),
    path("", include("search.insights.urls")),
    path("", include("search.sides.urls")),
    path("", include("search.citator.urls")),
    path("", include("search.reading.urls")),
    path("help", help_page, name="help"),
    path("help/search", search_help_page, name="help-search"),
    path("health", views.health, name="health"),
]
