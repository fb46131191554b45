"""The pages of the case list."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def case_list(request: HttpRequest) -> HttpResponse:
    """An owner's kept decisions."""
    return render(request, "base.html")
