"""Addresses below alerts/: without log-in, by secret address: feeds, and an end to a mail."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
