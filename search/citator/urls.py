"""The room's addresses, below the portal's."""

from django.urls import URLPattern, path

from search.citator import guidelines

urlpatterns: list[URLPattern] = [
    path("guidelines", guidelines.guidelines_page, name="guidelines"),
    path("guidelines/<path:key>", guidelines.guideline_page, name="guideline"),
]
