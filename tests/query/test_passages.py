"""Which passages of a decision are shown."""

from search.query.passages import most_telling

CONCLUSION = "Therefore, the request for <mark>Norco</mark> is not medically necessary."
REASON = "There is no documentation that <mark>Norco</mark> improved function."
OTHER = "<mark>Norco</mark> was started in 2015."


def test_a_reason_is_shown_and_the_conclusion_left_out() -> None:
    assert most_telling([CONCLUSION, REASON, OTHER]) == [REASON, OTHER]


def test_a_conclusion_is_shown_where_there_is_nothing_else() -> None:
    assert most_telling([CONCLUSION]) == [CONCLUSION]


def test_a_long_passage_that_ends_in_the_conclusion_tells_more_than_it() -> None:
    long = f"{REASON} {OTHER} {OTHER} {OTHER} {CONCLUSION}"
    assert most_telling([long]) == [long]
    assert most_telling([CONCLUSION, long]) == [long]


def test_a_passage_is_shown_once_and_no_more_than_two() -> None:
    assert most_telling([REASON, REASON, OTHER, "a", "b"]) == [REASON, OTHER]
