"""Addresses below saved/: searches that readers keep, show to each other, and made lately."""

from django.urls import URLPattern, path

from search.saved import opening, recent, sharing, views

urlpatterns: list[URLPattern] = [
    path("", views.saved_list, name="saved"),
    path("save", views.save, name="saved-save"),
    path("recent", recent.recent, name="recent"),
    path("recent/erase", recent.erase_all, name="recent-erase-all"),
    path("recent/<int:pk>/erase", recent.erase, name="recent-erase"),
    path("shared/<str:text>", sharing.shared, name="saved-shared"),
    path("shared/<str:text>/copy", sharing.save_copy, name="saved-copy"),
    path("<int:pk>/open", opening.open_saved, name="saved-open"),
    path("<int:pk>/new", opening.only_new, name="saved-new"),
    path("<int:pk>/edit", views.edit, name="saved-edit"),
    path("<int:pk>/replace", views.replace, name="saved-replace"),
    path("<int:pk>/duplicate", views.duplicate, name="saved-duplicate"),
    path("<int:pk>/delete", views.delete, name="saved-delete"),
    path("<int:pk>/move", views.move, name="saved-move"),
    path("<int:pk>/share", sharing.share, name="saved-share"),
    path("<int:pk>/share/make", sharing.make_share, name="saved-share-make"),
    path("<int:pk>/share/revoke", sharing.revoke_share, name="saved-share-revoke"),
]
