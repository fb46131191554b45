"""Addresses below account/: what an account's owner sees beside allauth's pages."""

from django.urls import URLPattern, path

from search.people import views

urlpatterns: list[URLPattern] = [
    path("", views.account, name="account"),
]
