"""From an address to what is kept of its search, and back: checked by the search's own form both ways."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from django.http import QueryDict

from search.forms import NOT, SearchForm, SwitchField
from search.models import SavedQuery
from search.query.facets import FACETS_BY_NAME
from search.query.request import SearchRequest, Show, Sort
from search.web.parameters import BadParameters, request_of

# What an address may have in all: web servers refuse a request line longer than 4,094 characters.
LONGEST = 3_500
_PLACE = frozenset({"page", "after", "page_size"})
_DEFAULTS: dict[str, tuple[str, ...]] = {
    "sort": (Sort.RELEVANCE,),
    "show": (Show.DETERMINATIONS,),
    "literal": SwitchField.OFF,
}
_NOT_ANY_MORE = "This saved search cannot be asked any more. {} Change what it asks for, or delete it."

# How a version's parameters become those of the next; the first step is for version 1. A step changes the
# QueryDict in place, or raises CannotAsk where nothing in the next version asks the same.
Step = Callable[[QueryDict], None]
STEPS: Sequence[Step] = ()


class CannotAsk(ValueError):
    """Parameters that ask for nothing that can be found; the message is a sentence for their owner."""


def canonical(parameters: QueryDict) -> str:
    """The search that an address asks for, in the one way that it is kept: the same search, the same text.

    Names that the search does not know are left out, as its page ignores them, and so is the place in the
    result.

    Raises:
        CannotAsk: the form does not take the parameters, or they are too long for an address.
    """
    parameters = _without_place(parameters)
    form = SearchForm(parameters)
    if not form.is_valid():
        raise CannotAsk(" ".join(_sentences(form)))
    kept = [(name, _values(name, parameters.getlist(name))) for name in form.fields if name not in _PLACE]
    text = urlencode([(name, values) for name, values in kept if values], doseq=True)
    if len(text) > LONGEST:
        raise CannotAsk("This search is too long to be kept: use fewer words or filters.")
    return text


def request_of_saved(saved: SavedQuery) -> SearchRequest:
    """What a saved search asks for today, from its first page.

    Raises:
        CannotAsk: its parameters are not valid any more.
    """
    return request_of_parameters(saved.parameters, saved.parameters_version)


def request_of_parameters(parameters: str, version: int) -> SearchRequest:
    """The same of parameters that are kept elsewhere.

    Raises:
        CannotAsk: the parameters are not valid any more.
    """
    try:
        # Unlike a page, it takes nothing unknown: a filter that is no more must not widen the search.
        return request_of(QueryDict(bring_up(parameters, version)))
    except BadParameters as error:
        messages = [f"{name}: {one['message']}" for name, ones in error.errors.items() for one in ones]
        raise CannotAsk(_NOT_ANY_MORE.format(" ".join(messages))) from error


def typed_in(parameters: str) -> str:
    """The question that parameters hold, as it was typed."""
    return QueryDict(parameters).get("q") or ""


def bring_up(parameters: str, version: int, steps: Sequence[Step] | None = None) -> str:
    """Parameters of an older version as today's.

    Raises:
        CannotAsk: the version is not known, or one of the steps knows no way.
    """
    steps = STEPS if steps is None else steps
    if not 1 <= version <= len(steps) + 1:
        raise CannotAsk(_NOT_ANY_MORE.format("It was saved by another version of the portal."))
    remaining = steps[version - 1 :]
    if not remaining:
        return parameters
    changed = QueryDict(parameters, mutable=True)
    for step in remaining:
        step(changed)
    return changed.urlencode()


def _without_place(parameters: QueryDict) -> QueryDict:
    kept = parameters.copy()
    for name in _PLACE:
        kept.pop(name, None)
    return kept


def _values(name: str, values: list[str]) -> list[str]:
    """As the index has them: a facet's values in one order, of other parameters the last."""
    if facet := FACETS_BY_NAME.get(name.removeprefix(NOT)):
        return sorted(set(map(facet.canonical, values)))
    value = " ".join("".join(values[-1:]).split())
    if not value or value in _DEFAULTS.get(name, ()):
        return []
    return ["true"] if name == "literal" else [value]


def _sentences(form: SearchForm) -> list[str]:
    return [
        str(error) if name == "q" else f"{form.fields[name].label or name}: {error}"
        for name, errors in form.errors.items()
        for error in errors
    ]
