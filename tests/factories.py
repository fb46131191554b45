"""Rows for tests, as they would be after reading."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from search.models import Batch, Determination, IncomingFile, Letter, Original


class LetterFactory(DjangoModelFactory[Letter]):
    class Meta:
        model = Letter
        skip_postgeneration_save = True

    case_number = factory.Sequence(lambda n: f"CM16-{n:07d}")
    reference = factory.LazyAttribute(lambda letter: letter.case_number)
    layout = "E"
    reader_version = "test"
    decided_on = date(2016, 12, 9)
    reviewer_states = ["California"]
    reviewer_specialties = ["Pain Management"]
    case_summary = "The injured worker hurt the low back while lifting."
    text = "Decision rationale: as told."
    original_sha256 = factory.Sequence(lambda n: f"{n:064x}")

    @factory.post_generation
    def determinations(
        self: Letter, create: bool, extracted: list[dict[str, Any]] | None, **kwargs: Any
    ) -> None:
        """`determinations=[{…}, …]` makes these; by default there is one."""
        for number, values in enumerate([{}] if extracted is None else extracted, start=1):
            DeterminationFactory(letter=self, number=number, **values)
        self.highest_number = self.determinations.count()
        self.save()


class DeterminationFactory(DjangoModelFactory[Determination]):
    class Meta:
        model = Determination

    letter = factory.SubFactory(LetterFactory, determinations=[])
    number = 1
    treatment = "Lumbar epidural steroid injection L4-5"
    outcome = "upheld"
    category = "Injection"
    reviewer_citation = "Decision based on MTUS Low Back Complaints 2004."
    reviewer_guidelines = [{"family": "MTUS", "title": "Low Back Complaints", "year": 2004}]
    rationale = (
        "There is no documentation of radiculopathy on examination. The request is not medically necessary."
    )


class OriginalFactory(DjangoModelFactory[Original]):
    class Meta:
        model = Original

    letter = factory.SubFactory(LetterFactory)
    sha256 = factory.LazyAttribute(lambda original: original.letter.original_sha256)
    name = "letter.pdf"
    kind = "pdf"
    size = 1000


class BatchFactory(DjangoModelFactory[Batch]):
    class Meta:
        model = Batch

    source = Batch.Source.COMMAND


class IncomingFileFactory(DjangoModelFactory[IncomingFile]):
    class Meta:
        model = IncomingFile

    batch = factory.SubFactory(BatchFactory)
    position = factory.Sequence(lambda n: n + 1)
    name = "letter.txt"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    size = 1000
