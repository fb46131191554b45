"""The engine's answer as the rest of the portal speaks of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from search.letters.reasons import in_words
from search.query.builder import MARK_START
from search.query.facets import FACETS, NONE, Facet
from search.query.request import WINDOW, Match, SearchRequest


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """A facet's values with their counts of determinations, chosen ones first."""

    facet: Facet
    values: Sequence[FacetValue]

    @property
    def has_choice(self) -> bool:
        return any(value.is_chosen for value in self.values)


@dataclass(frozen=True, slots=True)
class Hit:
    """One determination found. `treatment_html` and `snippets` are escaped, with words in <mark>."""

    reference: str
    letter: str
    number: int
    is_read: bool
    treatment: str
    treatment_html: str
    outcome: str
    category: str
    case_number: str | None
    decided_on: date | None
    specialties: Sequence[str]
    guideline_families: Sequence[str]
    drugs: Sequence[str]
    body_regions: Sequence[str]
    items: int
    reasons: Sequence[str]
    snippets: Sequence[str]
    score: float | None

    @property
    def reasons_in_words(self) -> list[str]:
        """What the reviewer argues with."""
        return in_words(self.reasons)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of hits.

    `total` counts determinations and unread texts, `asked` the same before any facet narrowed them;
    `letters` is exact to 40,000 and near beyond.
    """

    request: SearchRequest
    hits: Sequence[Hit]
    facets: Sequence[FacetCounts]
    total: int
    asked: int
    letters: int
    unread: int
    took_ms: int

    @property
    def is_nearest(self) -> bool:
        """Whether nothing holds all the words, and these hold most of them."""
        return self.request.match is Match.MOST

    @property
    def determinations(self) -> int:
        return self.total - self.unread

    @property
    def pages(self) -> int:
        """The number of pages that can be opened; at least 1."""
        reachable = min(self.total, WINDOW)
        return max(1, -(-reachable // self.request.page_size))


def read_result(request: SearchRequest, answer: Mapping[str, Any]) -> SearchResult:
    """Read the engine's answer to the body that `builder.build` made of the request."""
    counted = answer["aggregations"]
    total = answer["hits"]["total"]["value"]
    return SearchResult(
        request=request,
        hits=[_hit(hit) for hit in answer["hits"]["hits"]],
        facets=[_counts(facet, counted[facet.name], request) for facet in FACETS],
        total=total,
        asked=counted["asked"]["doc_count"],
        letters=min(counted["found"]["letters"]["value"], total),
        unread=counted["found"]["unread"]["doc_count"],
        took_ms=answer["took"],
    )


def _counts(facet: Facet, counted: Mapping[str, Any], request: SearchRequest) -> FacetCounts:
    """The counted values, those chosen that nothing has any more, and the bucket of none."""
    chosen = request.chosen.get(facet.name, ())
    buckets = [*counted["values"]["buckets"], *counted.get("chosen", {}).get("buckets", [])]
    counts = {value: 0 for value in chosen if value != NONE}
    counts |= {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    if counted["none"]["doc_count"] or NONE in chosen:
        counts[NONE] = counted["none"]["doc_count"]
    values = [
        FacetValue(value, facet.label_of(value), count, value in chosen) for value, count in counts.items()
    ]
    return FacetCounts(facet, sorted(values, key=lambda value: not value.is_chosen))


def _hit(hit: Mapping[str, Any]) -> Hit:
    source, marked = hit["_source"], hit.get("highlight", {})
    decided_on = source.get("decided_on")
    return Hit(
        reference=source["reference"],
        letter=source["letter"],
        number=source["number"],
        is_read=source["is_read"],
        treatment=source.get("treatment", ""),
        treatment_html="".join(marked.get("treatment", [])),
        outcome=source.get("outcome", ""),
        category=source.get("category", ""),
        case_number=source.get("case_number"),
        decided_on=date.fromisoformat(decided_on[:10]) if decided_on else None,
        specialties=source.get("specialties", []),
        guideline_families=source.get("guideline_families", []),
        drugs=source.get("drugs", []),
        body_regions=source.get("body_regions", []),
        items=source["items"],
        reasons=source.get("reasons", []),
        snippets=_snippets(marked),
        score=hit.get("_score"),
    )


def _snippets(marked: Mapping[str, list[str]]) -> list[str]:
    """The rationale's passages; where no word is marked in them, the summary's, if it has any."""
    rationale = marked.get("rationale", [])
    if any(MARK_START in passage for passage in rationale):
        return list(dict.fromkeys(rationale))
    return list(dict.fromkeys(marked.get("case_summary") or marked.get("unread_text") or rationale))
