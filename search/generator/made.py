"""What the generator makes: a letter's text with the truth that it was made from."""

from dataclasses import dataclass
from typing import Final

LAYOUTS: Final = ("A", "B", "C", "D", "E")
PAGE_END: Final = "\f"


@dataclass(frozen=True, slots=True)
class MadeLetter:
    """One letter: its text with pages apart by form feeds, and its label in the contract of the label files.

    The label's `file` is None until a writer gives the letter a file. Beyond the contract each determination
    of the label tells its `subcategory` and the `reasons` that its rationale gives.
    """

    file_stem: str
    case_number: str | None
    layout: str
    text: str
    label: dict[str, object]
