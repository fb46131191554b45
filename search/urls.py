"""The portal's addresses."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from search import views
from search.api import views as api


class ReferenceConverter(StringConverter):
    """A letter's reference in an address; PostgreSQL cannot be asked for text with a NUL."""

    regex = r"[^/\x00]+"


register_converter(ReferenceConverter, "reference")

urlpatterns = [
    path("", views.search_page, name="search"),
    path("letters/<reference:reference>", views.letter_page, name="letter"),
    path("letters/<reference:reference>/original", views.original_file, name="original"),
    path("api/v1/determinations", api.determinations, name="api-determinations"),
    path("health", views.health, name="health"),
]
