"""Words for values that have no label of their own."""

import functools
import re
from typing import Final

from search.letters.vocabulary import lines_of

_LEADING_NUMBERS: Final = re.compile(r"\A\d+(?:-\d+)*(?=-\D)")


def capitalised(value: str) -> str:
    """`low back` as "Low back"."""
    return value[:1].upper() + value[1:]


def guideline_words(step: str) -> str:
    """One step of a guideline's key in words: `low-back-complaints`, `mri`, `3-3-9-opioids`."""
    numbers = _LEADING_NUMBERS.match(step)
    number = numbers[0].replace("-", ".") + " " if numbers else ""
    words = step[numbers.end() + 1 if numbers else 0 :].split("-")
    return number + capitalised(" ".join(_acronyms().get(word, word) for word in words))


@functools.cache
def _acronyms() -> dict[str, str]:
    return {line.casefold(): line for line in lines_of("acronyms.txt", "search.query.facets")}
