"""Places and marks in a text: nothing of the text is lost or changed, and all is escaped."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.reading.places import PAGES, PARAGRAPHS, Place, Range, set_places

TEXTS = st.text(alphabet="ab <>&\"'\n\fé\u2028", max_size=60)
OFFSETS = st.integers(-3, 70)
SPANS = st.lists(st.tuples(OFFSETS, OFFSETS), max_size=8)
PARTINGS = st.sampled_from([PAGES, PARAGRAPHS])


@st.composite
def marks(draw: st.DrawFn) -> list[Range]:
    """Ranges in order, none over another."""
    cuts = sorted(draw(st.lists(st.integers(0, 70), unique=True, max_size=10)))
    return list(zip(cuts[::2], cuts[1::2], strict=False))


class Reading(HTMLParser):
    """The text of a part again, with what stands around each of its characters."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.characters: list[tuple[str, frozenset[str], bool]] = []
        self.ids: list[str] = []
        self.first_marks = 0
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        assert tag in {"span", "mark"}
        self.open.append((tag, found.get("data-place", "")))
        if "id" in found:
            self.ids.append(found["id"])
        self.first_marks += tag == "mark" and "data-continued" not in found

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        inside = frozenset(name for tag, name in self.open if tag == "span")
        is_marked = any(tag == "mark" for tag, _ in self.open)
        self.characters += [(character, inside, is_marked) for character in data]


@given(text=TEXTS, spans=SPANS, marked=marks(), parting=PARTINGS)
def test_text_places_and_marks_come_back_as_they_went_in(
    text: str, spans: list[Range], marked: list[Range], parting: re.Pattern[str]
) -> None:
    places = [Place(f"place-{number}", *span) for number, span in enumerate(spans)]
    held = [place for place in places if 0 <= place.start < place.end <= len(text)]
    seen = [mark for mark in marked if mark[1] <= len(text)]
    parts = set_places(text, places, marked, parting)
    readings = [Reading(part.html) for part in parts]
    kept = [index for start, end in bounds(text, parting) for index in range(start, end)]
    assert [found for reading in readings for found in reading.characters] == [
        (
            text[index],
            frozenset(place.name for place in held if place.start <= index < place.end),
            any(start <= index < end for start, end in seen),
        )
        for index in kept
    ]
    ids = [name for reading in readings for name in reading.ids]
    named = {place.name for place in held if any(place.start <= index < place.end for index in kept)}
    assert sorted(ids) == sorted(named)
    assert [part.marks for part in parts] == [
        sum(start <= mark[0] < end for mark in seen) for start, end in bounds(text, parting)
    ]


def bounds(text: str, parting: re.Pattern[str]) -> list[Range]:
    gaps = [gap.span() for gap in parting.finditer(text)]
    return list(zip([0, *(gap[1] for gap in gaps)], [*(gap[0] for gap in gaps), len(text)], strict=True))


def test_places_nest_and_what_overlaps_goes_on_in_a_second_piece() -> None:
    [part] = set_places("abcdef", [Place("one", 0, 4), Place("two", 1, 2), Place("three", 3, 6)], [(2, 5)])
    assert part.html == (
        '<span class="place" id="one" data-place="one">a'
        '<span class="place" id="two" data-place="two">b</span><mark>c</mark>'
        '<span class="place" id="three" data-place="three"><mark data-continued>d</mark></span></span>'
        '<span class="place" data-place="three"><mark data-continued>e</mark>f</span>'
    )
    assert part.marks == 1


def test_a_name_stands_once_as_an_id_even_over_two_pages() -> None:
    first, second = set_places("one\ftwo", [Place("both", 0, 7), Place("both", 4, 7)], [])
    assert 'id="both"' in first.html
    assert 'id="both"' not in second.html
    assert 'data-place="both"' in second.html


@pytest.mark.parametrize("name", ['"><script>', "'&"])
def test_names_are_escaped(name: str) -> None:
    [part] = set_places("word", [Place(name, 0, 4)], [])
    assert Reading(part.html).ids == [name]


def test_marks_are_looked_at_some_times_each_and_not_once_a_paragraph() -> None:
    looks = 0

    class Watched(tuple[int, int]):
        def __getitem__(self, index: Any) -> Any:
            nonlocal looks
            looks += 1
            return super().__getitem__(index)

    many = 1000
    parts = set_places("pain\n\n" * many, [], [Watched((i * 6, i * 6 + 4)) for i in range(many)], PARAGRAPHS)
    assert sum(part.marks for part in parts) == many
    assert looks < 100 * many
