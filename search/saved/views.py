"""The pages of saved queries."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def saved_list(request: HttpRequest) -> HttpResponse:
    """An owner's saved queries."""
    return render(request, "base.html")
