"""Words for values that have no label of their own."""

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from search.letters.vocabulary import lines_of

_DATA: Final = "search.query.facets"
_NO_WORD: Final = re.compile(r"[\W_]+")
_LEADING_NUMBERS: Final = re.compile(r"\A\d+(?:-\d+)*(?=-\D)")


def capitalised(value: str) -> str:
    """`low back` as "Low back"."""
    return value[:1].upper() + value[1:]


def category_words(step: str) -> str:
    """One step of a treatment category as readers see it: `DMEPOS` spelled out, others as they are."""
    return _categories().get(step, step)


def guideline_words(step: str) -> str:
    """One step of a guideline's key in words: `low-back-complaints`, `mri`, `3-3-9-opioids`."""
    numbers = _LEADING_NUMBERS.match(step)
    number = numbers[0].replace("-", ".") + " " if numbers else ""
    words = step[numbers.end() + 1 if numbers else 0 :].split("-")
    return number + capitalised(" ".join(acronyms().get(word, word) for word in words))


@functools.cache
def acronyms() -> Mapping[str, str]:
    """How acronyms are written, by their small letters: `mri` as `MRI`, `nsaids` as `NSAIDs`."""
    return MappingProxyType({line.casefold(): line for line in lines_of("acronyms.txt", _DATA)})


@functools.cache
def _categories() -> Mapping[str, str]:
    parted = (line.split("\t") for line in lines_of("categories.tsv", _DATA))
    return MappingProxyType(dict(parted))


def folded(words: str) -> str:
    """Small letters with single spaces between, as typed words and names are compared in lists."""
    return _NO_WORD.sub(" ", words.casefold())
