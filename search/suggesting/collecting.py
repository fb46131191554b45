"""What is suggested, counted in the index of determinations.

Each is counted by the very question or filter that choosing it leads to, so that the count shown is the
number of decisions found.
"""

import logging
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from search.index.counting import counts_of, every_value, values_of
from search.query.builder import query_for
from search.query.facets import FACETS_BY_NAME, NONE, Facet
from search.query.request import SearchRequest
from search.query.synonyms import concepts
from search.query.tree import AllOf, Has, Node, Question, Within, Word
from search.suggesting.drug_names import DrugName, drug_names
from search.suggesting.offers import Offer
from search.suggesting.suggestion import Kind
from search.suggesting.treatment_names import meeting_point, name_of, telling_words

logger = logging.getLogger(__name__)

TREATMENTS_LIMIT = 20_000
# A task may run five minutes; what is not counted by then is the least frequent.
_COUNTING_SECONDS = 180.0
_DRUGS = "drugs"
_FACET_KINDS = {
    "category": Kind.CATEGORY,
    "guideline": Kind.GUIDELINE,
    "specialty": Kind.SPECIALTY,
    "reason": Kind.REASON,
}
# Letters name brands less often than what they hold, and a drug has many.
_SHARE_OF_BRANDS = 0.6

# Of the hierarchies: a guideline's sections, and drugs.
_LAST_LEVEL = 2

Document = dict[str, Any]


def collect() -> Iterator[Document]:
    """A document for each suggestion that some decision stands behind.

    Raises:
        EngineUnavailable: the engine or the index of determinations is not there.
    """
    facets = [FACETS_BY_NAME[name] for name in _FACET_KINDS]
    counted = values_of([_DRUGS, *(facet.path for facet in facets)])
    for facet in facets:
        for value, count in counted[facet.path].items():
            if value != NONE and not _is_drug(facet, value):
                yield _facet_offer(facet, value).document(count)
    yield from _drugs(counted[_DRUGS])
    yield from _treatments()


def _is_drug(facet: Facet, value: str) -> bool:
    """Drugs are the last step of the treatments' categories, and are suggested by their names."""
    return facet.name == "category" and facet.level(value) == _LAST_LEVEL


def _facet_offer(facet: Facet, value: str) -> Offer:
    """A facet's value; of a hierarchy's value the last step is typed first."""
    kind = Kind.SECTION if facet.level(value) == _LAST_LEVEL else _FACET_KINDS[facet.name]
    shown = facet.full_label_of(value)
    return Offer(shown, kind, {facet.name: value}, facet.label_of(value), (shown,))


def _drugs(counted: dict[str, int]) -> Iterator[Document]:
    """Generic names and brands of what is in the letters."""
    present = [name for name in drug_names() if all(generic in counted for generic in name.generics)]
    combinations = list({name.generics for name in present if len(name.generics) > 1})
    together = counts_of(
        _clause(AllOf(tuple(Has("drug", generic) for generic in generics))) for generics in combinations
    )
    counts = dict(zip(combinations, together, strict=True)) | {
        (generic,): n for generic, n in counted.items()
    }
    for name in present:
        if count := counts[name.generics]:
            yield _drug_offer(name).document(count)


def _drug_offer(name: DrugName) -> Offer:
    words = f'"{name.typed}"' if " " in name.typed else name.typed
    share = 1.0 if name.is_generic else _SHARE_OF_BRANDS
    return Offer(name.text, Kind.DRUG, {"q": f"drug:{words}"}, name.typed, name.spellings, share)


def _treatments() -> Iterator[Document]:
    names = most_frequent_names()
    end = time.monotonic() + _COUNTING_SECONDS
    clauses = (_clause(_treatment_node(name)) for name in names)
    for done, (name, count) in enumerate(zip(names, counts_of(clauses), strict=True)):
        if count:
            yield _treatment_offer(name).document(count)
        if time.monotonic() > end:
            logger.warning("only %s of %s treatments were counted in time", done + 1, len(names))
            return


def _treatment_offer(name: str) -> Offer:
    """A treatment, found by its synonyms too: `esi` and `low back` lead to a lumbar injection."""
    words = telling_words(name)
    wanted = words[0] if len(words) == 1 else f"({' '.join(words)})"
    synonyms = tuple(other.text for concept in concepts(words) for other in concept.others)
    return Offer(name, Kind.TREATMENT, {"q": f"treatment:{wanted}"}, name, synonyms)


def most_frequent_names() -> list[str]:
    """The names of the treatments that were disputed most often, each in its most frequent spelling."""
    spellings: defaultdict[frozenset[str], Counter[str]] = defaultdict(Counter)
    for treatment, count in every_value("treatment.whole"):
        if name := name_of(treatment):
            spellings[meeting_point(name)][name] += count
    most = sorted(spellings.values(), key=Counter.total, reverse=True)[:TREATMENTS_LIMIT]
    return [names.most_common(1)[0][0] for names in most]


def _treatment_node(name: str) -> Node:
    nodes = tuple(Within("treatment", Word(word)) for word in telling_words(name))
    return nodes[0] if len(nodes) == 1 else AllOf(nodes)


def _clause(node: Node) -> dict[str, Any]:
    return query_for(SearchRequest(Question(node)))
