"""What the API answers, typed: the OpenAPI description is made of these."""

from datetime import date
from typing import Any

from ninja import Field, Schema
from pydantic import ConfigDict, JsonValue

from search.models.letters import Outcome
from search.query.request import Match, Show

# Passages are escaped by the engine; nothing in them is markup but <mark>.
MARKED = "escaped HTML; words that match stand in <mark>"


class Totals(Schema):
    determinations: int
    letters: int = Field(
        description="letters that they stand in, and unread ones; exact to 40,000, near beyond"
    )
    unread_letters: int = Field(description="letters found by their text, whose layout could not be read")


class OtherDetermination(Schema):
    reference: str
    number: int
    treatment: str | None
    outcome: Outcome | None


class FoundDetermination(Schema):
    reference: str = Field(description="of the determination, such as CM16-0213037#2")
    letter: str = Field(description="reference of its letter")
    number: int | None = Field(description="place in the letter, from 1; null for a letter not read")
    items_in_letter: int
    url: str
    case_number: str | None
    decided_on: date | None
    treatment: str | None
    outcome: Outcome | None
    category: str | None
    drugs: list[str]
    procedures: list[str] = Field(description="keys; the facet `procedure` has their names")
    body_regions: list[str]
    reasons: list[str] = Field(description="keys; the facet `reason` has their words")
    reviewer_specialties: list[str]
    reviewer_guideline_families: list[str]
    snippets_html: list[str] = Field(description=MARKED)
    score: float | None
    full: bool = Field(description="whether it holds all words of the question")
    others: list[OtherDetermination] = Field(
        description="the letter's other determinations that match, with show=letters"
    )


class FacetValueCount(Schema):
    value: str
    label: str
    count: int
    chosen: bool
    unwanted: bool
    level: int = Field(description="depth in a hierarchy, from 0")
    parent: str | None = Field(description="value above it in a hierarchy")


class Facet(Schema):
    name: str
    label: str
    unit: str = Field(description="what is counted: decisions (determinations) or letters")
    values: list[FacetValueCount]
    more: bool = Field(description="whether there are values beside these; /facets/{name} lists them")


class MonthCount(Schema):
    month: date = Field(description="its first day")
    count: int
    chosen: bool


class Months(Schema):
    unit: str
    months: list[MonthCount]
    undated: int


class AlsoSearched(Schema):
    typed: str
    others: list[str]


class DidYouMean(Schema):
    q: str = Field(description="the question as it may be meant")
    instead_of: str
    searched: bool = Field(description="whether this is already its result")


class Result(Schema):
    total: Totals
    match: Match = Field(
        description="most: few or none hold all words, so these hold most of them, those with all first"
    )
    full: int | None = Field(description="where match is most: how many hold all words, before any filter")
    also_searched: list[AlsoSearched]
    did_you_mean: DidYouMean | None
    show: Show
    page: int
    page_size: int
    pages: int = Field(description="how many can be opened by number; beyond them `next` leads on")
    after: str | None = Field(description="cursor of the next page; null on the last")
    next: str | None = Field(description="address of the next page; null on the last")
    took_ms: int = Field(description="the engine's own time")
    results: list[FoundDetermination]
    facets: dict[str, Facet]
    decided: Months


class Interval(Schema):
    low: float
    high: float


class Outcomes(Schema):
    decided: int = Field(description="determinations whose outcome is known: upheld and overturned")
    upheld: int = Field(description="denial upheld")
    overturned: int = Field(description="denial overturned: treatment approved")
    overturned_share: float | None = Field(
        description="overturned of decided, from 0 to 1; null where fewer than 10 are, and where `q` itself"
        " asks for an outcome"
    )
    overturned_share_interval: Interval | None = Field(description="95 % Wilson interval; null as the share")


class Statistics(Outcomes):
    determinations: int
    letters: int
    unread_letters: int
    match: Match
    meaning: str = Field(description="what the share is a rate of, and what it is not")


class BreakdownRow(Outcomes):
    value: str = Field(description="as the filter takes it; `none` for those without one")
    label: str
    level: int = Field(description="depth in a hierarchy, from 0")
    parent: str | None = Field(description="value above it in a hierarchy")
    parameters: dict[str, str] = Field(description="the filters that ask for this row alone")


class Breakdown(Outcomes):
    by: str
    label: str
    unread_letters: int
    rows: list[BreakdownRow] = Field(
        description="most decided first, in a hierarchy each below its parent, reasons that fit no other"
        " (`other`) and `none` last; years and months in their order"
    )
    complete: bool = Field(description="whether the rows are all there are")
    overlapping: bool = Field(description="whether a determination may stand in several rows of a level")
    match: Match
    meaning: str = Field(description="what the shares are rates of, and what they are not")


class LetterDetermination(Schema):
    reference: str
    number: int
    url: str
    treatment: str
    requested: str | None
    outcome: Outcome
    outcome_in_words: str
    category: str
    subcategory: str | None
    drugs: list[str]
    procedures: list[str]
    body_regions: list[str]
    details: dict[str, JsonValue]
    reasons: list[str]
    reasons_in_words: list[str]
    reviewer_citation: str | None
    reviewer_guidelines: list[dict[str, JsonValue]]
    claims_administrator_citation: str | None
    claims_administrator_guidelines: list[dict[str, JsonValue]]
    rationale: str | None


class Letter(Schema):
    reference: str
    url: str
    original_url: str
    case_number: str | None
    read: bool = Field(description="whether its layout is known; if not, it has no determinations")
    unread_reason: str | None
    priority: str | None
    assigned_on: date | None
    injured_on: date | None
    ur_denied_on: date | None = Field(description="day of the utilization review's denial")
    received_on: date | None = Field(description="day of the application")
    decided_on: date | None
    reviewer_states: list[str]
    reviewer_specialties: list[str]
    claimant_age: int | None
    claimant_sex: str | None
    case_summary: str | None
    findings: list[dict[str, JsonValue]] = Field(description="facts that could not be read, contradictions")
    by_text_recognition: bool
    revision: int
    reader_version: str
    determinations: list[LetterDetermination]


class Suggestion(Schema):
    text: str
    kind: str
    kind_label: str
    count: int = Field(description="determinations")
    url: str


class Suggestions(Schema):
    suggestions: list[Suggestion]


class ParameterError(Schema):
    message: str
    code: str


class Problem(Schema):
    """What went wrong, as problem details (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    title: str
    status: int
    detail: str
    errors: dict[str, list[ParameterError]] | None = Field(None, description="by parameter")
    mended: str | None = Field(None, description="a question that can be asked instead of `q`")


def components(schema: type[Schema]) -> dict[str, Any]:
    """A schema, and those that it names, as OpenAPI's components hold them."""
    described = schema.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**described.pop("$defs", {}), schema.__name__: described}
