"""Faults of Django's own admin pages that staff can live with; whatever else is found fails."""

from collections.abc import Iterable
from typing import Final

# The beginning of what a checker says, with the reason why it is let pass on pages below /staff/.
OF_DJANGO: Final = {
    "empty-table-header": "above the column that tells of which row a line of an inline table is",
    "scrollable-region-focusable": "an inline table on a phone; its text scrolls with the page's keys",
    'with focus, not seen: <a href="?o=': "a column's heading on a phone, in a table that scrolls sideways",
}
# Of the HTML checker: fields of an inline table's management form, which a script of Django's changes.
_HTML: Final = "whose value is “hidden” must not have an “autocomplete” attribute"


def unknown(path: str, faults: Iterable[str]) -> list[str]:
    """The faults of a page that are not Django's own."""
    if not path.startswith("/staff/"):
        return list(faults)
    return [fault for fault in faults if not fault.startswith(tuple(OF_DJANGO)) and _HTML not in fault]
