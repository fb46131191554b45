"""Layout E (December 2016 on): header and credentials blocks; guidelines with `Section(s)` and years."""

from search.letters.layouts.skeleton import Skeleton

NAME = "E"


def recognises(skeleton: Skeleton) -> bool:
    """True where header block and credentials block are there."""
    return skeleton.credentials.in_block and skeleton.header.is_there
