"""The letters' layouts: each makes a letter's paragraphs from the case and its determinations."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Final

from search.generator.case import Case
from search.generator.determinations import Determination
from search.generator.layouts.notice import notice
from search.generator.layouts.professional_review import professional_review
from search.generator.layouts.with_documents import with_documents
from search.generator.layouts.with_headings import with_header, without_header

Compose = Callable[[Random, Case, str, Sequence[Determination]], list[str]]

COMPOSE: Final[Mapping[str, Compose]] = {
    "A": notice,
    "B": with_documents,
    "C": professional_review,
    "D": without_header,
    "E": with_header,
}
