"""The only door to a search: web page, API and whatever comes later check their parameters here."""

import re
from calendar import monthrange
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from search.query.builder import sort_of
from search.query.cursor import BadCursor, read_cursor
from search.query.facets import FACETS, NONE, Facet
from search.query.facets.facet import DEPTH
from search.query.facets.hierarchies import VALUE_LENGTH_LIMIT
from search.query.request import (
    PAGE_SIZE,
    PAGE_SIZE_LIMIT,
    DateRange,
    Match,
    Narrowing,
    SearchRequest,
    Show,
    Sort,
)
from search.query.syntax import QueryMistake, parse

VALUES_LIMIT = 50
# More values than this are not told in a sentence.
NAMED = 20
UNKNOWN_PLACE = "This place in the result is not known. Start at page 1."
# What stands before a facet's name where its values are left out.
NOT = "not_"
_DAY_OR_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?", re.ASCII)


class FacetField(forms.Field):
    """Several values of one facet, as the address repeats its name; the cleaned value is a tuple of them."""

    widget = forms.MultipleHiddenInput

    def __init__(self, facet: Facet, label: str) -> None:
        super().__init__(required=False, label=label)
        self.facet = facet

    def clean(self, value: Any) -> tuple[str, ...]:
        given = value or ()
        if len(given) > VALUES_LIMIT:
            raise forms.ValidationError(f"Choose at most {VALUES_LIMIT} values.")
        values = tuple(dict.fromkeys(map(self.facet.canonical, given)))
        for one in values:
            self._check(one)
        return values

    def _not_one_of_them(self, value: str) -> str:
        names = [*self.facet.labels, NONE]
        if len(names) > NAMED:
            return f"“{value}” is no value of the filter “{self.facet.label}”: choose one that it lists."
        return f"“{value}” is not one of: {', '.join(names)}."

    def _check(self, value: str) -> None:
        if not value or len(value) > VALUE_LENGTH_LIMIT or "\x00" in value:
            raise forms.ValidationError("A value is empty or too long.")
        if self.facet.is_closed and value not in self.facet.labels and value != NONE:
            raise forms.ValidationError(self._not_one_of_them(value))
        steps = self.facet.steps(value)
        if len(steps) > DEPTH or not all(steps):
            raise forms.ValidationError(
                f"“{value}” is not one to three names with “{self.facet.separator}” between them."
            )


class DayField(forms.CharField):
    """A month or a day; the cleaned value is its first day, or its last, or None where the field is empty."""

    def __init__(self, label: str, *, is_last: bool) -> None:
        super().__init__(required=False, label=label, strip=True)
        self.is_last = is_last

    def clean(self, value: Any) -> date | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return _day(typed, is_last=self.is_last)
        except ValueError as bad:
            raise forms.ValidationError(
                "Write a month as 2016-12 or a day as 2016-12-09; there is no such date here."
            ) from bad


def _day(typed: str, *, is_last: bool) -> date:
    """The day, or the first or last of the month; raises ValueError where there is none."""
    parts = _DAY_OR_MONTH.fullmatch(typed)
    if not parts:
        raise ValueError(typed)
    year, month = int(parts["year"]), int(parts["month"])
    if parts["day"]:
        return date(year, month, int(parts["day"]))
    first = date(year, month, 1)
    return first.replace(day=monthrange(year, month)[1]) if is_last else first


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


class SwitchField(forms.CharField):
    """On or off; the cleaned value is a boolean, False where the field is empty."""

    ON, OFF = ("true", "1", "on"), ("false", "0", "off")

    def clean(self, value: Any) -> bool:
        typed = super().clean(value)
        if typed and typed not in self.ON + self.OFF:
            raise forms.ValidationError("Write true or false.")
        return typed in self.ON


class CursorField(forms.CharField):
    """Where to go on in a result; the cleaned value is a `Cursor`, or None."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return read_cursor(text) if text else None
        except BadCursor as bad:
            raise forms.ValidationError(UNKNOWN_PLACE) from bad


class SearchForm(forms.Form):
    """The parameters of a search. `to_request` gives what they ask for, once the form is valid."""

    q = QuestionField()
    sort = forms.ChoiceField(required=False, choices=[(sort, sort) for sort in Sort])
    show = forms.ChoiceField(required=False, choices=[(show, show) for show in Show])
    match = forms.ChoiceField(required=False, choices=[(match, match) for match in Match])
    literal = SwitchField(required=False)
    decided_from = DayField("Decided from", is_last=False)
    decided_to = DayField("Decided to", is_last=True)
    after = CursorField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)
    page_size = forms.IntegerField(required=False, min_value=1, max_value=PAGE_SIZE_LIMIT)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        for facet in FACETS:
            self.fields[facet.name] = FacetField(facet, facet.label)
            self.fields[NOT + facet.name] = FacetField(facet, f"{facet.label}, left out")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("decided_from"), cleaned.get("decided_to")
        if first and last and first > last:
            self.add_error("decided_to", f"The dates are upside down: {last} comes before {first}.")
        if cleaned.get("after") and not self.errors and not self._knows_the_place():
            self.add_error("after", UNKNOWN_PLACE)
        return cleaned

    def _knows_the_place(self) -> bool:
        """Whether the engine can go on there: it takes one value for each order, and none among letters."""
        request = self.to_request()
        if request.after is None or request.show is Show.LETTERS:
            return False
        return len(request.after.values) == len(sort_of(request))

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
                chosen=self._values(""),
                unwanted=self._values(NOT),
                decided=DateRange(cleaned["decided_from"], cleaned["decided_to"]),
            ),
            sort=Sort(cleaned["sort"] or Sort.RELEVANCE),
            show=Show(cleaned["show"] or Show.DETERMINATIONS),
            match=Match(cleaned["match"]) if cleaned["match"] else None,
            literal=cleaned["literal"],
            page=cleaned["page"] or 1,
            page_size=cleaned["page_size"] or PAGE_SIZE,
            after=cleaned["after"],
        )

    def _values(self, prefix: str) -> dict[str, tuple[str, ...]]:
        cleaned = self.cleaned_data
        return {facet.name: cleaned[prefix + facet.name] for facet in FACETS if cleaned[prefix + facet.name]}


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
