"""What "the same treatment" is as searches that a reader can open: the narrowest first. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from search.query.facets import FACETS_BY_NAME
from search.query.facets.hierarchies import CATEGORY_SEPARATOR
from search.query.similar import Subject
from search.query.syntax import as_typed
from search.query.tree import AllOf, Has

Parameters = tuple[tuple[str, str], ...]

_REGION: Final = "region"
_DRUG: Final = "drug"


@dataclass(frozen=True, slots=True)
class SameTreatment:
    """A set of decisions with its name in words, and the parameters of the search that finds it."""

    label: str
    parameters: Parameters


def same_treatments(subject: Subject) -> list[SameTreatment]:
    """The sets that the subject is in, the narrowest first; none where nothing is known of its treatment."""
    found = [*_of_drugs(subject), *_of_procedures(subject), *_of_kind(subject)]
    return list({one.parameters: one for one in found}.values())


def _of_drugs(subject: Subject) -> Iterator[SameTreatment]:
    if len(subject.drugs) == 1:
        yield SameTreatment(subject.drugs[0], ((_DRUG, subject.drugs[0]),))
    elif subject.drugs:
        # The filter would take one of them for enough.
        together = AllOf(tuple(Has(_DRUG, drug) for drug in subject.drugs))
        yield SameTreatment(" with ".join(subject.drugs), (("q", as_typed(together)),))


def _of_procedures(subject: Subject) -> Iterator[SameTreatment]:
    if subject.procedures and not subject.drugs:
        chosen = _chosen("procedure", subject.procedures)
        name = _in_words("procedure", subject.procedures)
        yield from _by_region(subject, name, chosen)


def _of_kind(subject: Subject) -> Iterator[SameTreatment]:
    if not subject.category:
        return
    category, subcategory = subject.category, subject.subcategory
    if subcategory:
        value = f"{category}{CATEGORY_SEPARATOR}{subcategory}"
        name = FACETS_BY_NAME["category"].full_label_of(value)
        chosen = _chosen("category", [value])
        if subject.drugs or subject.procedures:
            yield SameTreatment(name, chosen)
        else:
            yield from _by_region(subject, name, chosen)
    yield SameTreatment(_in_words("category", [category]), _chosen("category", [category]))


def _by_region(subject: Subject, name: str, chosen: Parameters) -> Iterator[SameTreatment]:
    """A picture of the neck is asked for on other grounds than one of the knee."""
    if subject.body_regions:
        regions = _in_words(_REGION, subject.body_regions)
        yield SameTreatment(f"{name}, {regions.lower()}", chosen + _chosen(_REGION, subject.body_regions))
    yield SameTreatment(name, chosen)


def _chosen(facet: str, values: Iterable[str]) -> Parameters:
    return tuple((facet, value) for value in values)


def _in_words(facet: str, values: Iterable[str]) -> str:
    return " or ".join(map(FACETS_BY_NAME[facet].label_of, values))
