"""Values of hierarchies as the index holds them: each step with those above it, as one field."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from search.letters.facts import Guideline
from search.letters.guideline_keys import keyed
from search.letters.odg_chapters import odg_keys
from search.query.facets.facet import DEPTH

CATEGORY_SEPARATOR: Final = ">"
GUIDELINE_SEPARATOR: Final = "/"
# The reader keeps a citation of these guidelines in one piece.
_ODG: Final = "odg"
# Nothing, or a page: `326`, `300-301`; the opioid guidelines number sections as `4-1`.
_NO_NAME: Final = re.compile(r"\d*|\d{2,}-\d{2,}")
# A citation that was read in one piece can be a page long; as a value to narrow by it helps nobody.
VALUE_LENGTH_LIMIT: Final = 300


def category_values(category: str, subcategory: str, drugs: Iterable[str]) -> list[str]:
    """`Pharmaceuticals`, `Pharmaceuticals>Opioids`, `Pharmaceuticals>Opioids>tramadol`, sorted.

    Where there is no subcategory, drugs stand directly below the category.
    """
    above = [step for step in (category, subcategory) if step]
    leaves = [[*above, drug] for drug in drugs if drug] or [above]
    return _with_steps_above(leaves, CATEGORY_SEPARATOR) if category else []


def guideline_values(guidelines: Iterable[Mapping[str, Any]]) -> list[str]:
    """`mtus`, `mtus/low-back-complaints`, `mtus/low-back-complaints/special-studies`, sorted.

    `guidelines` are as the database holds them; those read before there were keys get theirs here. A page
    number in a section's place names no section.
    """
    keys = (key for guideline in guidelines for key in _keys(guideline))
    leaves = [
        [step for step in key.split(GUIDELINE_SEPARATOR) if not _NO_NAME.fullmatch(step)] for key in keys
    ]
    return _with_steps_above(leaves, GUIDELINE_SEPARATOR)


def _keys(guideline: Mapping[str, Any]) -> Iterator[str]:
    key, sections = guideline.get("key"), guideline.get("section_keys", ())
    if not key:
        named = tuple(guideline.get("sections", ()))
        read = keyed(Guideline(guideline["family"], guideline.get("title"), sections=named))
        key, sections = read.key, read.section_keys
    yield key
    yield from sections
    if key == _ODG:
        yield from odg_keys(guideline.get("title") or "")


def _with_steps_above(leaves: Iterable[list[str]], separator: str) -> list[str]:
    values = {
        separator.join(leaf[:length]) for leaf in leaves for length in range(1, min(len(leaf), DEPTH) + 1)
    }
    return sorted(value for value in values if len(value) <= VALUE_LENGTH_LIMIT)
