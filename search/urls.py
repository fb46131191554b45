"""The portal's addresses."""

from django.urls import path

from search import views
from search.api import views as api

urlpatterns = [
    path("", views.search_page, name="search"),
    path("letters/<str:reference>", views.letter_page, name="letter"),
    path("letters/<str:reference>/original", views.original_file, name="original"),
    path("api/v1/determinations", api.determinations, name="api-determinations"),
    path("health", views.health, name="health"),
]
