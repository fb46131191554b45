"""What the index holds: one flat document a determination, its letter's facts copied in."""

from typing import Any

from django.conf import settings
from django_opensearch_dsl import Document, fields
from django_opensearch_dsl.registries import registry

from search.index.analysis import exact, stemmed
from search.letters.specialties import specialty_name
from search.letters.treatments.procedures import procedures_in
from search.models import Determination
from search.query.facets import FACETS, NONE
from search.query.facets.groups import age_group, since_injury
from search.query.facets.hierarchies import VALUE_LENGTH_LIMIT, category_values, guideline_values

UNREAD_NUMBER = 0
_OF_FACETS = frozenset({"decided_month", *(facet.path for facet in FACETS)})


# Everything of a decision, for whether a word stands in it at all.
_EVERYTHING = "everything"


def _text(**options: Any) -> fields.TextField:
    """Text found by its stems and highlighted from postings; its words count in `everything` too."""
    return fields.TextField(analyzer=stemmed, index_options="offsets", copy_to=_EVERYTHING, **options)


def _exact() -> dict[str, fields.TextField]:
    """The sub-field for phrases as they were typed, and for beginnings: a stem is shorter than many."""
    return {"exact": fields.TextField(analyzer=exact, index_options="positions")}


def _words(**options: Any) -> fields.TextField:
    """Words that only a field's name in the question asks for."""
    return fields.TextField(analyzer=stemmed, index_options="positions", **options)


def _letter_keyword(name: str, **options: Any) -> fields.KeywordField:
    return fields.KeywordField(attr=f"letter.{name}", **options)


def _facet_keyword(**options: Any) -> fields.KeywordField:
    """What a facet counts: where a decision has no value, the engine counts it as `none`."""
    return fields.KeywordField(null_value=NONE, **options)


@registry.register_document
class DeterminationDocument(Document):
    """A determination as it is searched.

    A letter whose layout is unknown has one document, number 0, that holds its text and no determination.
    """

    reference = fields.KeywordField()
    letter = _letter_keyword("reference")
    letter_id = fields.LongField()
    number = fields.ShortField()
    items = fields.ShortField()
    revision = fields.LongField(attr="letter.revision")
    is_read = fields.KeywordField(attr="letter.is_read")

    # Whole, as they were written, treatments are counted for suggestions.
    treatment = _text(fields=_exact() | {"whole": fields.KeywordField(ignore_above=256)})
    requested = _text()
    rationale = _text()
    case_summary = _text(attr="letter.case_summary")
    citations = _text()
    unread_text = _text()
    everything = fields.TextField(analyzer=stemmed, index_options="positions", fields=_exact())
    guideline_words = _words(fields=_exact())
    section_words = _words(fields=_exact())

    outcome = _facet_keyword()
    category = fields.KeywordField()
    subcategory = fields.KeywordField()
    category_values = _facet_keyword()
    drugs = _facet_keyword()
    procedures = _facet_keyword()
    body_regions = _facet_keyword()
    guideline_families = fields.KeywordField()
    guideline_values = _facet_keyword()
    claims_guideline_values = _facet_keyword()
    reasons = _facet_keyword()
    specialties = _facet_keyword(fields={"words": _words(), **_exact()})
    states = _facet_keyword(attr="letter.reviewer_states")
    case_number = _letter_keyword("case_number")
    priority = _facet_keyword(attr="letter.priority")
    claimant_age = fields.ShortField(attr="letter.claimant_age")
    age_group = _facet_keyword()
    claimant_sex = _facet_keyword(attr="letter.claimant_sex")
    decided_on = fields.DateField(attr="letter.decided_on")
    decided_month = _facet_keyword()
    decided_year = _facet_keyword()
    injured_on = fields.DateField(attr="letter.injured_on")
    since_injury = _facet_keyword()
    # Kept for exports alone.
    ur_denied_on = fields.DateField(attr="letter.ur_denied_on", index=False, doc_values=False)
    received_on = fields.DateField(attr="letter.received_on", index=False, doc_values=False)

    class Index:
        name = settings.SEARCH_ALIAS
        settings = {
            "number_of_shards": 1,
            "number_of_replicas": 0,
            "refresh_interval": "1s",
            "highlight.max_analyzed_offset": 10_000_000,
        }

    class Django:
        model = Determination

    @classmethod
    def generate_id(cls, object_instance: Determination) -> str:
        return document_id(object_instance.letter_id, object_instance.number)

    def prepare_reference(self, determination: Determination) -> str:
        if determination.number == UNREAD_NUMBER:
            return determination.letter.reference
        return determination.reference

    def prepare_items(self, determination: Determination) -> int:
        return len(determination.letter.determinations.all())

    def prepare_citations(self, determination: Determination) -> list[str]:
        return [determination.reviewer_citation, determination.claims_administrator_citation]

    def prepare_unread_text(self, determination: Determination) -> str:
        return determination.letter.text if determination.number == UNREAD_NUMBER else ""

    def prepare_everything(self, determination: Determination) -> None:
        """The engine fills it from the fields that are copied to it."""

    def prepare_guideline_words(self, determination: Determination) -> list[str]:
        """What the reviewer's guidelines are called, one text a guideline."""
        return [
            " ".join(
                filter(None, [guideline["family"], guideline.get("title"), *guideline.get("sections", ())])
            )
            for guideline in determination.reviewer_guidelines
        ]

    def prepare_section_words(self, determination: Determination) -> list[str]:
        """What the cited sections are called: the third step of a guideline's key."""
        steps = [value.split("/") for value in self.prepare_guideline_values(determination)]
        return [step[2].replace("-", " ") for step in steps if len(step) > 2]

    def prepare_guideline_families(self, determination: Determination) -> list[str]:
        return sorted({guideline["family"] for guideline in determination.reviewer_guidelines})

    def prepare_category_values(self, determination: Determination) -> list[str]:
        return category_values(determination.category, determination.subcategory, determination.drugs)

    def prepare_procedures(self, determination: Determination) -> list[str]:
        return list(procedures_in(determination.treatment))

    def prepare_guideline_values(self, determination: Determination) -> list[str]:
        return guideline_values(determination.reviewer_guidelines)

    def prepare_claims_guideline_values(self, determination: Determination) -> list[str]:
        return guideline_values(determination.claims_administrator_guidelines)

    def prepare_age_group(self, determination: Determination) -> str | None:
        return age_group(determination.letter.claimant_age)

    def prepare_since_injury(self, determination: Determination) -> str | None:
        return since_injury(determination.letter.injured_on, determination.letter.decided_on)

    def prepare_specialties(self, determination: Determination) -> list[str]:
        return list(dict.fromkeys(map(specialty_name, determination.letter.reviewer_specialties)))

    def prepare_reasons(self, determination: Determination) -> list[str]:
        return sorted({reason["key"] for reason in determination.reasons})

    def prepare_decided_month(self, determination: Determination) -> str | None:
        decided_on = determination.letter.decided_on
        return decided_on.isoformat()[:7] if decided_on else None

    def prepare_decided_year(self, determination: Determination) -> str | None:
        decided_on = determination.letter.decided_on
        return str(decided_on.year) if decided_on else None

    def prepare(self, instance: Determination) -> dict[str, Any]:
        """The document without empty values; those of facets are null, which the engine counts as `none`."""
        prepared = super().prepare(instance)
        filled = {name: value for name, value in prepared.items() if value not in ("", None)}
        return filled | {name: _as_facet(prepared[name]) for name in _OF_FACETS}


def _as_facet(values: Any) -> Any:
    """Values as long as a link may ask for; null where there are none."""
    if isinstance(values, (list, tuple)):
        return [str(value)[:VALUE_LENGTH_LIMIT] for value in values] or None
    return values or None


def document_id(letter_id: int, number: int) -> str:
    return f"{letter_id}-{number}"
