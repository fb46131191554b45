"""What was typed or pasted, as plain characters."""

import re
import unicodedata

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′", "'"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_MARKS_OF_TRADE = str.maketrans(dict.fromkeys("™℠®©", " "))
# Other forms of a character that mean the same: full-width letters, ligatures, an ellipsis. What would change
# the meaning, such as a superscript or a fraction, stays.
_SAME_MEANING = ("<wide>", "<narrow>", "<compat>", "<font>")
_PLURAL = re.compile(r"(?<=\w)(?:\(e?s\))+(?!\w)", re.IGNORECASE)
_COMMA = re.compile(r"(?<!\d)[,;]|[,;](?!\d)")


def clean(typed: str) -> str:
    """Smart quotes, dashes and full-width letters as plain ones; control characters and commas as spaces.

    Invisible characters are dropped, `injection(s)` is `injection`; what is clean stays as it is.
    """
    text = unicodedata.normalize("NFC", "".join(_visible(character) for character in typed))
    text = _plain(text)
    text = _PLURAL.sub("", "".join(_unfolded(character) for character in text))
    return _COMMA.sub(" ", _plain(unicodedata.normalize("NFC", text))).strip()


def _plain(text: str) -> str:
    return text.translate(_QUOTES).translate(_DASHES).translate(_MARKS_OF_TRADE)


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category in {"Cc", "Cs", "Co", "Cn"} else character


def _unfolded(character: str) -> str:
    if unicodedata.decomposition(character).startswith(_SAME_MEANING):
        return unicodedata.normalize("NFKC", character)
    return character
