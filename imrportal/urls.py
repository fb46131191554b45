"""Addresses of the project: the portal's own, accounts and the staff's admin."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("staff/", admin.site.urls),
    path("account/", include("search.people.urls")),
    path("account/", include("allauth.urls")),
    path("", include("search.urls")),
]
