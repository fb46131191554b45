"""What is suggested, before and after it is counted."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from search.suggesting.folding import findable_words, words
from search.suggesting.suggestion import Kind

# Of two suggestions with as many decisions, the kind that readers ask for more often comes first.
_KIND_WEIGHTS = {
    Kind.TREATMENT: 1.0,
    Kind.DRUG: 1.1,
    Kind.CATEGORY: 0.9,
    Kind.GUIDELINE: 0.9,
    Kind.SECTION: 0.8,
    Kind.SPECIALTY: 0.9,
    Kind.REASON: 0.9,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion to come: its words, the search it leads to, and what else it is found by.

    `typed` is what a reader types first, where that is not how the text begins; `share` is the share of the
    weight of its kind.
    """

    text: str
    kind: Kind
    parameters: Mapping[str, str]
    typed: str = ""
    spellings: tuple[str, ...] = ()
    share: float = 1.0

    def document(self, count: int) -> dict[str, Any]:
        """As the index of suggestions keeps it."""
        typed = self.typed or self.text
        found_by = [word for spelling in (typed, *self.spellings) for word in findable_words(spelling)]
        return {
            "text": self.text,
            "kind": self.kind,
            "count": count,
            "parameters": urlencode(self.parameters),
            "words": list(dict.fromkeys(found_by)),
            "start": " ".join(words(typed)),
            "weight": math.log1p(count) * _KIND_WEIGHTS[self.kind] * self.share,
        }
