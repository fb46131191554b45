"""A page as its reader sees it."""

import re


def words_of(html: str) -> str:
    """The page's words, without tags and folded."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())
