"""What an owner tells of a new token."""

from datetime import datetime, timedelta
from typing import Final

from django import forms
from django.core.validators import RegexValidator

NEVER: Final = "never"
_DAYS: Final = ("30", "90", "365")
_ONE_LINE: Final = RegexValidator(r"[\x00-\x1f\x7f]", "Give one line of plain text.", inverse_match=True)


class TokenForm(forms.Form):
    name = forms.CharField(
        max_length=100,
        validators=[_ONE_LINE],
        label="Name",
        help_text="What it is for, such as the program or the computer that will use it.",
    )
    expires = forms.ChoiceField(
        choices=[*((days, f"in {days} days") for days in _DAYS), (NEVER, "never")],
        initial="90",
        label="Expires",
        help_text="A token that is forgotten somewhere does less harm where it expires.",
    )

    def expires_at(self, now: datetime) -> datetime | None:
        """The moment at which the token ends, None for one that never does; of a valid form."""
        chosen = self.cleaned_data["expires"]
        return None if chosen == NEVER else now + timedelta(days=int(chosen))
