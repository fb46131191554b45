"""Addresses below saved/: queries that readers keep."""

from django.urls import URLPattern, path

from search.saved import views

urlpatterns: list[URLPattern] = [
    path("", views.saved_list, name="saved"),
]
