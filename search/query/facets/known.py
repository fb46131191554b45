"""The facets there are, in the order to show; a facet's name is its parameter."""

from types import MappingProxyType
from typing import Final

from search.letters.facts import OUTCOMES
from search.letters.reasons import REASONS
from search.letters.treatments.procedures import procedures
from search.query.facets.facet import Facet, Order
from search.query.facets.groups import AGES, SINCE_INJURY
from search.query.facets.hierarchies import CATEGORY_SEPARATOR, GUIDELINE_SEPARATOR
from search.query.facets.wording import capitalised, category_words, guideline_words

# Closed: the names by which a treatment is looked for, not its own words.
PROCEDURES: Final = MappingProxyType({key: procedure.name for key, procedure in procedures().items()})
_SEXES: Final = MappingProxyType({"female": "Female", "male": "Male"})
_REVIEWS: Final = MappingProxyType({"standard": "Regular", "expedited": "Expedited"})
# Of a hierarchy so many values are asked for that the most frequent ones bring their own most frequent parts.
_OF_A_HIERARCHY: Final = 100

FACETS: Final[tuple[Facet, ...]] = (
    Facet("outcome", "Outcome", "outcome", "Not read", OUTCOMES),
    Facet(
        "category",
        "Treatment category",
        "category_values",
        "Not read",
        in_words=category_words,
        separator=CATEGORY_SEPARATOR,
        counted=_OF_A_HIERARCHY,
    ),
    Facet("procedure", "Procedure or service", "procedures", "None of the list", PROCEDURES),
    Facet("drug", "Drug", "drugs", "No drug", is_lower_case=True),
    Facet("region", "Body region", "body_regions", "Not stated", in_words=capitalised),
    Facet("reason", "Reviewer’s reasons", "reasons", "Not read", REASONS),
    Facet(
        "guideline",
        "Guideline the reviewer used",
        "guideline_values",
        "None cited",
        in_words=guideline_words,
        separator=GUIDELINE_SEPARATOR,
        counted=_OF_A_HIERARCHY,
        is_lower_case=True,
    ),
    Facet(
        "claims_guideline",
        "Guideline the claims administrator cited",
        "claims_guideline_values",
        "None cited",
        in_words=guideline_words,
        separator=GUIDELINE_SEPARATOR,
        counted=_OF_A_HIERARCHY,
        is_lower_case=True,
    ),
    Facet("specialty", "Reviewer’s specialty", "specialties", "Not stated"),
    Facet("state", "Reviewer licensed in", "states", "Not stated"),
    Facet("age", "Age", "age_group", "Not stated", AGES, order=Order.LISTED),
    Facet("sex", "Sex", "claimant_sex", "Not stated", _SEXES),
    Facet("priority", "Review", "priority", "Not stated", _REVIEWS),
    Facet("year", "Year decided", "decided_year", "No date in the letter", order=Order.LAST),
    Facet(
        "since_injury",
        "Injury to decision",
        "since_injury",
        "Not stated",
        SINCE_INJURY,
        order=Order.LISTED,
    ),
)
FACETS_BY_NAME: Final = MappingProxyType({facet.name: facet for facet in FACETS})
