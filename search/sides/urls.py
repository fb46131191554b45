"""The room's addresses, below the portal's."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
