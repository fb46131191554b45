"""`/insights` and `/insights.csv`: outcomes of a question by what is known of its decisions."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from search.answering import answered, file_refused, file_unavailable
from search.finding import Wanted, find_statistics
from search.forms import SearchForm
from search.index.errors import EngineUnavailable
from search.insights.asked import Asked
from search.insights.page import alone, insights_address, side_by_side
from search.insights.sections import dimensions_of
from search.insights.table import csv_table
from search.pages.navigation import Address
from search.pages.search_views import search_views
from search.query.statistics import DIMENSIONS_BY_NAME, Dimension, names_outcome, without_outcome
from search.web.parameters import BadParameters, request_of
from search.web.rate_limits import rate_limited

# Longer than any search that the pages lead to.
COMPARE_LIMIT: Final = 4_000
_COMPANIONS: Final = ("compare",)


@require_safe
def insights(request: HttpRequest) -> HttpResponse:
    """Outcomes of the question by everything that is known, or by one dimension; of two side by side."""

    def answer(form: SearchForm, address: Address, context: dict[str, Any]) -> HttpResponse:
        context |= {
            "address": Address(request.GET, form.fields, reverse("insights"), _COMPANIONS),
            "box_action": reverse("insights"),
            "search_views": search_views(address, "insights"),
        }
        typed = request.GET.get("compare_q")
        if typed is not None:
            return redirect(insights_address(_parameters(address), _with_words(request.GET, form, typed)))
        if second := request.GET.get("compare"):
            return _compared(request, form, second, context)
        return _alone(request, form, context)

    return answered(request, reverse("insights"), answer)


def _alone(request: HttpRequest, form: SearchForm, context: dict[str, Any]) -> HttpResponse:
    by = _dimension(request.GET["by"]) if request.GET.get("by") else None
    asked = Asked.of(
        request.GET, form, lambda parameters: insights_address(parameters, by=by.name if by else None)
    )
    [statistics] = find_statistics(Wanted(asked.request, dimensions_of(by)))
    return render(request, "insights/insights.html", context | alone(asked, statistics, by))


def _dimension(name: str) -> Dimension:
    if name not in DIMENSIONS_BY_NAME:
        raise Http404("There are no insights by this.")
    return DIMENSIONS_BY_NAME[name]


def _compared(request: HttpRequest, form: SearchForm, compare: str, context: dict[str, Any]) -> HttpResponse:
    second = _Second.of(compare)
    if not second.is_valid:
        return _second_mistake(request, form, second, context)
    first_parameters, second_parameters = _own(request.GET, form), _own(second.parameters, second.form)
    first = Asked.of(request.GET, form, lambda changed: insights_address(changed, second_parameters))
    other = Asked.of(
        second.parameters, second.form, lambda changed: insights_address(first_parameters, changed)
    )
    wanted = [Wanted(one.request, dimensions_of(None)) for one in (first, other)]
    one, two = find_statistics(*wanted)
    return render(request, "insights/compared.html", context | side_by_side(first, other, (one, two)))


@dataclass(frozen=True, slots=True)
class _Second:
    """The question to compare with, as the address has it."""

    parameters: QueryDict
    form: SearchForm
    is_too_long: bool

    @classmethod
    def of(cls, compare: str) -> "_Second":
        is_too_long = len(compare) > COMPARE_LIMIT
        parameters = QueryDict("" if is_too_long else compare)
        return cls(parameters, SearchForm(parameters), is_too_long)

    @property
    def is_valid(self) -> bool:
        return not self.is_too_long and self.form.is_valid()


def _second_mistake(
    request: HttpRequest, form: SearchForm, second: _Second, context: dict[str, Any]
) -> HttpResponse:
    first, mended = _own(request.GET, form), second.form.mended
    context |= {
        "second": second.form,
        "is_too_long": second.is_too_long,
        "first_alone": insights_address(first),
        "mended": mended,
    }
    if mended:
        own = Address(second.parameters, second.form.fields)
        context["mended_address"] = insights_address(first, own.replaced(q=mended).partition("?")[2])
    return render(request, "insights/second_mistake.html", context, status=HTTPStatus.BAD_REQUEST)


def _own(parameters: QueryDict, form: SearchForm) -> str:
    return _parameters(Address(parameters, form.fields))


def _parameters(address: Address) -> str:
    return address.alone_at("").partition("?")[2]


def _with_words(parameters: QueryDict, form: SearchForm, typed: str) -> str:
    """The present filters with other words, as the parameters of a second question."""
    address = Address(parameters, form.fields)
    return address.replaced(q=typed.strip(), literal=None, match=None).partition("?")[2]


@require_safe
@rate_limited("export")
def insights_csv(request: HttpRequest) -> HttpResponseBase:
    """All rows of one dimension (`by`) of a search, whatever its outcome filter, as a file."""
    try:
        asked = without_outcome(request_of(request.GET, "by"))
        dimension = _named(request.GET.get("by", ""))
        [statistics] = find_statistics(Wanted(asked, [dimension]))
    except BadParameters as bad:
        return file_refused(request, bad, _insights_of(request))
    except EngineUnavailable as error:
        return file_unavailable(request, error)
    is_told = not names_outcome(statistics.request.question)
    table = csv_table(statistics.breakdowns[dimension.name], is_share_told=is_told)
    name = f"imr-insights-{dimension.name}-{timezone.localdate():%Y-%m-%d}.csv"
    response = HttpResponse(table, content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _named(by: str) -> Dimension:
    """Raises BadParameters where there is no such dimension."""
    if by in DIMENSIONS_BY_NAME:
        return DIMENSIONS_BY_NAME[by]
    message = f"Say by what to break the outcomes down, one of: {', '.join(DIMENSIONS_BY_NAME)}."
    raise BadParameters(
        "The table needs a dimension.", {"by": [{"message": message, "code": "invalid_choice"}]}
    )


def _insights_of(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("by", None)
    return f"{reverse('insights')}?{kept.urlencode()}"
