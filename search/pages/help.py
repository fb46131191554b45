"""The help: the user guide, and what can be typed in the search box, from the grammar's own tables."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from search.letters.reasons import REASONS
from search.pages.guide import guide
from search.query.syntax import DEPTH_LIMIT, LENGTH_LIMIT, PREFIXES_LIMIT, TERMS_LIMIT
from search.query.syntax.fields import fields
from search.query.syntax.operators import operators
from search.query.syntax.values import closed_list

LIMITS: Final = {
    "length": LENGTH_LIMIT,
    "terms": TERMS_LIMIT,
    "depth": DEPTH_LIMIT,
    "prefixes": PREFIXES_LIMIT,
}


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """The user guide."""
    return render(request, "search/help.html", {"guide": guide()})


@require_safe
def search_help_page(request: HttpRequest) -> HttpResponse:
    """Each operator and field with an example that runs when it is clicked."""
    context: dict[str, Any] = {
        "operators": [(one.sign, one.meaning, _link(one.example)) for one in operators()],
        "fields": [(one.name, one.holds, _link(one.example)) for one in fields().values()],
        "reasons": REASONS.items(),
        "regions": closed_list("region").names,
        "limits": LIMITS,
    }
    return render(request, "search/search_help.html", context)


def _link(example: str) -> tuple[str, str]:
    """An example, and the query of the address that runs it."""
    return example, urlencode({"q": example})
