"""What the API answers of what its user keeps, typed."""

from datetime import date, datetime

from ninja import Field, Schema

from search.models.letters import Outcome
from search.models.saved import Frequency


class SavedSearch(Schema):
    id: int
    name: str
    note: str | None
    label: str | None
    parameters: str = Field(description="the search's parameters, as they stand in an address")
    url: str = Field(description="page of the search's result")
    determinations_url: str = Field(description="the same result from this API")
    frequency: Frequency = Field(description="how often its owner is told of news by mail")
    created_at: datetime
    updated_at: datetime
    looked_at: datetime | None = Field(description="when its owner last opened it")


class SavedSearches(Schema):
    total: int
    page: int
    page_size: int
    next: str | None = Field(description="address of the next page; null on the last")
    saved_searches: list[SavedSearch]


class KeptDecision(Schema):
    reference: str | None = Field(
        description="of the determination, such as CM16-0213037#2, or of a letter that could not be read;"
        " null where it is not public any more and has no case number"
    )
    available: bool = Field(description="false where it is not public any more, or not in its letter")
    url: str | None
    case_number: str | None
    number: int | None = Field(
        description="place in its letter, from 1; null for a letter that could not be read"
    )
    decided_on: date | None
    treatment: str | None
    outcome: Outcome | None
    outcome_in_words: str | None
    outcome_when_kept: Outcome | None
    changed: bool = Field(description="whether the outcome is another than when the decision was kept")
    citation: str | None
    note: str | None
    label: str | None
    kept_at: datetime


class CaseList(Schema):
    total: int
    page: int
    page_size: int
    next: str | None = Field(description="address of the next page; null on the last")
    decisions: list[KeptDecision] = Field(description="in their owner's order")
