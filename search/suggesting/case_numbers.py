"""Case numbers that begin as typed, straight from the index of determinations."""

import re
from typing import Any

from django.urls import reverse

from search.index.engine import search
from search.suggesting.folding import folded
from search.suggesting.suggestion import Kind, Suggestion

# Shorter beginnings stand for too many cases to choose among.
_BEGINNING = re.compile(r"(?:case:\s?)?cm[\s-]?(\d\d)[\s-]{0,3}(\d{3,7})")
_DIGITS = 7


def beginnings(typed: str) -> list[str]:
    """How the case numbers meant may begin; none where what was typed is no case number.

    Zeros in front are left out by some: `cm16 213037` is CM16-0213037 too.
    """
    match = _BEGINNING.fullmatch(folded(typed).strip())
    if match is None:
        return []
    year, digits = match.groups()
    ways = [digits, digits.zfill(_DIGITS)] if len(digits) > 4 else [digits]
    return [f"CM{year}-{way}" for way in dict.fromkeys(ways)]


def cases(begin: list[str], limit: int, timeout: str) -> list[Suggestion]:
    """The letters whose case number begins so, in the order of their numbers, with their determinations.

    Raises:
        EngineUnavailable: the engine or the index is not there.
    """
    body: dict[str, Any] = {
        "query": {
            "bool": {"filter": [{"bool": {"should": [{"prefix": {"case_number": b}} for b in begin]}}]}
        },
        "collapse": {"field": "case_number"},
        "sort": [{"case_number": "asc"}],
        "size": limit,
        "track_total_hits": False,
        "_source": ["case_number", "letter", "items"],
        "timeout": timeout,
    }
    sources = [hit["_source"] for hit in search(body)["hits"]["hits"]]
    return [
        Suggestion(s["case_number"], Kind.CASE, s["items"], reverse("letter", args=[s["letter"]]))
        for s in sources
    ]
