"""The room's addresses, below the portal's."""

from django.urls import path

from search.sides.views import sides_page

urlpatterns = [path("sides", sides_page, name="sides")]
