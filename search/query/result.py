"""The engine's answer as the rest of the portal speaks of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from search.letters.reasons import in_words
from search.query.builder import MARK_START
from search.query.builder.body import OTHERS
from search.query.builder.scoring import FULL_MATCH
from search.query.cursor import Cursor
from search.query.facets import FACETS, NONE, Facet
from search.query.request import WINDOW, Match, SearchRequest, Show
from search.query.understanding import Sought, understand


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
    is_full_match: bool = True
    others: Sequence[OtherItem] = ()

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
class SearchResult:
    """A page of results.

    `total` counts determinations and unread texts, `asked` the same before any filter narrowed them;
    `letters` is exact to 40,000 and near beyond. `full` counts those that hold all words of the question,
    before any filter, where the result has near matches too.
    """

    request: SearchRequest
    hits: Sequence[Hit]
    facets: Sequence[FacetCounts]
    total: int
    asked: int
    letters: int
    unread: int
    took_ms: int
    next_cursor: Cursor | None = None
    full: int | None = None
    correction: Correction | None = None

    @property
    def is_nearest(self) -> bool:
        """Whether some of these may hold only most of the words."""
        return self.request.match is Match.MOST

    @property
    def also_searched(self) -> Sequence[Sought]:
        """The question's concepts that were looked for by other words too."""
        return understand(self.request.question, self.request.literal).also_searched

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
    counted = answer["aggregations"]
    total = answer["hits"]["total"]["value"]
    return SearchResult(
        request=request,
        hits=[_hit(hit, request) for hit in answer["hits"]["hits"]],
        facets=[_counts(facet, counted[facet.name], request) for facet in FACETS],
        total=total,
        asked=counted["asked"]["doc_count"],
        letters=min(counted["found"]["letters"]["value"], total),
        unread=counted["found"]["unread"]["doc_count"],
        took_ms=answer["took"],
        next_cursor=_next_cursor(request, answer["hits"]["hits"]),
    )


def _next_cursor(request: SearchRequest, hits: Sequence[Mapping[str, Any]]) -> Cursor | None:
    """Where the next page begins; None on the last one, and among letters: the engine cannot go on there."""
    if len(hits) < request.page_size or request.show is Show.LETTERS:
        return None
    return Cursor(request.offset + len(hits), tuple(hits[-1]["sort"]))


def _counts(facet: Facet, counted: Mapping[str, Any], request: SearchRequest) -> FacetCounts:
    """The counted values, those chosen that nothing has any more, and the bucket of none."""
    chosen = request.narrowing.chosen.get(facet.name, ())
    buckets = [*counted["values"]["buckets"], *counted.get("chosen", {}).get("buckets", [])]
    counts = {value: 0 for value in chosen if value != NONE}
    counts |= {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    if counted["none"]["doc_count"] or NONE in chosen:
        counts[NONE] = counted["none"]["doc_count"]
    values = [
        FacetValue(value, facet.label_of(value), count, value in chosen) for value, count in counts.items()
    ]
    return FacetCounts(facet, sorted(values, key=lambda value: not value.is_chosen))


def _hit(hit: Mapping[str, Any], request: SearchRequest) -> Hit:
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
            treatment=source.get("treatment", ""),
            outcome=source.get("outcome", ""),
        )
        for source in sources
    ]


def _snippets(marked: Mapping[str, list[str]]) -> list[str]:
    """The rationale's passages; where no word is marked in them, the summary's, if it has any."""
    rationale = marked.get("rationale", [])
    if any(MARK_START in passage for passage in rationale):
        return list(dict.fromkeys(rationale))
    return list(dict.fromkeys(marked.get("case_summary") or marked.get("unread_text") or rationale))
