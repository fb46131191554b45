"""Each kind of identifier is found in its many forms, the value alone, and what looks like it is not."""

import pytest

from search.letters.identifiers import KINDS
from tests.letters.identifiers.forms import Form, all_forms, values_found

HOLDING = [form for form in all_forms() if form.values]
HOLDING_NONE = [form for form in all_forms() if not form.values]


@pytest.mark.parametrize("form", HOLDING, ids=lambda form: f"{form.kind}: {form.text!r}")
def test_span_covers_the_value_and_nothing_else_is_reported(form: Form) -> None:
    assert values_found(form.text) == [(form.kind, value) for value in form.values]


@pytest.mark.parametrize("form", HOLDING_NONE, ids=lambda form: f"{form.kind}: {form.text!r}")
def test_lookalike_is_not_reported(form: Form) -> None:
    assert form.kind not in {kind for kind, _ in values_found(form.text)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_forms_of_both_sorts_in_the_table(kind: str) -> None:
    assert sum(form.kind == kind for form in HOLDING) >= 10
    assert sum(form.kind == kind for form in HOLDING_NONE) >= 5
