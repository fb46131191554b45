"""Addresses of the project: the portal's own and the staff's admin."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("staff/", admin.site.urls),
    path("", include("search.urls")),
]
