"""Addresses below alerts/: without log-in, by secret address: feeds, and an end to a mail."""

from django.urls import URLPattern, path

from search.alerts import views

urlpatterns: list[URLPattern] = [
    path("feed/<str:secret>.atom", views.feed, name="feed"),
    path("unsubscribe/<str:secret>", views.unsubscribe, name="unsubscribe"),
    path("<int:pk>/feed/make", views.make_feed, name="feed-make"),
    path("<int:pk>/feed/revoke", views.revoke_feed, name="feed-revoke"),
]
