"""The word lists of `data/`: UTF-8, one entry a line; empty lines and lines that start with `#` are notes."""

import functools
import re
from typing import Final

from search.letters.vocabulary import lines_of

VOCABULARIES: Final = ("drugs.tsv", "specialties.txt", "body_regions.tsv", "mtus_chapters.tsv")
WORD: Final = re.compile(r"[^\W\d_]{3,}")


def entries_of(file_name: str) -> tuple[str, ...]:
    """Entries in the file's order; raises FileNotFoundError for a file that is not there."""
    return lines_of(file_name, "search.letters.identifiers")


@functools.cache
def words_of(*file_names: str) -> frozenset[str]:
    """All words of the files, in small letters; a line may hold several."""
    return frozenset(
        word for name in file_names for line in entries_of(name) for word in line.casefold().split()
    )


@functools.cache
def clinical_words() -> frozenset[str]:
    """Words of the reader's vocabularies (drugs, specialties, body regions, chapters), none a name."""
    lines = "\n".join(line for name in VOCABULARIES for line in lines_of(name))
    return frozenset(WORD.findall(lines.casefold())) - words_of("surnames_that_are_words.txt")


def any_of(file_name: str) -> str:
    """Regular expression for any entry of the file, the longest first; a space fits a line end, too."""
    entries = sorted(entries_of(file_name), key=len, reverse=True)
    # Python's engine skips ahead much faster where it knows the first letters.
    letters = "".join(sorted({letter for entry in entries for letter in entry[0].lower() + entry[0].upper()}))
    alternatives = "|".join(re.escape(entry).replace(r"\ ", r"[ \n]") for entry in entries)
    return rf"(?=[{re.escape(letters)}])(?:{alternatives})"
