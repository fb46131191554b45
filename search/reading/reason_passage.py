"""The sentence or two of a rationale that tell why it was decided so. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, takewhile
from typing import Any, Final

from search.letters.reasons.finding import OTHER
from search.letters.reasons.sentences import sentences_of
from search.query.passages import most_telling

_CHARACTERS: Final = 360
_MOST: Final = 2
ELLIPSIS: Final = "…"


def reason_passage(rationale: str, reasons: Iterable[Mapping[str, Any]]) -> str:
    """The sentences that reasons were read from, `reasons` as the database holds them.

    Where no reason was understood, the reviewer's last own sentence that says more than the outcome.
    """
    named = sorted(reason["start"] for reason in reasons if reason["key"] != OTHER and "start" in reason)
    ends = {
        reason["start"]: reason["end"] for reason in reasons if reason["key"] != OTHER and "end" in reason
    }
    texts = list(dict.fromkeys(rationale[start : ends[start]] for start in named if start in ends))
    return _joined(texts[:_MOST] or most_telling(_own_sentences_backwards(rationale), 1))


def _own_sentences_backwards(rationale: str) -> Iterator[str]:
    own = [one for one in sentences_of(rationale) if not one.quoted]
    return (rationale[one.start : one.end] for one in reversed(own))


def _joined(texts: list[str]) -> str:
    """All of the texts that fit; a first one that is too long is cut at a word."""
    lengths = accumulate(map(len, texts))
    fitting = [
        text for text, _ in takewhile(lambda one: one[1] <= _CHARACTERS, zip(texts, lengths, strict=True))
    ]
    if fitting or not texts:
        return f" {ELLIPSIS} ".join(fitting)
    return f"{texts[0][:_CHARACTERS].rpartition(' ')[0]}\N{NO-BREAK SPACE}{ELLIPSIS}"
