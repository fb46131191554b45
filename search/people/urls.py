"""Addresses below account/: what an account's owner sees beside allauth's pages."""

from django.urls import URLPattern, path

from search.people import views
from search.people.tokens import views as token_views

urlpatterns: list[URLPattern] = [
    path("", views.account, name="account"),
    path("tokens", token_views.tokens, name="tokens"),
    path("tokens/new", token_views.new_token, name="new-token"),
    path("tokens/<int:pk>/revoke", token_views.revoke_token, name="revoke-token"),
]
