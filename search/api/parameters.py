"""The parameters of a search as OpenAPI describes them: names and limits from the form, which checks them."""

from typing import Any, Final

from django import forms
from django.http import QueryDict

from search.forms import NAMED, NOT, VALUES_LIMIT, DayField, FacetField, SearchForm, SwitchField
from search.query.facets import NONE, Facet
from search.query.facets.hierarchies import VALUE_LENGTH_LIMIT
from search.query.syntax import LENGTH_LIMIT

_DESCRIPTIONS: Final = {
    "q": "words (all are wanted), phrases in quotation marks, `OR`, `-unwanted`, `begin*`, parentheses,"
    " `field:value`; a case number in any spelling",
    "sort": "`relevance` by default; `newest` where there is nothing to be relevant to",
    "show": "`decisions` (determinations, the default), or `letters`: each letter once, with its best one",
    "match": "`all` words, or `most` of them; by default all, and most where few hold all",
    "literal": "search only the words typed, without synonyms and corrections",
    "after": "cursor of a page: the `after` of the page before it. Wins over `page`",
    "page": "number of the page, from 1; results beyond the 10,000th are reached by `after` alone",
    "page_size": "results a page",
    "decided_from": "decided in or after this month or on or after this day: `2016-12`, `2016-12-09`",
    "decided_to": "decided up to the end of this month or day",
}
# What a form of a page sends for a field left empty.
_NOT_GIVEN: Final = ""


def search_parameters() -> list[dict[str, Any]]:
    """All parameters of a search."""
    return [_parameter(name, field) for name, field in SearchForm(QueryDict()).fields.items()]


def query_parameter(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": {"type": "string", **schema},
    }


def _parameter(name: str, field: forms.Field) -> dict[str, Any]:
    description = _facet(name, field) if isinstance(field, FacetField) else _DESCRIPTIONS.get(name, "")
    parameter = query_parameter(name, description, **_schema(name, field))
    if isinstance(field, FacetField):
        parameter |= {"style": "form", "explode": True}
    return parameter


def _facet(name: str, field: FacetField) -> str:
    only = "without these values" if name.startswith(NOT) else "only with any of these values"
    labels = field.facet.labels
    known = "; ".join(f"`{value}` {label}" for value, label in labels.items())
    if len(labels) > NAMED:
        known = f"`/facets/{field.facet.name}` tells what each is called"
    above = f"; steps of a hierarchy are parted by `{field.facet.separator}`" if field.facet.separator else ""
    return f"{field.facet.label}: {only}; `{NONE}` for those without one{above}. {known}".strip()


def _schema(name: str, field: forms.Field) -> dict[str, Any]:
    match field:
        case FacetField():
            return {"type": "array", "items": _value(field.facet), "maxItems": VALUES_LIMIT}
        case forms.IntegerField():
            return {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
        case forms.ChoiceField():
            return {"enum": [value for value, _ in field.widget.choices] + [_NOT_GIVEN]}
        case SwitchField():
            return {"enum": [*SwitchField.ON, *SwitchField.OFF, _NOT_GIVEN]}
        case DayField():
            return {"pattern": r"^(\d{4}-\d{2}(-\d{2})?)?$"}
        case _:
            return {"maxLength": LENGTH_LIMIT} if name == "q" else {}


def _value(facet: Facet) -> dict[str, Any]:
    if facet.is_closed:
        return {"type": "string", "enum": [*facet.labels, NONE]}
    return {"type": "string", "minLength": 1, "maxLength": VALUE_LENGTH_LIMIT}
