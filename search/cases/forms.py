"""What owners write about kept decisions, checked."""

import re
from typing import Final

from django import forms
from django.http import QueryDict

from search.cases.keeping import LABEL_LENGTH, NOTE_LENGTH, Move
from search.models import KeptDecision
from search.models.letters import Outcome
from search.web.text_fields import LineField, NoteField

# As the database's numbers go.
_NUMBER: Final = re.compile(r"[0-9]{1,18}", re.ASCII)
_REFERENCE_LENGTH: Final = 200
_HIGHEST_NUMBER: Final = 32_767


class EntryForm(forms.Form):
    """Note and label of an entry."""

    note = NoteField(
        label="Note",
        max_length=NOTE_LENGTH,
        required=False,
        help_text="Only you see it. You choose at each export whether it goes along.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    label = LineField(
        label="Label",
        max_length=LABEL_LENGTH,
        required=False,
        help_text="One word or a few: your list can be narrowed and exported by it.",
        widget=forms.TextInput(attrs={"list": "labels", "autocomplete": "off"}),
    )


class PutBackForm(EntryForm):
    """An entry that was removed a moment ago, as its page has kept it."""

    reference = forms.CharField(max_length=_REFERENCE_LENGTH)
    number = forms.IntegerField(min_value=0, max_value=_HIGHEST_NUMBER)
    outcome = forms.ChoiceField(choices=Outcome.choices, required=False)
    place = forms.IntegerField(min_value=0, max_value=2_000)

    @classmethod
    def of(cls, entry: KeptDecision) -> "PutBackForm":
        names = (*cls.base_fields,)
        return cls({name: getattr(entry, name) for name in names})


class LabelForm(forms.Form):
    """A label for several entries; none takes theirs away."""

    label = LineField(
        label="Label",
        max_length=LABEL_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"list": "labels", "autocomplete": "off"}),
    )


def decision_of(text: str) -> tuple[str, int] | None:
    """Letter's reference and item's number in `CM16-0213037#2`; None where it is nothing of the kind."""
    reference, mark, number = text.rpartition("#")
    is_one = mark and 0 < len(reference) <= _REFERENCE_LENGTH and "\x00" not in reference
    if not is_one or not _NUMBER.fullmatch(number) or int(number) > _HIGHEST_NUMBER:
        return None
    return reference, int(number)


def move_of(parameters: QueryDict) -> tuple[int, Move] | None:
    """Which entry a button moves, and where to; None where there is no such button."""
    for where in Move:
        number = parameters.get(where, "")
        if _NUMBER.fullmatch(number):
            return int(number), where
    return None


def chosen_of(parameters: QueryDict) -> list[int]:
    """The entries that are ticked; what is no number is none."""
    return [int(text) for text in parameters.getlist("chosen") if _NUMBER.fullmatch(text)]
