"""The room's addresses, below the portal's, which knows what a `reference` is."""

from django.urls import URLPattern, path

from search.reading import views

urlpatterns: list[URLPattern] = [
    path("letters/<reference:reference>", views.letter_page, name="letter"),
    path("letters/<reference:reference>/original", views.original_file, name="original"),
]
