"""The room's addresses, below the portal's, which knows what a `reference` is."""

from django.urls import URLPattern, path

from search.reading import views
from search.reading.citing import citation_file
from search.reading.similar_views import similar_page

urlpatterns: list[URLPattern] = [
    path("letters/<reference:reference>", views.letter_page, name="letter"),
    path("letters/<reference:reference>/original", views.original_file, name="original"),
    path("letters/<reference:reference>/<int:number>/citation.<slug:suffix>", citation_file, name="citation"),
    path("letters/<reference:reference>/<int:number>/similar", similar_page, name="similar"),
]
