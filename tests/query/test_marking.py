"""Words marked in a text, without the engine."""

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from search.query.marking import Marker
from search.query.syntax import Question, parse


def marked(typed: str, text: str) -> str:
    return Marker(parse(typed)).mark(text).html


def test_words_are_marked_by_their_stems() -> None:
    assert marked("injection", "Two Injections.") == "Two <mark>Injections</mark>."


def test_possessives_are_marked() -> None:
    assert marked("worker", "The worker's knee") == "The <mark>worker&#x27;s</mark> knee"


def test_phrases_are_marked_as_one_and_only_in_order() -> None:
    text = "physical therapy, then therapy physical"
    assert marked('"physical therapy"', text) == "<mark>physical therapy</mark>, then therapy physical"


def test_unwanted_words_are_not_marked() -> None:
    assert marked("-knee", "knee") == "knee"


def test_markup_in_a_letter_shows_as_text() -> None:
    html = marked("alert", "<script>alert(1)</script>")
    assert html == "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt;"


def test_marks_are_counted() -> None:
    assert Marker(parse("knee")).mark("knee, knees and kneel").count == 2


@given(st.text(), st.lists(st.text(min_size=1), max_size=4).map(tuple))
def test_marking_changes_nothing_but_adds_marks(text: str, words: tuple[str, ...]) -> None:
    html = Marker(Question(words=words, phrases=words)).mark(text).html
    assert unescape(html.replace("<mark>", "").replace("</mark>", "")) == unescape(text.replace("&", "&amp;"))
