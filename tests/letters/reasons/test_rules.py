"""The data files hold together: every group is used, every rule gives a reason of the closed set."""

from search.letters.reasons import REASONS
from search.letters.reasons.phrases import NOT, phrase_groups, read_data
from search.letters.reasons.rules import CONTRAST, Rule, guideline_rules, rules

# Groups that the code asks for by name.
ASKED_FOR = {CONTRAST, "of_the_case", "conclusion"}


def used_groups() -> set[str]:
    of_rules = {group for rule in (*rules(), *guideline_rules()) for group in (*rule.groups, *rule.unless)}
    return of_rules | ASKED_FOR


def test_every_group_of_phrases_is_used() -> None:
    used = used_groups()
    exceptions = {NOT + group for group in used}
    assert phrase_groups().names - used - exceptions == set()


def test_every_rule_gives_a_reason_and_every_reason_but_other_has_a_rule() -> None:
    assert {rule.reason for rule in rules()} == set(REASONS) - {"other"}


def test_every_reason_has_words_of_its_own_for_readers() -> None:
    assert len(set(REASONS.values())) == len(REASONS)
    assert {reason.get("argues_for") for reason in read_data("reasons.toml").values()} <= {
        "upheld",
        "overturned",
        None,
    }


def test_a_contrasting_word_ends_the_clause_that_a_rule_looks_at() -> None:
    rule = Rule("no_red_flags", groups=("absent", "red_flag"), gaps=(9,))
    near = {"absent": [(0, 1)], "red_flag": [(4, 6)]}
    assert rule.holds("finding", near)
    assert not rule.holds("finding", {**near, "contrast": [(2, 3)]})
    assert not rule.holds("finding", {"absent": [(0, 1)], "red_flag": [(11, 13)]})
    assert not rule.holds("finding", {"absent": [(7, 8)], "red_flag": [(4, 6)]})
