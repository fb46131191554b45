"""What holds of the reader whatever bytes it is given."""

from search.letters import LetterText, UnreadableFile, read_letter
from search.letters.extraction import text_from_bytes
from search.letters.extraction.refusals import REFUSALS
from tests.letters.test_reading_properties import check


def examine(data: bytes) -> None:
    """Read a text file's bytes as a letter.

    Raises AssertionError where a refusal has no sentence of its own, a place lies outside the text or does
    not hold its value, or a second reading of the stored text gives other facts; any other error is the
    reader's own, which may raise nothing but UnreadableFile.
    """
    try:
        text = text_from_bytes(data)
    except UnreadableFile as refused:
        assert REFUSALS[refused.code] == str(refused)
        return
    check(text)
    stored = LetterText.from_full(text.full)
    assert stored == text
    assert read_letter(stored) == read_letter(text)
