"""The page of both sides of a search, thin around the form, the asking and what the page shows."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from search.answering import answered
from search.forms import SearchForm
from search.pages.navigation import Address
from search.sides.asking import both_sides
from search.sides.page import sides_context


@require_safe
def sides_page(request: HttpRequest) -> HttpResponse:
    """Upheld beside overturned: the reasons on each side of a search, and what each cites more."""
    path = reverse("sides")

    def answer(form: SearchForm, address: Address, context: dict[str, Any]) -> HttpResponse:
        asked = form.to_request()
        decisions = Address(request.GET, form.fields, reverse("search"))
        context |= sides_context(address, decisions, asked, both_sides(asked)) | {"box_action": path}
        return render(request, "sides/sides.html", context)

    return answered(request, path, answer)
