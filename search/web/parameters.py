"""Parameters of programs to a search request: the form's checks, and nothing is silently left out."""

from collections.abc import Collection, Iterable
from typing import Any

from django.http import QueryDict

from search.forms import FacetField, SearchForm
from search.query.request import SearchRequest


class BadParameters(Exception):
    """Parameters that cannot be asked with: messages and codes by parameter, and a question that can."""

    def __init__(self, detail: str, errors: dict[str, Any], mended: str | None = None) -> None:
        super().__init__(detail)
        self.detail, self.errors, self.mended = detail, errors, mended


def request_of(parameters: QueryDict, *others: str) -> SearchRequest:
    """What parameters ask for.

    A page may ignore what it does not know; a program that misspells a filter must not take all decisions
    for those it wanted.

    Args:
        parameters: as the address has them.
        others: names of parameters that the caller reads by itself.

    Raises:
        BadParameters: one is wrong, unknown, or given twice.
    """
    form = SearchForm(parameters)
    single = [*others, *(name for name, field in form.fields.items() if not isinstance(field, FacetField))]
    check_names(parameters, [*form.fields, *others], single)
    if not form.is_valid():
        raise BadParameters("A parameter is wrong.", form.errors.get_json_data(), form.mended)
    return form.to_request()


def check_names(parameters: QueryDict, known: Collection[str], single: Collection[str]) -> None:
    """Refuse parameters that there are not, and those of a single value that are given twice.

    Raises:
        BadParameters: there is such a one.
    """
    if unknown := sorted(set(parameters) - set(known)):
        raise BadParameters(
            f"There is no parameter {', '.join(unknown)}. There are: {', '.join(known)}.",
            _each(unknown, "There is no such parameter.", "unknown"),
        )
    if twice := [name for name in single if len(parameters.getlist(name)) > 1]:
        raise BadParameters(
            f"Give {', '.join(twice)} once only.", _each(twice, "Give it once only.", "twice")
        )


def _each(names: Iterable[str], message: str, code: str) -> dict[str, Any]:
    return {name: [{"message": message, "code": code}] for name in names}
