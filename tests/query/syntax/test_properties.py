"""What holds of any question."""

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from search.letters.facts import OUTCOMES
from search.letters.reasons import REASONS
from search.letters.vocabulary import rows_of
from search.query.syntax import QueryMistake, as_typed, parse
from search.query.syntax.building import all_of, any_of, is_only_unwanted, negated
from search.query.syntax.cleaning import clean
from search.query.syntax.mistakes import TooDeep, TooLong, TooManyPrefixes, TooManyTerms
from search.query.tree import Decided, Has, Node, Phrase, Prefix, Question, Within, Word

LIMITS = (TooDeep, TooLong, TooManyPrefixes, TooManyTerms)
# Pieces that a grammar trips over sooner than over random letters.
PIECES = st.sampled_from(
    ["(", ")", '"', "-", "*", ":", " ", "OR", "AND", "NOT", " OR ", " NOT ", "or", "..", "lumbar", "neck ",
     "cm16", "213037", "treatment:", "drug:", "drug:norco ", "outcome:", "region:low back", "reason:", "dx:",
     "decided:2016..", "year:", "case:", "abc*", "–", "“", "”", "\x00", "(s)", "½", "ﬁ", "L4-5", "é",
     "\u0301", "/", ","]
)  # fmt: skip
TYPED = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))

WORDS = st.from_regex(r"[a-z0-9]{1,8}([-/'][a-z0-9]{1,5})?", fullmatch=True).filter(
    lambda word: word not in {"or", "and"} and not word.startswith("cm")
)
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: Phrase(" ".join(words)))
TERMS = st.one_of(
    WORDS.map(Word),
    PHRASES,
    st.from_regex(r"[abd-z][a-z]{2,8}", fullmatch=True).map(Prefix),
)
DATES = st.dates(date(1990, 1, 1), date(2050, 12, 31))


def _period(ends: tuple[date | None, date | None]) -> Decided:
    first, last = ends
    return Decided(last, first) if first and last and first > last else Decided(first, last)


PERIODS = st.tuples(st.none() | DATES, st.none() | DATES).filter(any).map(_period)
VALUES = st.one_of(
    st.sampled_from(sorted(OUTCOMES)).map(lambda value: Has("outcome", value)),
    st.sampled_from(sorted(REASONS)).map(lambda value: Has("reason", value)),
    st.sampled_from([name for name, _ in rows_of("body_regions.tsv", 2) if name != "-"]).map(
        lambda value: Has("region", value)
    ),
    st.sampled_from([name for name, _, _ in rows_of("drugs.tsv", 3)]).map(lambda value: Has("drug", value)),
    st.integers(1, 9_999_999).map(lambda number: Has("case", f"CM16-{number:07}")),
)
FIELDS = st.builds(Within, st.sampled_from(["treatment", "guideline", "section", "specialty"]), TERMS)
TREES = st.recursive(
    st.one_of(TERMS, FIELDS, VALUES, PERIODS),
    lambda nodes: st.one_of(
        st.lists(nodes, min_size=1, max_size=4).map(all_of),
        st.lists(nodes.filter(lambda node: not is_only_unwanted(node)), min_size=1, max_size=4).map(any_of),
        nodes.map(negated),
    ),
    max_leaves=12,
)


@given(TYPED)
def test_any_text_is_a_question_or_a_mistake_whose_mend_can_be_asked(typed: str) -> None:
    try:
        parse(typed)
    except QueryMistake as mistake:
        assert str(mistake)
        assert mistake.mended is None or not parse(mistake.mended).is_empty


@given(st.text(min_size=501, max_size=700))
def test_any_long_text_is_a_mistake_whose_mend_can_be_asked(typed: str) -> None:
    try:
        parse(typed)
    except TooLong as mistake:
        assert mistake.mended is None or not parse(mistake.mended).is_empty
    else:
        raise AssertionError(typed)


@given(TREES)
def test_a_tree_as_typed_is_read_as_the_same_tree(tree: Node) -> None:
    typed = as_typed(tree)
    try:
        read = parse(typed)
    except LIMITS:
        assume(False)
    assert read == Question(tree)


@given(TYPED)
def test_a_question_as_typed_is_read_as_the_same_question(typed: str) -> None:
    try:
        question = parse(typed)
    except QueryMistake:
        return
    try:
        again = parse(as_typed(question))
    except LIMITS:
        return
    assert again == question


@given(TYPED)
def test_what_is_clean_stays_as_it_is(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)
