"""The columns of an export, read from an indexed determination. docs/exporting.md describes them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from search.letters.facts import OUTCOMES
from search.letters.reasons import in_words
from search.query.builder.scoring import FULL_MATCH
from search.query.facets.known import PROCEDURES

Value = str | int | bool | list[str] | None
Source = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A determination of a result: its indexed facts, its letter's address, whether it holds all words."""

    source: Source
    letter_url: str
    is_full_match: bool

    @classmethod
    def of(cls, hit: Mapping[str, Any], letter_url: Callable[[str], str], has_near_matches: bool) -> "Found":
        source = hit["_source"]
        is_full = not has_near_matches or FULL_MATCH in hit.get("matched_queries", ())
        return cls(source, letter_url(source["letter"]), is_full)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name, the indexed fields that it needs, and its value for a determination."""

    name: str
    fields: tuple[str, ...]
    value: Callable[[Found], Value]


def _text(name: str, field: str | None = None) -> Column:
    return Column(name, (field or name,), lambda found: found.source.get(field or name) or None)


def _day(name: str) -> Column:
    return Column(name, (name,), lambda found: (found.source.get(name) or "")[:10] or None)


def _several(name: str, field: str | None = None) -> Column:
    return Column(name, (field or name,), lambda found: _values(found.source, field or name))


def _citation(name: str, place: int) -> Column:
    def value(found: Found) -> Value:
        citations = found.source.get("citations") or []
        return (citations[place] or None) if len(citations) > place else None

    return Column(name, ("citations",), value)


def _values(source: Source, field: str) -> list[str]:
    """The field's values; the index holds a lone or missing one in several ways."""
    values = source.get(field)
    several: Sequence[Any] = values if isinstance(values, list) else [values]
    return [str(value) for value in several if value not in (None, "")]


def _url(found: Found) -> Value:
    number = found.source["number"]
    return f"{found.letter_url}#{number}" if number else found.letter_url


def _outcome(found: Found) -> Value:
    return OUTCOMES.get(found.source.get("outcome", ""), "Not read")


def _procedures(found: Found) -> Value:
    return [PROCEDURES.get(key, key) for key in _values(found.source, "procedures")]


COLUMNS: Final[tuple[Column, ...]] = (
    _text("reference"),
    _text("letter"),
    Column("number", ("number",), lambda found: found.source["number"] or None),
    Column("items_in_letter", ("items",), lambda found: found.source["items"]),
    Column("url", ("letter", "number"), _url),
    _text("case_number"),
    _text("priority"),
    _day("decided_on"),
    _day("received_on"),
    _day("ur_denied_on"),
    _day("injured_on"),
    Column("outcome", ("outcome",), _outcome),
    _text("outcome_key", "outcome"),
    _text("treatment"),
    _text("requested"),
    _text("category"),
    _text("subcategory"),
    _several("drugs"),
    Column("procedures", ("procedures",), _procedures),
    _several("procedure_keys", "procedures"),
    _several("body_regions"),
    Column("reasons", ("reasons",), lambda found: in_words(_values(found.source, "reasons"))),
    _several("reason_keys", "reasons"),
    _several("reviewer_guidelines", "guideline_words"),
    _several("reviewer_guideline_families", "guideline_families"),
    _several("reviewer_guideline_keys", "guideline_values"),
    _several("claims_administrator_guideline_keys", "claims_guideline_values"),
    _citation("reviewer_citation", 0),
    _citation("claims_administrator_citation", 1),
    _several("reviewer_specialties", "specialties"),
    _several("reviewer_states", "states"),
    _text("claimant_age"),
    _text("claimant_sex"),
    Column("holds_all_words", (), lambda found: found.is_full_match),
    _text("rationale"),
)
FIELDS: Final = tuple(dict.fromkeys(field for column in COLUMNS for field in column.fields))


def row_of(found: Found) -> dict[str, Value]:
    """All columns of a determination, by name, in their order."""
    return {column.name: column.value(found) for column in COLUMNS}
