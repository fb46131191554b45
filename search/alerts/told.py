"""What an alert has to tell: its announcements joined with what is public at this moment."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from search.alerts.addresses import absolute
from search.alerts.passages import one_line, telling_passage
from search.models import Announcement, Determination, OutgoingMail, SavedQuery
from search.models.letters import Outcome, Visibility
from search.news.positions import take_back
from search.query.marking import Marker
from search.query.syntax import as_typed
from search.query.tree import Question
from search.saved.parameters import CannotAsk, request_of_saved

SHOWN: Final = 50
TREATMENT_LENGTH: Final = 200
_ASKED_AT_ONCE: Final = 500
_CHANGED: Final = {
    Outcome.UPHELD: "Outcome changed: was overturned, now upheld",
    Outcome.OVERTURNED: "Outcome changed: was upheld, now overturned: treatment approved",
}

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class ToldDecision:
    """A decision as mails and feeds tell it. What ends with `_html` is escaped, with words in <mark>."""

    reference: str
    treatment: str
    treatment_html: SafeString
    outcome: str
    is_overturned: bool
    is_changed: bool
    decided_on: date | None
    passage: str
    passage_html: SafeString
    link: str


@dataclass(frozen=True, slots=True)
class Told:
    """An alert's decisions that are public: how many are new, how many changed, and the first of them.

    `left_out` has the ids of announcements whose decision is not public, `outcomes` what the others' decide.
    """

    new: int
    changed: int
    decisions: Sequence[ToldDecision]
    left_out: Collection[int]
    outcomes: Mapping[int, str]

    @property
    def more(self) -> int:
        """How many are counted and not shown."""
        return self.new + self.changed - len(self.decisions)


class Wording:
    """How one saved search's decisions are told: with its words marked, and carried to the letter's page."""

    def __init__(self, saved: SavedQuery) -> None:
        try:
            request = request_of_saved(saved)
            question, literal = request.question, request.literal
        except CannotAsk:
            question, literal = Question(), False
        self._marker = Marker(question, literal)
        self._typed = as_typed(question)

    def told(self, row: Determination, previous_outcome: str = "") -> ToldDecision:
        """A determination in words; with its outcome before, where that is another than now."""
        treatment = one_line(row.treatment, TREATMENT_LENGTH) or row.reference
        passage = telling_passage(row.rationale, self._marker)
        return ToldDecision(
            reference=one_line(row.reference),
            treatment=treatment,
            treatment_html=mark_safe(self._marker.mark(treatment).html),  # noqa: S308  the marker escapes all
            outcome=outcome_in_words(row.outcome, previous_outcome),
            is_overturned=row.outcome == Outcome.OVERTURNED,
            is_changed=bool(previous_outcome),
            decided_on=row.letter.decided_on,
            passage=passage.text,
            passage_html=mark_safe(passage.html),  # noqa: S308  the marker escapes all
            link=self._link(row),
        )

    def _link(self, row: Determination) -> str:
        typed = f"?q={quote(self._typed, safe='')}" if self._typed else ""
        return absolute(f"{reverse('letter', args=[row.letter.reference])}{typed}#{row.number}")


def told_by(mail: OutgoingMail, saved: SavedQuery) -> Told:
    """What a mail's announcements tell of what is public now, the latest decisions first."""
    announced = [
        (pk, (reference, number), previous)
        for pk, reference, number, previous in mail.announcements.order_by("pk").values_list(
            "pk", "news__reference", "news__number", "previous_outcome"
        )
    ]
    # Of several in one mail, the first says what its reader knew before.
    known = {key: previous for _, key, previous in reversed(announced)}
    known |= _told_since(mail, saved, known)
    public = {key: (decided_on or date.min, outcome) for key, decided_on, outcome in _public(known)}
    # Changed, and changed back before the mail went out: its reader knows this outcome already.
    keys = [key for key, (_, outcome) in public.items() if outcome != known[key]]
    newest_first = sorted(keys, key=lambda key: (public[key][0], key), reverse=True)
    changed = sum(bool(known[key]) for key in keys)
    rows, wording = public_rows(newest_first[:SHOWN]), Wording(saved)
    return Told(
        new=len(keys) - changed,
        changed=changed,
        decisions=[wording.told(rows[key], known[key]) for key in newest_first[:SHOWN] if key in rows],
        left_out={pk for pk, key, _ in announced if key not in public},
        outcomes={pk: public[key][1] for pk, key, _ in announced if key in public},
    )


def _told_since(mail: OutgoingMail, saved: SavedQuery, keys: Collection[Key]) -> dict[Key, str]:
    """What mails that were written after this one, but sent before it, told of the same decisions."""
    first = mail.announcements.order_by("pk").values_list("pk", flat=True).first() or 0
    later = Announcement.objects.filter(saved_query=saved, pk__gt=first, mail__state=OutgoingMail.State.SENT)
    rows = later.order_by("pk").values_list("news__reference", "news__number", "outcome")
    return {
        (reference, number): outcome for reference, number, outcome in rows if (reference, number) in keys
    }


def settle(told: Told) -> None:
    """Let what is recorded be what was told; to be called in the transaction that notes a mail as sent.

    What was left out, because it was not public, is announced when it is public again.
    """
    left_out = Announcement.objects.filter(pk__in=told.left_out)
    take_back(left_out.values_list("news_id", flat=True))
    left_out.delete()
    for outcome in Outcome:
        ids = [pk for pk, now in told.outcomes.items() if now == outcome]
        Announcement.objects.filter(pk__in=ids).exclude(outcome=outcome).update(outcome=outcome)


def outcome_in_words(outcome: str, previous_outcome: str = "") -> str:
    """An outcome as it is shown, or what it was and is."""
    return str(_CHANGED[Outcome(outcome)] if previous_outcome else Outcome(outcome).label)


def public_rows(keys: Iterable[Key]) -> dict[Key, Determination]:
    """The determinations of these references and numbers whose letters are public, with their letters."""
    wanted = set(keys)
    rows = Determination.objects.filter(
        letter__reference__in={reference for reference, _ in wanted}, letter__visibility=Visibility.PUBLIC
    )
    found = {
        (row.letter.reference, row.number): row for row in rows.select_related("letter").defer("letter__text")
    }
    return {key: row for key, row in found.items() if key in wanted}


def _public(keys: Iterable[Key]) -> Iterable[tuple[Key, date | None, str]]:
    """Of these the public ones: key, day of the decision, outcome."""
    wanted = set(keys)
    references = sorted({reference for reference, _ in wanted})
    for start in range(0, len(references), _ASKED_AT_ONCE):
        rows = Determination.objects.filter(
            letter__reference__in=references[start : start + _ASKED_AT_ONCE],
            letter__visibility=Visibility.PUBLIC,
        ).values_list("letter__reference", "number", "letter__decided_on", "outcome")
        for reference, number, decided_on, outcome in rows:
            if (reference, number) in wanted:
                yield (reference, number), decided_on, outcome
