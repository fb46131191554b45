"""Where a letter's facts stand in its own text: spans as the reader stored them, held to the text."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.models import Determination, Letter
from search.reading.places import Place


@dataclass(frozen=True, slots=True)
class Proof:
    """A fact's place: `place` is the name of it in the page, `page` the letter's page, from 1."""

    place: str
    page: int


class Proofs:
    """The places of a letter's facts that its text has; spans of an older reading may lead beyond it."""

    def __init__(self, text: str) -> None:
        self.places: list[Place] = []
        self._text = text
        self._page_ends = [index for index, character in enumerate(text) if character == "\f"]
        self._found: dict[str, Proof] = {}

    @classmethod
    def of(cls, letter: Letter, determinations: Iterable[Determination]) -> "Proofs":
        """Those of the letter (`decided_on`), its items (`2.treatment`) and its findings (`finding.1`)."""
        proofs = cls(letter.text)
        proofs.add_all("", letter.spans)
        for determination in determinations:
            proofs.add_all(f"{determination.number}.", determination.spans)
        for number, finding in enumerate(letter.findings, start=1):
            proofs.add(f"finding.{number}", finding.get("span"))
        return proofs

    def add_all(self, before: str, spans: object) -> None:
        """Take spans by the names of their facts."""
        if isinstance(spans, dict):
            for name, span in spans.items():
                self.add(f"{before}{name}", span)

    def add(self, fact: str, span: object) -> None:
        """Take one span, unless it is none of this text."""
        found = valid_range(span, self._text)
        if found is None:
            return
        place = "place-" + "".join(one if one.isascii() and one.isalnum() else "-" for one in fact)
        self.places.append(Place(place, *found))
        self._found[fact] = Proof(place, bisect_right(self._page_ends, found[0]) + 1)

    def get(self, fact: str) -> Proof | None:
        """The place of a fact, None where it is not known."""
        return self._found.get(fact)


def valid_range(span: object, text: str) -> tuple[int, int] | None:
    """Start and end of a stored span, without blanks around; None where the text has no words there."""
    if not isinstance(span, dict):
        return None
    start, end = span.get("start"), span.get("end")
    # True is an int in Python.
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        return None
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return (start, start + len(words.strip())) if words.strip() else None


def reason_places(number: int, rationale: str, reasons: Sequence[object]) -> list[Place]:
    """The sentences of a rationale that give its reasons; one sentence may give several."""
    return [
        Place(reason_name(number, str(reason.get("key"))), *found)
        for reason in reasons
        if isinstance(reason, dict) and (found := valid_range(reason, rationale))
    ]


def reason_name(number: int, key: str) -> str:
    """The name of a reason's sentence in the page."""
    return f"reason-{number}-{key.replace('_', '-')}"
