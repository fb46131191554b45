"""Which passage of a rationale is shown."""

import html
import re
from time import perf_counter

import pytest

from search.alerts.passages import LONGEST, one_line, telling_passage
from search.query.marking import Marker
from search.query.syntax import parse
from search.query.tree import Question

NOTHING = Marker(Question())
FUSION = Marker(parse("lumbar fusion"))
FILLER = "The patient was seen in the clinic and the record was reviewed at length. "


def test_the_sentence_with_most_words_of_the_question_is_shown() -> None:
    text = (
        FILLER * 5 + "The lumbar spine hurts. Lumbar fusion is not supported without instability. " + FILLER
    )
    passage = telling_passage(text, FUSION)
    assert passage.text.startswith("*Lumbar* *fusion* is not supported without instability.")
    assert passage.html.startswith("<mark>Lumbar</mark> <mark>fusion</mark> is not supported")


def test_a_conclusion_is_shown_only_where_there_is_nothing_else() -> None:
    conclusion = "Therefore, the lumbar fusion is not medically necessary."
    reason = "The lumbar spine is stable."
    assert telling_passage(f"{conclusion} {FILLER * 4}{reason}", FUSION).text.startswith("The *lumbar* spine")
    assert telling_passage(f"{FILLER * 4}{conclusion}", FUSION).text.startswith("Therefore, the *lumbar*")


def test_without_the_words_the_beginning_is_shown() -> None:
    assert telling_passage("First sentence. Second one.", FUSION).text == "First sentence. Second one."
    assert telling_passage("First sentence. Second one.", NOTHING).text == "First sentence. Second one."
    assert telling_passage("", FUSION).text == ""
    assert telling_passage(" \n\x00 ", FUSION).text == ""


@pytest.mark.parametrize(
    "text",
    [
        "word " * 500,
        "w" * 5000,
        "word " * 200 + "lumbar fusion" + " word" * 200,
        "w" * 900 + " lumbar " + "w" * 900,
        "lumbar " * 500,
        FILLER * 50,
        "w" * 299 + ". " + "w" * 299 + ".",
    ],
)
@pytest.mark.parametrize("marker", [NOTHING, FUSION], ids=["no words", "words"])
def test_a_passage_is_short_and_of_the_text(text: str, marker: Marker) -> None:
    passage = telling_passage(text, marker)
    shown = re.sub(r"</?mark>", "", html.unescape(passage.html))
    assert 0 < len(shown) <= LONGEST
    assert shown.removeprefix("… ").removesuffix(" …") in " ".join(text.split())
    if "lumbar" in text and marker is FUSION:
        assert "<mark>lumbar</mark>" in passage.html


def test_where_a_sentence_was_cut_it_says_so() -> None:
    text = telling_passage("word " * 200 + "lumbar fusion" + " word" * 200, FUSION).text
    assert text.startswith("… word")
    assert text.endswith("word …")


def test_markup_is_text() -> None:
    passage = telling_passage('The lumbar <b onclick="x">spine</b> & <mark>more</mark>.', FUSION)
    assert "<b" not in passage.html
    assert passage.html.count("<mark>") == 1
    assert "&lt;mark&gt;more&lt;/mark&gt;" in passage.html
    assert passage.text == 'The *lumbar* <b onclick="x">spine</b> & <mark>more</mark>.'


def test_what_cannot_be_seen_or_turns_the_text_is_left_out() -> None:
    assert one_line("a\x00b\u202ec\u2066d\ud800e\ufffff\r\n\tg\x1b[31m") == "abcdef g[31m"


def test_a_line_is_cut_between_words_where_there_are_any() -> None:
    assert one_line("one two three", 9) == "one two …"
    assert one_line("x" * 20, 9) == "x" * 9 + " …"
    assert one_line("one two", 7) == "one two"


def test_a_hostile_rationale_takes_no_time() -> None:
    begin = perf_counter()
    telling_passage("lumbar. A" * 200_000, FUSION)
    telling_passage("." * 1_000_000 + " " * 1_000_000, FUSION)
    assert perf_counter() - begin < 20, "grows faster than the text"
