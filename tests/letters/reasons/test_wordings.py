"""Each reason is found in many wordings, and not in those close by that do not give it."""

import tomllib
from pathlib import Path

import pytest

from search.letters.reasons import REASONS, find_reasons

WORDINGS = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text(encoding="utf-8"))


def pairs(part: str) -> list[tuple[str, str]]:
    return [(key, sentence) for key, sentences in WORDINGS[part].items() for sentence in sentences]


def keys(rationale: str, outcome: str) -> set[str]:
    return {reason.key for reason in find_reasons(rationale, outcome)}


@pytest.mark.parametrize(("key", "sentence"), pairs("upheld"))
def test_a_reason_of_a_denial_is_found(key: str, sentence: str) -> None:
    assert key in keys(sentence, "upheld")


@pytest.mark.parametrize(("key", "sentence"), pairs("overturned"))
def test_a_reason_of_an_approval_is_found(key: str, sentence: str) -> None:
    assert key in keys(sentence, "overturned")


@pytest.mark.parametrize("outcome", ["upheld", "overturned"])
@pytest.mark.parametrize(("key", "sentence"), pairs("not_said"))
def test_a_wording_close_by_is_not_taken_for_the_reason(key: str, sentence: str, outcome: str) -> None:
    assert key not in keys(sentence, outcome)


def test_every_reason_but_other_has_wordings() -> None:
    assert WORDINGS["upheld"].keys() | WORDINGS["overturned"].keys() == REASONS.keys() - {"other"}
