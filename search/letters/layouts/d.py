"""Layout D (2014): the reviewer's specialty in a sentence; guidelines by `ACOEM Chapter N` and `Page(s)`."""

from search.letters.layouts.skeleton import Skeleton

NAME = "D"


def recognises(skeleton: Skeleton) -> bool:
    """True where the credentials stand in the boilerplate's sentence, with or without a header block."""
    return bool(skeleton.credentials.reviewer.specialties) and not skeleton.credentials.in_block
