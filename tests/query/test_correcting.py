"""Other spellings of a question, from made-up answers of the engine."""

from typing import Any

from search.query.correcting import Corrected, corrected, doubtful
from search.query.syntax import as_typed, parse


def answer(count: int, *options: tuple[str, float, int]) -> dict[str, Any]:
    offered = [{"text": text, "score": score, "freq": freq} for text, score, freq in options]
    return {"aggregations": {"0": {"doc_count": count}}, "suggest": {"0": [{"options": offered}]}}


def mended(typed: str, said: dict[str, Any]) -> Corrected | None:
    question = parse(typed)
    return corrected(question, doubtful(question), said)


def test_an_unknown_word_is_replaced_by_its_likely_neighbour() -> None:
    found = mended('hernea "repair"', answer(0, ("hernia", 0.83, 40), ("herne", 0.8, 1)))
    assert found is not None
    assert as_typed(found.question) == 'hernia "repair"'
    assert found.is_sure


def test_a_word_that_few_letters_have_is_doubted_but_kept() -> None:
    found = mended("hernea", answer(2, ("hernia", 0.83, 400)))
    assert found is not None
    assert not found.is_sure


def test_a_word_that_many_letters_have_is_right() -> None:
    assert mended("hernea", answer(9, ("hernia", 0.83, 100_000))) is None


def test_a_word_unlike_the_typed_one_is_not_offered() -> None:
    assert mended("mesha", answer(0, ("most", 0.5, 400))) is None


def test_quoted_unwanted_and_known_words_are_not_doubted() -> None:
    assert doubtful(parse('"hernea" -hernea neurontin already cm16-0213037 l4 ct')) == ()


def test_words_in_a_group_are_replaced_too() -> None:
    found = mended("(hernea OR mri)", answer(0, ("hernia", 0.83, 40)))
    assert found is not None
    assert "hernia" in as_typed(found.question)
