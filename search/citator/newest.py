"""Which of the newest decisions a page shows: they shall tell of several letters. Pure."""

from collections.abc import Sequence
from typing import Final

from search.query.result import Hit

# So many decisions are read for each one shown: a letter seldom decides on more items of one kind. The engine
# could group by letter itself, but takes twice as long where many decisions are found.
READ_FOR_EACH: Final = 4


def of_several_letters(decisions: Sequence[Hit], limit: int) -> list[Hit]:
    """So many of the decisions, in their order: a second one of a letter only where letters run out."""
    first_of_letter = {one.letter: place for place, one in reversed(list(enumerate(decisions)))}
    places = sorted(
        range(len(decisions)), key=lambda place: (first_of_letter[decisions[place].letter] != place, place)
    )
    return [decisions[place] for place in sorted(places[:limit])]
