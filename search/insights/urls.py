"""The room's addresses, below the portal's."""

from django.urls import path

from search.insights import views

urlpatterns = [
    path("insights", views.insights, name="insights"),
    path("insights.csv", views.insights_csv, name="insights-csv"),
]
