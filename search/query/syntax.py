"""What a reader types in the search box: words, "phrases", and -words or -"phrases" left out."""

import re
import unicodedata

from search.query.tree import AllOf, Has, Node, Not, Phrase, Question, Word

LENGTH_LIMIT = 500
TERMS_LIMIT = 50
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′", "'"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_CASE_NUMBER = re.compile(r"\bcm[\s-]?(\d\d)[\s-]*(\d{7})\b", re.IGNORECASE)


class QueryMistake(ValueError):
    """A question that cannot be asked as it was typed; `mended` is one that can, where there is one."""

    def __init__(self, message: str, mended: str | None = None) -> None:
        super().__init__(message)
        self.mended = mended


def parse(typed: str) -> Question:
    """Read a typed question.

    Raises:
        QueryMistake: it is too long, holds too many terms, or a quotation mark has no partner.
    """
    if len(typed) > LENGTH_LIMIT:
        raise QueryMistake(
            f"This question is longer than {LENGTH_LIMIT} characters. Shorten it to the words that matter.",
            _mended(_clean(typed[: 2 * LENGTH_LIMIT])),
        )
    text = _clean(typed)
    if text.count('"') % 2:
        raise QueryMistake(
            "A quotation mark has no partner. Close the phrase, or leave the mark out.", _mended(text)
        )
    nodes: list[Node] = [Has("case", f"CM{year}-{number}") for year, number in _CASE_NUMBER.findall(text)]
    nodes += _terms(_CASE_NUMBER.sub(" ", text))
    if len(nodes) > TERMS_LIMIT:
        raise QueryMistake(
            f"This question has more than {TERMS_LIMIT} words. Keep those that matter.", _mended(text)
        )
    if not nodes:
        return Question()
    return Question(nodes[0] if len(nodes) == 1 else AllOf(tuple(nodes)))


def _clean(typed: str) -> str:
    """Smart quotes and dashes as plain ones; control characters as spaces."""
    text = unicodedata.normalize("NFC", typed).translate(_QUOTES).translate(_DASHES)
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn"} else c for c in text)


def _terms(text: str) -> list[Node]:
    nodes: list[Node] = []
    for term in _TERM.finditer(text):
        phrase, word = (term["phrase"] or "").strip(), term["word"] or ""
        said = phrase or word
        if any(character.isalnum() for character in said):
            node = Phrase(said) if phrase else Word(said)
            nodes.append(Not(node) if term["minus"] else node)
    return nodes


def _mended(text: str) -> str:
    """The first words of a cleaned text, without quotation marks: few enough and short enough to ask."""
    words = text.replace('"', " ").split()[:TERMS_LIMIT]
    while len(words) > 1 and len(" ".join(words)) > LENGTH_LIMIT:
        words.pop()
    return " ".join(words)[:LENGTH_LIMIT]
