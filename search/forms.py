"""The only door to a search: web page, API and whatever comes later check their parameters here."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from search.query.cursor import BadCursor, read_cursor
from search.query.facets import FACETS, NONE
from search.query.request import PAGE_SIZE, PAGE_SIZE_LIMIT, Match, Narrowing, SearchRequest, Show, Sort
from search.query.syntax import QueryMistake, parse

VALUES_LIMIT = 50
VALUE_LENGTH_LIMIT = 100


class FacetField(forms.Field):
    """Several values of one facet, as the address repeats its name."""

    widget = forms.MultipleHiddenInput

    def __init__(self, label: str, known: Mapping[str, str]) -> None:
        super().__init__(required=False, label=label)
        self.known = known

    def clean(self, value: Any) -> tuple[str, ...]:
        values = tuple(dict.fromkeys(value or ()))
        if len(values) > VALUES_LIMIT:
            raise forms.ValidationError(f"Choose at most {VALUES_LIMIT} values.")
        for one in values:
            if not one or len(one) > VALUE_LENGTH_LIMIT or "\x00" in one:
                raise forms.ValidationError("A value is empty or too long.")
            if self.known and one not in self.known and one != NONE:
                names = ", ".join([*self.known, NONE])
                raise forms.ValidationError(f"“{one}” is not one of: {names}.")
        return values


class QuestionField(forms.CharField):
    """The search box; the cleaned value is a `Question`."""

    def __init__(self) -> None:
        super().__init__(required=False, empty_value="", strip=True)

    def clean(self, value: Any) -> Any:
        try:
            return parse(super().clean(value))
        except QueryMistake as mistake:
            error = forms.ValidationError(str(mistake), code="mistake", params={"mended": mistake.mended})
            raise error from mistake


class CursorField(forms.CharField):
    """Where to go on in a result; the cleaned value is a `Cursor`, or None."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return read_cursor(text) if text else None
        except BadCursor as bad:
            raise forms.ValidationError("This place in the result is not known. Start at page 1.") from bad


class SearchForm(forms.Form):
    """The parameters of a search. `to_request` gives what they ask for, once the form is valid."""

    q = QuestionField()
    sort = forms.ChoiceField(required=False, choices=[(sort, sort) for sort in Sort])
    show = forms.ChoiceField(required=False, choices=[(show, show) for show in Show])
    match = forms.ChoiceField(required=False, choices=[(match, match) for match in Match])
    literal = forms.BooleanField(required=False)
    after = CursorField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)
    page_size = forms.IntegerField(required=False, min_value=1, max_value=PAGE_SIZE_LIMIT)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        for facet in FACETS:
            self.fields[facet.name] = FacetField(facet.label, facet.labels)

    @property
    def mended(self) -> str | None:
        """A question that can be asked, where the typed one cannot and there is one."""
        for error in self.errors.as_data().get("q", []):
            if error.params and error.params.get("mended"):
                return str(error.params["mended"])
        return None

    def to_request(self) -> SearchRequest:
        cleaned = self.cleaned_data
        return SearchRequest(
            question=cleaned["q"],
            narrowing=Narrowing(
                chosen={facet.name: cleaned[facet.name] for facet in FACETS if cleaned[facet.name]},
            ),
            sort=Sort(cleaned["sort"] or Sort.RELEVANCE),
            show=Show(cleaned["show"] or Show.DETERMINATIONS),
            match=Match(cleaned["match"]) if cleaned["match"] else None,
            literal=cleaned["literal"],
            page=cleaned["page"] or 1,
            page_size=cleaned["page_size"] or PAGE_SIZE,
            after=cleaned["after"],
        )


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """A file field that takes several files; the cleaned value is a list of them, in order."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        # Empty files go through: the batch reports them one by one, with the reason.
        files = data if isinstance(data, (list, tuple)) else [data]
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [self._checked(file, initial) for file in files]

    def _checked(self, file: Any, initial: Any) -> UploadedFile:
        if isinstance(file, UploadedFile) and not file.size:
            return file
        checked: UploadedFile = super().clean(file, initial)
        return checked


class UploadForm(forms.Form):
    """Letters to hand in."""

    letters = SeveralFilesField(
        label="Letters",
        help_text="PDF or text files, or ZIP archives of them. You can choose several.",
        max_length=255,
    )
