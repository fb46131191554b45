"""The index of suggestions built anew, when what it is counted from has changed."""

import logging
from datetime import UTC, datetime, timedelta

from search.index.suggestions import last_build, replace_suggestions, source_mark
from search.suggesting.collecting import collect

logger = logging.getLogger(__name__)

# While letters keep coming, building takes no more than this share of the time.
_SHARE_OF_TIME = 0.1


def build_suggestions() -> int:
    """Build the suggestions anew. Returns how many there are.

    Raises:
        EngineError: the engine failed; the suggestions before still serve.
    """
    started_at = datetime.now(UTC)
    # Read before anything is counted: what is written meanwhile asks for another build.
    source = source_mark()
    count = replace_suggestions(collect(), source, started_at)
    logger.info("built %s suggestions", count)
    return count


def build_suggestions_if_due() -> bool:
    """Build the suggestions where letters were written since, but not again and again. True if it did.

    Raises:
        EngineError: the engine failed; the suggestions before still serve.
    """
    last = last_build()
    if last is not None:
        if last.source == source_mark():
            return False
        pause = timedelta(seconds=last.seconds / _SHARE_OF_TIME)
        if datetime.now(UTC) < datetime.fromisoformat(last.finished_at) + pause:
            return False
    build_suggestions()
    return True
