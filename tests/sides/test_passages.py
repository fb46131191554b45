"""Which sentences a column shows."""

from collections.abc import Mapping

from search.sides.passages import LONGEST, PASSAGES, Argued, chosen, shortened


def argued(letter: str, sentences: Mapping[str, str], number: int = 1) -> Argued:
    return Argued(letter, number, "Norco", None, (), sentences)


def test_the_best_ranked_come_first_and_no_sentence_twice() -> None:
    decisions = [
        argued("A", {"x": "It is not indicated."}),
        argued("B", {"x": "IT IS NOT INDICATED."}),
        argued("C", {"x": "Nothing was tried."}),
        argued("D", {"y": "Something else."}),
    ]
    found = chosen(["x"], decisions)["x"]
    assert [(one.decision.letter, one.sentence) for one in found] == [
        ("A", "It is not indicated."),
        ("C", "Nothing was tried."),
    ]


def test_other_letters_come_before_the_same_letter_again() -> None:
    decisions = [
        argued("A", {"x": "One.", "y": "Two."}),
        argued("A", {"x": "Three.", "y": "Four."}, number=2),
        argued("B", {"x": "Five.", "y": "Six."}),
    ]
    found = chosen(["x", "y"], decisions)
    assert [one.sentence for one in found["x"]] == ["One.", "Five.", "Three."]
    # Both letters stand in the column already: rank alone decides.
    assert [one.sentence for one in found["y"]] == ["Two.", "Four.", "Six."]


def test_a_column_has_so_many_and_no_more() -> None:
    keys = [f"reason {number}" for number in range(PASSAGES + 3)]
    decisions = [argued(str(n), {key: f"{key}, {n}." for key in keys}) for n in range(PASSAGES + 3)]
    assert sum(map(len, chosen(keys, decisions).values())) == PASSAGES
    assert all(len(passages) <= 1 for passages in chosen(keys, decisions).values())
    assert len(chosen(keys[:2], decisions)[keys[0]]) == PASSAGES // 2
    # A reason without any sentence leaves its share to the others.
    assert len(chosen([*keys[:2], "not given"], decisions)[keys[0]]) == PASSAGES // 2
    assert chosen([], decisions) == {}
    assert chosen(keys[:1], []) == {keys[0]: []}


def test_a_sentence_without_end_is_cut_between_words() -> None:
    assert shortened("Short.") == "Short."
    cut = shortened("word " * 500)
    assert len(cut) <= LONGEST + 2
    assert cut.endswith("word …")
