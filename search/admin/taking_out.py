"""What is asked before letters are taken out."""

from django import forms

from search.ingest.removal import REASON_LENGTH


class ReasonForm(forms.Form):
    """Why letters are taken out, for staff alone."""

    reason = forms.CharField(
        label="Why",
        max_length=REASON_LENGTH,
        help_text=(
            "For staff alone; the letter's page says only that it was taken out. Name no person:"
            " whoever asked for it is better kept where you keep your correspondence."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": REASON_LENGTH}),
        error_messages={"required": "Say why: whoever puts the letters back has to know."},
    )
