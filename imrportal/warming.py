"""What a process that serves pages does once, so that no reader waits for it."""

import gc

from django.urls import get_resolver

from search.query.syntax import parse
from search.query.understanding import understand


def warm_up() -> None:
    """Load grammar, word lists and addresses; leave what stays for good out of the search for garbage.

    Going through all that the libraries keep takes some 0.1 s, and would fall to every sixtieth page or so.
    """
    understand(parse("lumbar mri"))
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
