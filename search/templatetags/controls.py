"""Controls of forms as the portal shows them: named by visible labels, tied to their help and errors."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()

_CODE = {"one-time-code": {"inputmode": "numeric", "maxlength": "20"}}


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The field's control without a placeholder, which would only repeat the label and then go away."""
    purpose = field.field.widget.attrs.get("autocomplete", "")
    return field.as_widget(attrs={"placeholder": False, **_CODE.get(purpose, {})})
