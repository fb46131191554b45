"""Form fields for text that people type: one line, or a note."""

import unicodedata
from typing import Any, Final

from django import forms

_KEPT_IN_NOTES: Final = frozenset("\n\t")


class LineField(forms.CharField):
    """One line of text: white space counts as one blank, control characters as nothing."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        # A NUL is refused afterwards, with words.
        return text if "\x00" in text else without_controls(" ".join(text.split()))


class NoteField(forms.CharField):
    """Lines of text, without control characters."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        return text if "\x00" in text else without_controls(text)


def without_controls(text: str) -> str:
    """Without characters that no keyboard types and that confuse who prints or mails them."""
    return "".join(one for one in text if one in _KEPT_IN_NOTES or unicodedata.category(one) != "Cc")
