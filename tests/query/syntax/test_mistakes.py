"""What cannot be asked: each mistake of its own kind, with a question that can."""

import pytest

from search.query.syntax import (
    DEPTH_LIMIT,
    LENGTH_LIMIT,
    PREFIXES_LIMIT,
    TERMS_LIMIT,
    QueryMistake,
    mistakes,
    parse,
)


def mistake_in(typed: str) -> QueryMistake:
    with pytest.raises(QueryMistake) as raised:
        parse(typed)
    return raised.value


@pytest.mark.parametrize(
    ("typed", "kind", "mended"),
    [
        ('lumbar "physical therapy', mistakes.UnclosedQuotationMark, "lumbar physical therapy"),
        ('"', mistakes.UnclosedQuotationMark, None),
        ("mri (neck OR back", mistakes.UnclosedParenthesis, "mri (neck OR back)"),
        ("mri neck)", mistakes.UnopenedParenthesis, "mri neck"),
        ("mri ()", mistakes.EmptyParentheses, "mri"),
        ("()", mistakes.EmptyParentheses, None),
        ("neck OR", mistakes.OrWithoutSide, "neck"),
        ("OR neck", mistakes.OrWithoutSide, "neck"),
        ("neck OR OR back", mistakes.OrWithoutSide, "neck OR back"),
        ("mri (neck OR)", mistakes.OrWithoutSide, "mri (neck)"),
        ("neck NOT", mistakes.NothingToLeaveOut, "neck"),
        ("(NOT) neck", mistakes.NothingToLeaveOut, "neck"),
        ("NOT OR neck", mistakes.NothingToLeaveOut, "neck"),
        ("neck OR -mri", mistakes.UnwantedInOr, "neck -mri"),
        ("-neck OR -mri", mistakes.UnwantedInOr, "-neck -mri"),
        ("*", mistakes.StarAlone, None),
        ("neck *", mistakes.StarAlone, "neck"),
        ("*ectomy", mistakes.StarLeading, "ectomy"),
        ("arthro*scopy", mistakes.StarInTheMiddle, "arthro*"),
        ("3*5", mistakes.StarInTheMiddle, "3 5"),
        ("lu*", mistakes.StarTooEarly, "lu"),
        ("x-ra*", mistakes.StarTooEarly, "x-ra"),
        ('"lumbar epid*"', mistakes.StarInPhrase, '"lumbar epid "'),
        ("dx:pain", mistakes.UnknownField, "dx pain"),
        ('dx:"low back" mri', mistakes.UnknownField, 'dx "low back" mri'),
        ("treatmnt:knee", mistakes.UnknownField, "treatment:knee"),
        ("treatment: knee", mistakes.EmptyFieldValue, "treatment:knee"),
        ("knee treatment:", mistakes.EmptyFieldValue, "knee treatment"),
        ('treatment:"" knee', mistakes.EmptyFieldValue, "treatment:knee"),
        ('treatment:""', mistakes.EmptyFieldValue, "treatment"),
        ("treatment:()", mistakes.EmptyParentheses, "treatment"),
        ("knee treatment:&", mistakes.EmptyFieldValue, "knee treatment"),
        ("treatment:-knee", mistakes.MinusBehindColon, "-treatment:knee"),
        ("treatment:(drug:norco mri)", mistakes.FieldWithinField, "(drug:norco mri)"),
        ("treatment:(CM16-0213037)", mistakes.FieldWithinField, "(CM16-0213037)"),
        ("outcome:maybe", mistakes.UnknownValue, "maybe"),
        ("outcome:uphelt", mistakes.UnknownValue, "outcome:upheld"),
        ("region:low back", mistakes.UnknownValue, 'region:"low back"'),
        ("region:(low back)", mistakes.UnknownValue, 'region:("low back")'),
        ("region:shoulde", mistakes.UnknownValue, "region:shoulder"),
        ("drug:gabapentine", mistakes.UnknownValue, "drug:gabapentin"),
        ("reason:guideline", mistakes.UnclearValue, "reason:(not_recommended OR criteria_met)"),
        ("reason:bogus", mistakes.UnknownValue, "bogus"),
        ("case:CM16-02", mistakes.CaseNumberNotUnderstood, "case:CM16-02*"),
        ("case:nonsense", mistakes.CaseNumberNotUnderstood, "nonsense"),
        ("decided:yesterday", mistakes.DateNotUnderstood, "yesterday"),
        ("decided:2016-13", mistakes.DateNotUnderstood, "2016-13"),
        ("decided:2017-02-29", mistakes.DateNotUnderstood, "2017-02-29"),
        ("decided:12/9/2016", mistakes.DateNotUnderstood, "decided:2016-12-09"),
        ("decided:12/2016..2/2017", mistakes.DateNotUnderstood, "decided:2016-12..2017-02"),
        ("year:2015-2017", mistakes.DateNotUnderstood, "year:2015..2017"),
        ("decided:2017..2016", mistakes.RangeUpsideDown, "decided:2016..2017"),
        ("(neck OR dx:pain treatment: lu*", mistakes.UnknownField, "(neck OR dx pain treatment:lu)"),
    ],
)
def test_a_mistake_is_told_with_a_mended_question(
    typed: str, kind: type[QueryMistake], mended: str | None
) -> None:
    mistake = mistake_in(typed)
    assert type(mistake) is kind
    assert mistake.mended == mended


def test_an_unknown_field_is_told_with_all_there_are() -> None:
    message = str(mistake_in("dx:pain"))
    assert "“dx”" in message
    assert (
        "treatment, drug, guideline, section, specialty, region, outcome, reason, case, year, decided"
        in message
    )


def test_an_unknown_value_is_told_with_those_there_are() -> None:
    assert "upheld, overturned" in str(mistake_in("outcome:maybe"))
    assert "low back" in str(mistake_in("region:xyz"))
    assert "no_red_flags" in str(mistake_in("reason:bogus"))
    assert "gabapentin" in str(mistake_in("drug:gabapentine"))


def test_a_message_repeats_only_the_beginning_of_what_was_typed() -> None:
    assert len(str(mistake_in(f"case:{'x' * 400}"))) < 250


def test_each_kind_of_mistake_has_its_own_code() -> None:
    kinds = QueryMistake.__subclasses__()
    assert len({kind.code for kind in kinds} | {QueryMistake.code}) == len(kinds) + 1


def test_the_limit_of_length_is_the_longest_question() -> None:
    parse("a" * LENGTH_LIMIT)
    mistake = mistake_in("lumbar " * 200)
    assert isinstance(mistake, mistakes.TooLong)
    assert mistake.mended is not None
    assert parse(mistake.mended).words[:2] == ("lumbar", "lumbar")


def test_a_long_question_keeps_its_signs_when_it_is_shortened() -> None:
    mended = mistake_in('treatment:knee -"ct scan" ' + "(mri OR " * 2 + "brace " * 200).mended
    assert mended is not None
    assert mended.startswith('treatment:knee -"ct scan" (mri OR (mri OR brace')


def test_the_limit_of_terms_counts_drugs_of_a_brand() -> None:
    parse("a1 " * TERMS_LIMIT)
    assert isinstance(mistake_in("a1 " * (TERMS_LIMIT + 1)), mistakes.TooManyTerms)
    assert isinstance(mistake_in("drug:norco " * (TERMS_LIMIT // 2 + 1)), mistakes.TooManyTerms)
    assert mistake_in("a1 " * (TERMS_LIMIT + 1)).mended == " ".join(["a1"] * TERMS_LIMIT)


def test_the_limit_of_depth() -> None:
    parse("(" * DEPTH_LIMIT + "mri" + ")" * DEPTH_LIMIT)
    mistake = mistake_in("(" * (DEPTH_LIMIT + 1) + "mri" + ")" * (DEPTH_LIMIT + 1))
    assert isinstance(mistake, mistakes.TooDeep)
    assert mistake.mended == "(" * DEPTH_LIMIT + "mri" + ")" * DEPTH_LIMIT


def test_the_limit_of_prefixes() -> None:
    parse("abc* " * PREFIXES_LIMIT)
    mistake = mistake_in("abc* " * (PREFIXES_LIMIT + 1))
    assert isinstance(mistake, mistakes.TooManyPrefixes)
    assert mistake.mended == "abc* " * PREFIXES_LIMIT + "abc"


@pytest.mark.parametrize(
    "typed",
    ["x" * 1_000_000, "(" * 100_000, '"' * 1_000_001, "NOT " * 100_000, "a:" * 100_000, "\x00" * 1_000_000],
)
def test_a_huge_question_is_a_mistake_of_its_length(typed: str) -> None:
    assert isinstance(mistake_in(typed), mistakes.TooLong)


@pytest.mark.parametrize("typed", ["NOT " * 124 + "mri", "-" * 499 + "x", "or " * 166, "." * LENGTH_LIMIT])
def test_a_row_of_signs_ends(typed: str) -> None:
    parse(typed)
