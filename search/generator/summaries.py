"""Clinical case summaries: who, how, what was found and tried, what was asked for and refused."""

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Final

from search.generator.claimants import Claimant
from search.generator.data_files import toml
from search.generator.phrases import Facts, Phrasebook, sentence_case

TOLD_IN_REQUEST: Final = 4  # a summary names at most this many treatments


@cache
def _book() -> Phrasebook:
    return Phrasebook(toml("summary.toml"))


def write_summary(
    rng: Random, claimant: Claimant, treatments: Sequence[str], story: Facts, *, runs_together: bool
) -> str:
    """One paragraph; `runs_together` loses a space between two sentences, as stored letters have it."""
    facts = {**story, "treatments": _listed(treatments)}
    book = _book()
    sentences = [
        book.write(_opening(claimant), rng, facts),
        book.write("cause", rng, facts),
        book.write("diagnoses", rng, facts),
        *book.write_several("body", rng.choice((4, 5, 6, 7, 8, 9, 11, 13)), rng, facts),
        book.write("request", rng, facts),
        book.write("review", rng, facts),
    ]
    sentences = [sentence_case(sentence) for sentence in sentences]
    if runs_together:
        sentences[0] += sentences.pop(1)
    return " ".join(sentences)


def _opening(claimant: Claimant) -> str:
    if claimant.age is None:
        return "opening_neither" if claimant.sex is None else "opening_sex"
    return "opening_age" if claimant.sex is None else "opening_age_and_sex"


def _listed(treatments: Sequence[str]) -> str:
    told = list(treatments[:TOLD_IN_REQUEST])
    if len(treatments) > len(told):
        return ", ".join(told) + " and other services"
    return " and ".join(filter(None, (", ".join(told[:-1]), told[-1])))
