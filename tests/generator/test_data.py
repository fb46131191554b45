"""The data files hold together: every topic, slot and region that one names is there."""

from collections import defaultdict

import pytest

from search.generator.claimants import draw_claimant, injury_kinds, story_facts
from search.generator.data_files import rows, toml
from search.generator.dates import draw_dates
from search.generator.topics import INJURY_CHAPTER, topics
from search.generator.treatments import read_templates
from tests.generator.letters import chance

ALL = 99  # more than any list of sentences holds
RATIONALE_FACTS = ("treatment", "noun", "treatment_name", "months", "sessions_done", "authority")


def _facts(seed: int) -> dict[str, str]:
    rng = chance(seed)
    claimant = draw_claimant(rng, age_told=True, sex_told=True)
    story = story_facts(rng, claimant, draw_dates(rng, "E"))
    return story | {name: f"<{name}>" for name in RATIONALE_FACTS}


@pytest.mark.parametrize("key", topics())
def test_every_sentence_of_a_topic_can_be_written(key: str) -> None:
    topic, facts = topics()[key], _facts(1)
    for name in ("guideline", *topic.upheld, *topic.overturned):
        if name in topic.book:
            assert all(topic.book.write_several(name, ALL, chance(2), facts))


@pytest.mark.parametrize("key", topics())
def test_every_topic_has_reasons_and_a_chapter_that_are_known(key: str) -> None:
    topic = topics()[key]
    assert set(topic.upheld) | set(topic.overturned) <= set(toml("reasons.toml"))
    assert set(topic.upheld) - {"dependent"}
    assert set(topic.overturned) == set(topic.overturned) & {"criteria", "benefit"}
    assert topic.chapter in {"", INJURY_CHAPTER, *toml("guidelines.toml")["chapters"]}


def test_every_treatment_and_drug_belongs_to_a_topic_and_every_topic_is_used() -> None:
    used = {row["topic"] for row in rows("drugs.tsv")} | {"compounds"}
    for file in ("treatments.tsv", "surgical_services.tsv"):
        used |= {template.topic for template in read_templates(file)}
    assert used == set(topics())


def test_treatments_fit_known_regions() -> None:
    regions = {kind.region for kind in injury_kinds().values}
    known = regions | {"*", "body", "joints", "upper", "lower"}
    for template in read_templates("treatments.tsv"):
        assert template.fits <= known, template.source


def test_treatments_that_name_an_injured_part_have_an_injury_that_can_be_named() -> None:
    for template in read_templates("treatments.tsv"):
        if "{limbs}" in template.source:
            assert template.fits <= {"upper", "lower"}, template.source


def test_no_treatment_is_listed_twice() -> None:
    rows_of: dict[tuple[str, str], int] = defaultdict(int)
    for template in read_templates("treatments.tsv"):
        rows_of[template.source, template.topic] += 1
    assert not [row for row, count in rows_of.items() if count > 1]
    assert len(rows_of) >= 150


def test_drugs_have_strengths_quantities_and_ingredients() -> None:
    found = rows("drugs.tsv")
    assert len({row["name"] for row in found}) == len(found) >= 100
    assert all(row["ingredients"] and row["strengths"] and row["quantities"] for row in found)
