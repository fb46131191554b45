"""The engine's answer as the rest of the portal speaks of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from search.letters.facts import OVERTURNED, UPHELD
from search.letters.reasons import in_words
from search.query.builder import MARK_START
from search.query.builder.body import OTHERS
from search.query.builder.scoring import FULL_MATCH
from search.query.cursor import Cursor
from search.query.facets import FACETS, FACETS_BY_NAME, FacetCounts, FacetValue, Histogram
from search.query.facets.reading import read_facet, read_months, read_unread, ungrouped
from search.query.passages import most_telling
from search.query.request import WINDOW, Match, SearchRequest, Show
from search.query.shares import OUTCOME, OutcomeCounts
from search.query.understanding import Sought, understand

__all__ = [
    "Correction",
    "FacetCounts",
    "FacetValue",
    "Found",
    "Histogram",
    "Hit",
    "OtherItem",
    "SearchResult",
    "read_hits",
    "read_result",
]


@dataclass(frozen=True, slots=True)
class OtherItem:
    """Another determination of a letter that a result shows once."""

    reference: str
    letter: str
    number: int
    treatment: str
    outcome: str


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
    procedures: Sequence[str] = ()
    is_full_match: bool = True
    others: Sequence[OtherItem] = ()

    @property
    def category_in_words(self) -> str:
        """What the treatment is one of; empty where that was not read."""
        return FACETS_BY_NAME["category"].label_of(self.category)

    @property
    def reasons_in_words(self) -> list[str]:
        """What the reviewer argues with."""
        return in_words(self.reasons)


@dataclass(frozen=True, slots=True)
class Correction:
    """Words of the question that hardly any decision has, and what is meant perhaps.

    `typed` is the whole question as it would be typed; `is_searched` where the result is already that
    question's.
    """

    typed: str
    instead_of: str
    is_searched: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a request, as its words were taken in the end."""

    request: SearchRequest

    @property
    def is_nearest(self) -> bool:
        """Whether some of these may hold only most of the words."""
        return self.request.match is Match.MOST

    @property
    def also_searched(self) -> Sequence[Sought]:
        """The question's concepts that were looked for by other words too."""
        return understand(self.request.question, self.request.literal).also_searched


@dataclass(frozen=True, slots=True)
class SearchResult(Found):
    """A page of results.

    `total` counts determinations and unread texts, `asked` the same before any filter narrowed them;
    `outcomes` are of determinations, whatever the result shows and the outcome filter;
    `letters` is exact to 40,000 and near beyond. `full` counts those that hold all words of the question,
    before any filter, where the result has near matches too.
    """

    hits: Sequence[Hit]
    facets: Sequence[FacetCounts]
    total: int
    asked: int
    letters: int
    unread: int
    took_ms: int
    months: Histogram = field(default_factory=Histogram)
    next_cursor: Cursor | None = None
    outcomes: OutcomeCounts = field(default_factory=OutcomeCounts)
    full: int | None = None
    correction: Correction | None = None

    def counts_of(self, name: str) -> FacetCounts:
        """The counts of the facet of that name."""
        return next(counts for counts in self.facets if counts.facet.name == name)

    @property
    def determinations(self) -> int:
        return self.total - self.unread

    @property
    def listed(self) -> int:
        """How many results the list has in all: determinations, or letters where it shows letters."""
        return self.letters if self.request.show is Show.LETTERS else self.total

    @property
    def pages(self) -> int:
        """The number of pages that can be opened by number; at least 1."""
        reachable = min(self.listed, WINDOW)
        return max(1, -(-reachable // self.request.page_size))


def read_result(request: SearchRequest, answer: Mapping[str, Any]) -> SearchResult:
    """Read the engine's answer to the body that `builder.build` made of the request."""
    counted = ungrouped(answer["aggregations"])
    total = answer["hits"]["total"]["value"]
    return SearchResult(
        request=request,
        hits=read_hits(request, answer),
        outcomes=_outcomes(counted),
        facets=[read_facet(facet, counted, request) for facet in FACETS],
        total=total,
        asked=counted.get("asked", {}).get("doc_count", total),
        letters=min(counted["letters"]["value"], total),
        unread=read_unread(counted),
        took_ms=answer["took"],
        months=read_months(counted, request),
        next_cursor=_next_cursor(request, answer["hits"]["hits"], total),
    )


def read_hits(request: SearchRequest, answer: Mapping[str, Any]) -> list[Hit]:
    """The determinations of the engine's answer, in its order."""
    return [_hit(hit, request) for hit in answer["hits"]["hits"]]


def _outcomes(counted: Mapping[str, Any]) -> OutcomeCounts:
    """Determinations, in letters too: the facet itself counts what the result shows."""
    counts = {bucket["key"]: bucket["doc_count"] for bucket in counted[OUTCOME]["buckets"]}
    return OutcomeCounts(counts.get(UPHELD, 0), counts.get(OVERTURNED, 0))


def _next_cursor(request: SearchRequest, hits: Sequence[Mapping[str, Any]], total: int) -> Cursor | None:
    """Where the next page begins; None on the last one, and among letters: the engine cannot go on there."""
    position = request.offset + len(hits)
    if not hits or position >= total or request.show is Show.LETTERS:
        return None
    return Cursor(position, tuple(hits[-1]["sort"]))


def _hit(hit: Mapping[str, Any], request: SearchRequest) -> Hit:
    source, marked = hit["_source"], hit.get("highlight", {})
    decided_on = source.get("decided_on")
    return Hit(
        reference=source["reference"],
        letter=source["letter"],
        number=source["number"],
        is_read=source["is_read"],
        treatment=source.get("treatment") or "",
        treatment_html="".join(marked.get("treatment", [])),
        outcome=source.get("outcome") or "",
        category=source.get("category") or "",
        case_number=source.get("case_number"),
        decided_on=date.fromisoformat(decided_on[:10]) if decided_on else None,
        specialties=source.get("specialties") or [],
        guideline_families=source.get("guideline_families") or [],
        drugs=source.get("drugs") or [],
        procedures=source.get("procedures") or [],
        body_regions=source.get("body_regions") or [],
        items=source["items"],
        reasons=source.get("reasons") or [],
        snippets=_snippets(marked),
        score=hit.get("_score"),
        is_full_match=request.match is not Match.MOST or FULL_MATCH in hit.get("matched_queries", ()),
        others=_others(hit),
    )


def _others(hit: Mapping[str, Any]) -> list[OtherItem]:
    """The letter's other determinations, where the result shows letters."""
    inner = hit.get("inner_hits", {}).get(OTHERS, {}).get("hits", {}).get("hits", [])
    sources = [one["_source"] for one in inner if one["_id"] != hit["_id"]]
    return [
        OtherItem(
            reference=source["reference"],
            letter=source["letter"],
            number=source["number"],
            treatment=source.get("treatment") or "",
            outcome=source.get("outcome") or "",
        )
        for source in sources
    ]


def _snippets(marked: Mapping[str, list[str]]) -> list[str]:
    """The rationale's passages; where no word is marked in them, the summary's, if it has any."""
    rationale = marked.get("rationale", [])
    if any(MARK_START in passage for passage in rationale):
        return most_telling(rationale)
    return most_telling(marked.get("case_summary") or marked.get("unread_text") or rationale)
