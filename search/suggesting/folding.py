"""Words as they are compared while somebody types: no case, no accents, no punctuation.

What is offered and what is typed go through the same functions, so that they meet.
"""

import re
import unicodedata

_PLAIN = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("'’‘ʼ`´"))
_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def folded(text: str) -> str:
    """`text` in small letters, without accents and apostrophes, dashes as hyphens."""
    if text.isascii():
        return text.replace("'", "").replace("`", "").lower()
    apart = unicodedata.normalize("NFKD", text).translate(_PLAIN)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def tokens(text: str) -> list[tuple[str, ...]]:
    """The words of `text` in order, each as its parts: `C-spine MRI` is (`c`, `spine`), (`mri`,)."""
    return [tuple(token.split("-")) for token in _TOKEN.findall(folded(text))]


def words(text: str) -> list[str]:
    """The parts of all words in order: `C-spine MRI` is `c`, `spine`, `mri`."""
    return [part for token in tokens(text) for part in token]


def findable_words(text: str) -> list[str]:
    """What `text` is found by: the parts of its words, and those with hyphens as one: `cspine`."""
    joined = ["".join(token) for token in tokens(text) if len(token) > 1]
    return list(dict.fromkeys([*words(text), *joined]))
