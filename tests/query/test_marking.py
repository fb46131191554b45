"""Words marked in a text, without the engine."""

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from search.query.marking import Marker
from search.query.syntax import parse
from search.query.tree import AllOf, Phrase, Question, Word


def marked(typed: str, text: str, literal: bool = False) -> str:
    return Marker(parse(typed), literal).mark(text).html


def test_words_are_marked_by_their_stems() -> None:
    assert marked("injection", "Two Injections.") == "Two <mark>Injections</mark>."


def test_possessives_are_marked() -> None:
    assert marked("employer", "The employer's knee") == "The <mark>employer&#x27;s</mark> knee"


def test_phrases_are_marked_as_one_and_only_in_order() -> None:
    text = "physical therapy, then therapy physical"
    assert marked('"physical therapy"', text) == "<mark>physical therapy</mark>, then therapy physical"


def test_synonyms_are_marked_unless_only_what_was_typed_is_sought() -> None:
    assert marked("neurontin", "Gabapentin helped") == "<mark>Gabapentin</mark> helped"
    assert marked("neurontin", "Gabapentin helped", literal=True) == "Gabapentin helped"


def test_quoted_words_have_no_synonyms() -> None:
    assert marked('"neurontin"', "Gabapentin helped") == "Gabapentin helped"


def test_a_prefix_marks_whole_words() -> None:
    assert marked("lumb*", "lumbago of the lumbar spine") == (
        "<mark>lumbago</mark> of the <mark>lumbar</mark> spine"
    )


def test_unwanted_words_are_not_marked() -> None:
    assert marked("-knee", "knee") == "knee"


def test_markup_in_a_letter_shows_as_text() -> None:
    html = marked("alert", "<script>alert(1)</script>")
    assert html == "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt;"


def test_marks_are_counted() -> None:
    assert Marker(parse("knee")).mark("knee, knees and kneel").count == 2


@given(st.text(), st.lists(st.text(min_size=1), max_size=4))
def test_marking_changes_nothing_but_adds_marks(text: str, words: list[str]) -> None:
    nodes = AllOf((*(Word(word) for word in words), *(Phrase(word) for word in words)))
    html = Marker(Question(nodes)).mark(text).html
    assert unescape(html.replace("<mark>", "").replace("</mark>", "")) == unescape(text.replace("&", "&amp;"))


def test_words_that_the_index_leaves_out_are_marked_in_phrases_alone() -> None:
    assert marked("the range of motion of the knee", "The range of motion.") == (
        "The <mark>range</mark> of <mark>motion</mark>."
    )
    assert marked('"of the knee"', "Of the knee, of the hip.") == "<mark>Of the knee</mark>, of the hip."
