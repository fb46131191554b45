"""Decision rationales: the guideline's demand, the case, the reviewer's reasons, the conclusion."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, Final

from search.generator.citations import Citation
from search.generator.data_files import toml
from search.generator.phrases import Facts, Phrasebook, sentence_case
from search.generator.topics import Topic, topics
from search.generator.treatments import Treatment

UPHELD: Final = "upheld"
OVERTURNED: Final = "overturned"
DEPENDENT: Final = "dependent"
OPIOIDS: Final = "opioids"
OWN_SENTENCE: Final = 0.65  # how often a reason is given in the topic's own words, where it has some


@dataclass(frozen=True, slots=True)
class Rationale:
    """A rationale and the reasons that it gives, by their names in labels."""

    text: str
    reasons: tuple[str, ...]


@cache
def _book() -> Phrasebook:
    return Phrasebook(toml("rationale.toml"))


@cache
def _reasons() -> Mapping[str, Any]:
    return toml("reasons.toml")


@cache
def _general() -> Phrasebook:
    return Phrasebook({key: table["sentences"] for key, table in _reasons().items()})


def write_rationale(
    rng: Random, treatment: Treatment, outcome: str, cited: Citation, story: Facts
) -> Rationale:
    """The rationale of one determination."""
    topic = topics()[treatment.topic]
    facts = _facts(rng, treatment, topic, cited, story)
    fitting = topic.upheld if outcome == UPHELD else topic.overturned
    reasons = _draw_reasons(rng, fitting)
    sentences = [
        *_opening(rng, outcome, facts),
        *topic.book.write_several("guideline", rng.choice((1, 2, 2, 3)), rng, facts),
        *_book().write_several("case_facts", rng.choice((1, 2, 2, 3, 4, 5, 7)), rng, facts),
        *(_reason(rng, topic, reason, facts) for reason in reasons),
        *_closing(rng, treatment, outcome, facts),
    ]
    return Rationale(_joined(sentences), tuple(dict.fromkeys(_reasons()[key]["name"] for key in reasons)))


def write_ancillary(rng: Random, treatment: Treatment, story: Facts) -> Rationale:
    """The rationale of a service that falls with the operation that it belongs to."""
    facts = {**story, "treatment": treatment.text}
    text = _book().write("upheld_ancillary", rng, facts)
    return Rationale(sentence_case(text), (_reasons()[DEPENDENT]["name"],))


def _facts(rng: Random, treatment: Treatment, topic: Topic, cited: Citation, story: Facts) -> dict[str, str]:
    family = cited.guidelines[0].family if cited.guidelines else "none"
    facts = {
        **story,
        "treatment": treatment.text,
        "noun": topic.noun,
        "side": treatment.injury.side,
        "months": str(rng.randint(3, 30)),
        "sessions_done": str(rng.randint(4, 36)),
        "authority": _book().write(f"authority_{family}", rng, story),
    }
    facts["treatment_name"] = _book().write("treatment_name", rng, facts)
    return facts


def _draw_reasons(rng: Random, fitting: tuple[str, ...]) -> list[str]:
    usable = [reason for reason in fitting if reason != DEPENDENT]
    return rng.sample(usable, min(len(usable), rng.choices((1, 2, 3), weights=(30, 50, 20))[0]))


def _reason(rng: Random, topic: Topic, reason: str, facts: Facts) -> str:
    own = reason in topic.book and rng.random() < OWN_SENTENCE
    return (topic.book if own else _general()).write(reason, rng, facts)


def _opening(rng: Random, outcome: str, facts: Facts) -> list[str]:
    chance = rng.random()
    if chance < 0.06:
        return [_book().write(f"{outcome}_first", rng, facts)]
    return [_book().write("lead", rng, facts)] if chance < 0.4 else []


def _closing(rng: Random, treatment: Treatment, outcome: str, facts: Facts) -> list[str]:
    conclusion = _book().write(f"{outcome}_conclusion", rng, facts)
    if outcome == OVERTURNED:
        return [conclusion]
    closing = [_book().write("no_exception", rng, facts)] if rng.random() < 0.25 else []
    closing.append(conclusion)
    if treatment.topic == OPIOIDS and rng.random() < 0.4:
        closing.append(_book().write("opioid_trailer", rng, facts))
    return closing


def _joined(sentences: list[str]) -> str:
    return " ".join([sentence_case(sentence) for sentence in sentences])
