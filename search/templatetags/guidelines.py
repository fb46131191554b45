"""Lines of a list of guidelines as markup.

A page has hundreds of them, as of the values of facets: they are set in Python, see `rail`. Whatever comes
from a letter or an address goes through `escape`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from search.citator.guidelines_list import PARTS_SHOWN, Cited
from search.pages.navigation import encoded
from search.query.shares import OutcomeCounts
from search.templatetags.cited_cells import count_cell, rate_cell

register = template.Library()

# Letters spell chapters and sections in thousands of ways; nobody reads so many, nor waits for them.
_LINES_SHOWN: Final = 200


@register.simple_tag
def cited_lines(parts: Sequence[Cited], contains: str = "") -> SafeString:
    """A line each: its page, how often either side cites it, the share overturned, its parts folded below.

    With the words that the list's guidelines hold, the parts are unfolded. Of a very long list the first
    ones stand, with a line that says so.
    """
    lines = _Lines(reverse("guidelines"), reverse("search"), contains)
    shown = "".join(lines.with_parts(one) for one in parts[:_LINES_SHOWN])
    return SafeString(shown + _left_out(len(parts)))


def _left_out(parts: int) -> str:
    if parts <= _LINES_SHOWN:
        return ""
    return (
        f'<li class="quiet">{_LINES_SHOWN} of {parts:,} are shown. '
        "The box above finds the others by their names.</li>"
    )


@dataclass(frozen=True, slots=True)
class _Lines:
    guidelines: str
    decisions: str
    contains: str

    def with_parts(self, cited: Cited) -> str:
        if not cited.parts:
            return f'<li class="cited">{self._line(cited)}</li>'
        name = escape(cited.name)
        count = f"{len(cited.parts):,}\N{NO-BREAK SPACE}section{'' if len(cited.parts) == 1 else 's'}"
        if self.contains:
            count += " found"
        # Where words are looked for, what is hardly cited is as welcome.
        shown = cited.parts[:PARTS_SHOWN] if self.contains else cited.first
        inner = "".join(f'<li class="cited">{self._line(part)}</li>' for part in shown)
        more = self._more(cited, name, count) if len(shown) < len(cited.parts) else ""
        behind_name = f' <span class="quiet">{count}</span>'
        return (
            f'<li class="cited">{self._line(cited, behind_name)}'
            f'<details class="sections"{" open" if self.contains else ""}>'
            f'<summary><span class="visually-hidden">{count} of {name}</span></summary>'
            f'<ol class="cited-list">{inner}</ol>{more}</details></li>'
        )

    def _line(self, cited: Cited, behind_name: str = "") -> str:
        name = escape(cited.name)
        page = f"{self.guidelines}/{quote(cited.key)}"
        return (
            f'<span class="cited-name"><a href="{page}">{name}</a>{behind_name}</span>'
            f"{self._count('guideline', 'Reviewers', cited, cited.reviewer)}"
            f"{self._count('claims_guideline', 'Claims side', cited, cited.claims)}"
            f"{rate_cell(cited.reviewer)}"
        )

    def _count(self, parameter: str, side: str, cited: Cited, outcomes: OutcomeCounts) -> str:
        address = f"{self.decisions}?{encoded(parameter, cited.key)}"
        return count_cell(side, outcomes, address, f"{side}, {escape(cited.name)}")

    def _more(self, cited: Cited, name: str, count: str) -> str:
        pairs = [encoded("within", cited.key)]
        if self.contains:
            pairs.append(encoded("contains", self.contains))
        address = escape(f"{self.guidelines}?{'&'.join(pairs)}")
        return (
            f'<p><a class="all-sections" href="{address}" rel="nofollow">'
            f'All {count}<span class="visually-hidden"> of {name}</span></a></p>'
        )
