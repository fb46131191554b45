"""Cells that the lists of guidelines and of treatments share, as markup."""

from html import escape

from search.query.shares import OutcomeCounts
from search.templatetags.outcomes import interval, percent


def count_cell(word: str, outcomes: OutcomeCounts, address: str, spoken: str) -> str:
    """How many decisions, under a `word` where the columns have no heads, with the `address` of their list.

    `spoken`, escaped by the caller, says what they are on to who cannot see the line.
    """
    decided = f"{outcomes.decided:,}"
    if outcomes.decided:
        noun = "decision" if outcomes.decided == 1 else "decisions"
        what = f'<span class="visually-hidden"> {noun}: {spoken}</span>'
        decided = f'<a href="{escape(address)}" rel="nofollow">{decided}{what}</a>'
    return f'<span class="cited-count"><span class="cited-word">{word}</span> {decided}</span>'


def rate_cell(outcomes: OutcomeCounts) -> str:
    """The share overturned with its interval; of too few decisions the counts, of none nothing."""
    word = '<span class="cited-word">Overturned</span> '
    told = ""
    if share := outcomes.share:
        told = f'{word}<strong>{percent(share.value)}</strong> <span class="quiet">{interval(share)}</span>'
    elif outcomes.decided:
        told = f"{word}{outcomes.overturned} of {outcomes.decided}"
    return f'<span class="cited-rate">{told}</span>'
