"""What owners write about their saved searches, checked."""

from typing import Any

from django import forms
from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict

from search.models import SavedQuery
from search.models.saved import Frequency
from search.query.request import SearchRequest
from search.saved.keeping import DOWN, UP
from search.saved.parameters import LONGEST, CannotAsk, canonical, request_of_parameters
from search.web.text_fields import LineField, NoteField

LABEL_LENGTH, NOTE_LENGTH = 50, 2000


class ParametersField(forms.CharField):
    """A search as an address has it; the cleaned value is as `canonical` gives it."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> str:
        # Several times what is kept: an address may name what is left out of it.
        text = "" if value is None else str(value)
        if len(text) > 4 * LONGEST:
            raise forms.ValidationError("This search is too long to be kept: use fewer words or filters.")
        try:
            return canonical(QueryDict(text))
        except TooManyFieldsSent as error:
            raise forms.ValidationError("This search has too many parts.") from error
        except CannotAsk as error:
            raise forms.ValidationError(str(error)) from error


class SavedQueryForm(forms.ModelForm[SavedQuery]):
    """Name, note, label and mails of a saved search."""

    name = LineField(label="Name", max_length=100)
    note = NoteField(
        label="Note",
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    label = LineField(
        label="Label",
        max_length=LABEL_LENGTH,
        required=False,
        help_text="One word or a few, by which your list can be narrowed.",
        widget=forms.TextInput(attrs={"list": "labels", "autocomplete": "off"}),
    )
    frequency = forms.ChoiceField(
        label="Mail when there is something new", choices=Frequency.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = SavedQuery
        fields = ["name", "note", "label"]


class NewSavedQueryForm(SavedQueryForm):
    """The same with the search that it is to be."""

    parameters = ParametersField(required=False)

    def to_request(self) -> SearchRequest:
        """What the checked search asks for."""
        return request_of_parameters(self.cleaned_data["parameters"], 1)


class ReplacementForm(forms.Form):
    """Another search for a saved one."""

    parameters = ParametersField(required=False)


class MoveForm(forms.Form):
    """Where to: up or down, among those with a label where the list shows only these."""

    direction = forms.ChoiceField(choices=[(UP, UP), (DOWN, DOWN)])
    label = LineField(max_length=LABEL_LENGTH, required=False)
