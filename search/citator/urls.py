"""The room's addresses, below the portal's."""

from django.urls import URLPattern, path

from search.citator import guidelines, treatments

urlpatterns: list[URLPattern] = [
    path("guidelines", guidelines.guidelines_page, name="guidelines"),
    path("guidelines/<path:key>", guidelines.guideline_page, name="guideline"),
    path("treatments", treatments.treatments_page, name="treatments"),
    path("treatments/drugs/<path:name>", treatments.drug_page, name="drug"),
    path("treatments/procedures/<path:key>", treatments.procedure_page, name="procedure"),
]
