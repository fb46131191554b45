"""Addresses below cases/: the case list."""

from django.urls import URLPattern, path

from search.cases import buttons, taking, views

urlpatterns: list[URLPattern] = [
    path("", views.case_list, name="cases"),
    path("keep", buttons.keep_or_let_go, name="cases-keep"),
    path("arrange", views.arrange, name="cases-arrange"),
    path("chosen", views.chosen, name="cases-chosen"),
    path("put-back", views.put_back, name="cases-put-back"),
    path("print", taking.print_page, name="cases-print"),
    path("export.<slug:suffix>", taking.file, name="cases-file"),
    path("<int:pk>", views.entry, name="cases-entry"),
    path("<int:pk>/remove", views.remove_one, name="cases-remove"),
]
