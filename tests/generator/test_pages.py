"""Setting a paragraph on pages loses none of its words."""

from hypothesis import given
from hypothesis import strategies as st

from search.generator.pages import LINE, PAGE, as_text, set_pages, wrap
from tests.generator.letters import chance

WORDS = st.text("abcdeiou-.,", min_size=1, max_size=20)
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=120).map(" ".join)


@given(PARAGRAPHS, st.integers(0, 50))
def test_no_letter_is_lost_and_none_is_added_but_hyphens(paragraph: str, seed: int) -> None:
    lines = wrap(chance(seed), paragraph)
    assert "".join(lines).replace("-", "").replace(" ", "") == paragraph.replace("-", "").replace(" ", "")


@given(PARAGRAPHS, st.integers(0, 50))
def test_lines_are_not_too_long(paragraph: str, seed: int) -> None:
    assert all(len(line) <= LINE for line in wrap(chance(seed), paragraph))


def test_two_spaces_inside_a_line_stay() -> None:
    assert wrap(chance(1), "MRI:  Upheld") == ["MRI:  Upheld"]


def test_dates_may_be_broken_behind_a_hyphen() -> None:
    paragraph = "x" * (LINE - 7) + " 11-21-2016 and more"
    assert ["x" * (LINE - 7) + " 11-21-", "2016 and more"] in [
        wrap(chance(seed), paragraph) for seed in range(20)
    ]


def test_pages_are_full_before_the_next_begins() -> None:
    pages = set_pages(chance(1), ["word"] * (PAGE + 3))
    assert [len(page) for page in pages] == [PAGE, 3]
    assert as_text(pages, doubled=False).count("\f") == 1
