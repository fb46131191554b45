"""Which of a decision's marked passages to show: those that tell why."""

import re
from collections.abc import Iterable
from typing import Final

SHOWN: Final = 2
# "Therefore, the request for Norco is not medically necessary." says what the outcome says already.
_CONCLUSION: Final = re.compile(r"\bmedical(?:ly)? necess(?:ary|ity)\b", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^>]*>")
_LONGEST_CONCLUSION: Final = 160


def most_telling(passages: Iterable[str], shown: int = SHOWN) -> list[str]:
    """At most `shown` different passages, in their order; conclusions only where there is nothing else."""
    different = list(dict.fromkeys(passages))
    return ([one for one in different if not _is_conclusion(one)] or different)[:shown]


def _is_conclusion(passage: str) -> bool:
    words = _TAG.sub("", passage)
    return len(words) <= _LONGEST_CONCLUSION and _CONCLUSION.search(words) is not None
