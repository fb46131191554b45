"""Words, phrases, OR, NOT, prefixes and parentheses as trees."""

import pytest

from search.query.syntax import as_typed, parse
from search.query.tree import AllOf, AnyOf, Has, Node, Not, Phrase, Prefix, Within, Word

LUMBAR, CERVICAL, MRI = Word("lumbar"), Word("cervical"), Word("mri")


def root(typed: str) -> Node:
    found = parse(typed).root
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("lumbar", LUMBAR),
        ("lumbar mri", AllOf((LUMBAR, MRI))),
        ("lumbar AND mri", AllOf((LUMBAR, MRI))),
        ('"physical  therapy" mri', AllOf((Phrase("physical therapy"), MRI))),
        ("lumbar OR cervical", AnyOf((LUMBAR, CERVICAL))),
        ("lumbar mri OR cervical", AnyOf((AllOf((LUMBAR, MRI)), CERVICAL))),
        ("mri (lumbar OR cervical)", AllOf((MRI, AnyOf((LUMBAR, CERVICAL))))),
        ("-mri", Not(MRI)),
        ("NOT mri", Not(MRI)),
        ('lumbar -"ct scan"', AllOf((LUMBAR, Not(Phrase("ct scan"))))),
        ("lumbar -(mri OR cervical)", AllOf((LUMBAR, Not(AnyOf((MRI, CERVICAL)))))),
        ("lumbar -cerv*", AllOf((LUMBAR, Not(Prefix("cerv"))))),
        ("lumbar -treatment:mri", AllOf((LUMBAR, Not(Within("treatment", MRI))))),
        ("Lumb*", Prefix("lumb")),
        ("Café*", Prefix("cafe")),
        ("Andro*", Prefix("andro")),
        ("NOT*", Prefix("not")),
        ("or-spi*", Prefix("spi")),
        ("a/0:000*", AllOf((Word("a"), Word("0"), Prefix("000")))),
        ("c-spi*", AllOf((Word("c"), Prefix("spi")))),
    ],
)
def test_operators_make_a_tree(typed: str, tree: Node) -> None:
    assert root(typed) == tree


@pytest.mark.parametrize(
    ("typed", "simplest"),
    [
        ("((lumbar))", "lumbar"),
        ("lumbar (mri cervical)", "lumbar mri cervical"),
        ("lumbar OR (mri OR cervical)", "lumbar OR mri OR cervical"),
        ("lumbar OR lumbar", "lumbar"),
        ("NOT -lumbar", "lumbar"),
        ("-(-lumbar)", "lumbar"),
        ("--lumbar", "-lumbar"),
    ],
)
def test_a_tree_is_as_simple_as_can_be(typed: str, simplest: str) -> None:
    assert parse(typed) == parse(simplest)
    assert as_typed(parse(typed)) == simplest


def test_small_letters_make_no_operator_and_ask_for_nothing() -> None:
    assert parse("lumbar or cervical and mri") == parse("lumbar cervical mri")
    assert root("no relief, not improved") == AllOf(
        (Word("no"), Word("relief"), Word("not"), Word("improved"))
    )


@pytest.mark.parametrize(
    "word", ["x-ray", "L4-5", "pt/ptt", "emg/ncs", "worker's", "L4:L5", "http://x", "3:1", "5%"]
)
def test_a_word_stays_one_word(word: str) -> None:
    assert root(word) == Word(word)


@pytest.mark.parametrize("typed", ["mri?", "mri,", "(mri).", "mri;", "mri!", "& mri - ?", "mri:", "'mri'"])
def test_punctuation_around_a_word_is_dropped(typed: str) -> None:
    assert root(typed) == MRI


@pytest.mark.parametrize("typed", ["", "   ", "-", '""', "? /", "\x00\x01", '-""', "… · —", "or", "and AND"])
def test_what_holds_no_word_asks_for_everything(typed: str) -> None:
    assert parse(typed).is_empty


@pytest.mark.parametrize(
    "typed",
    ["“physical therapy”", "„physical therapy“", "«physical therapy»", "＂ｐｈｙｓｉｃａｌ　therapy＂"],
)
def test_smart_quotes_and_wide_letters_are_plain_ones(typed: str) -> None:
    assert root(typed) == Phrase("physical therapy")


@pytest.mark.parametrize("dash", "‐‑–—−－")
def test_unicode_dashes_are_dashes(dash: str) -> None:
    assert root(f"L4{dash}5 {dash}mri") == AllOf((Word("L4-5"), Not(MRI)))


def test_pasted_text_loses_what_is_not_seen() -> None:
    assert root("lum\u00adbar\u200b") == LUMBAR
    assert root("lumbar\x00mri") == AllOf((LUMBAR, MRI))
    assert root("injection(s)") == Word("injection")
    assert root("lumbar,mri") == AllOf((LUMBAR, MRI))
    assert root("1,200") == Word("1,200")


@pytest.mark.parametrize(
    "typed",
    ["CM16-0213037", "cm16 0213037", "cm160213037", "CM16–0213037", "cm16 213037", "cm 16-0213037",
     "CM16-0213037#2", '"CM16-0213037"', "case:cm16 213037", "(cm16) 213037"],
)  # fmt: skip
def test_a_case_number_is_known_in_any_spelling(typed: str) -> None:
    assert root(typed) == Has("case", "CM16-0213037")
    assert parse(typed).case_number == "CM16-0213037"


def test_a_case_number_beside_words_is_one_of_the_things_wanted() -> None:
    assert root("mri cm16 213037") == AllOf((MRI, Has("case", "CM16-0213037")))
    assert root("-cm16 213037") == Not(Has("case", "CM16-0213037"))
    assert parse("mri cm16 213037").case_number is None


@pytest.mark.parametrize(
    "typed", ["cm12-0213037", "cm40-0213037", "cm16-1234", "cm16-12345678", "xcm16-0213037"]
)
def test_what_only_looks_like_a_case_number_is_a_word(typed: str) -> None:
    assert root(typed) == Word(typed)
