"""Finding the reasons in a rationale: which sentences are the reviewer's own, and what they say."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from search.letters.reasons.phrases import Occurrences, phrase_groups, read_data
from search.letters.reasons.rules import FINDING, GUIDELINE, Rule, guideline_rules, rules
from search.letters.reasons.sentences import Sentence, sentences_of

OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason that a reviewer gives; characters `start` to `end` of the rationale are the sentence."""

    key: str
    start: int
    end: int


@functools.cache
def _reasons() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType(read_data("reasons.toml"))


REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {key: reason["words"] for key, reason in _reasons().items()}
)


def in_words(keys: Iterable[str]) -> list[str]:
    """Reasons in words, each once, in the order given; `other` says nothing to a reader and is left out."""
    return [REASONS[key] for key in dict.fromkeys(keys) if key in REASONS and key != OTHER]


def argues_for(key: str) -> str | None:
    """The outcome that a reason speaks for; None where it is given on both sides, or there is none such."""
    side: str | None = _reasons().get(key, {}).get("argues_for")
    return side


def find_reasons(rationale: str, outcome: str) -> tuple[Reason, ...]:
    """Every reason given in a mended rationale, once each, at its first sentence, in the text's order.

    `outcome` is `upheld` or `overturned`; where it is neither, reasons for both sides are found.
    Without any reason it is `other` alone, at the sentence that tells the conclusion, else the whole.
    Takes any text, never raises, in time linear in its length.
    """
    found: dict[str, Reason] = {}
    counting = [rule for rule in rules() if _counts(rule, outcome)]
    sentences = list(sentences_of(rationale))
    for sentence in sentences:
        for key in _reasons_of(sentence, counting):
            found.setdefault(key, Reason(key, sentence.start, sentence.end))
    return tuple(found.values()) or (_other(rationale, sentences),)


def _reasons_of(sentence: Sentence, counting: list[Rule]) -> list[str]:
    """Keys of the reasons in one sentence, in the order of the rules."""
    if sentence.quoted:
        return []
    occurrences = phrase_groups().occurrences(sentence.words)
    kind = _kind(occurrences)
    holding = [rule for rule in counting if rule.holds(kind, occurrences)]
    strong = [rule for rule in holding if not rule.weak]
    return list(dict.fromkeys(rule.reason for rule in strong or holding))


def _counts(rule: Rule, outcome: str) -> bool:
    argues_for = _reasons()[rule.reason].get("argues_for", outcome)
    return rule.firm or argues_for == outcome or outcome not in {"upheld", "overturned"}


def _kind(occurrences: Occurrences) -> str:
    """Whether the reviewer tells of the case or of what a guideline says in general."""
    if occurrences.get("of_the_case"):
        return FINDING
    general = any(rule.holds(FINDING, occurrences) for rule in guideline_rules())
    return GUIDELINE if general else FINDING


def _other(rationale: str, sentences: list[Sentence]) -> Reason:
    for sentence in reversed(sentences):
        if phrase_groups().occurrences(sentence.words).get("conclusion"):
            return Reason(OTHER, sentence.start, sentence.end)
    return Reason(OTHER, 0, len(rationale))
