"""Addresses below cases/: the case list."""

from django.urls import URLPattern, path

from search.cases import views

urlpatterns: list[URLPattern] = [
    path("", views.case_list, name="cases"),
]
