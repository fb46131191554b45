"""Layout D' (2015): as D, with the reviewer's credentials in a block of their own and no header block."""

from search.letters.layouts.skeleton import Skeleton

NAME = "D'"


def recognises(skeleton: Skeleton) -> bool:
    """True where the credentials have their block and no header block stands in front."""
    return skeleton.credentials.in_block and not skeleton.header.is_there
