"""Addresses below account/: what an account's owner sees beside allauth's pages."""

from django.urls import URLPattern, path

from search.people import views
from search.people.tokens import views as token_views

urlpatterns: list[URLPattern] = [
    path("", views.account, name="account"),
    path("preferences", views.preferences, name="preferences"),
    path("sessions/<int:pk>/end", views.end_session, name="end-session"),
    path("invitation/<str:secret>", views.invitation, name="invitation"),
    path("own-data", views.own_data_file, name="own-data"),
    path("delete", views.delete_account, name="delete-account"),
    path("deleted", views.account_deleted, name="account-deleted"),
    path("tokens", token_views.tokens, name="tokens"),
    path("tokens/new", token_views.new_token, name="new-token"),
    path("tokens/<int:pk>/revoke", token_views.revoke_token, name="revoke-token"),
]
