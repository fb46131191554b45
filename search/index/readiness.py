"""Whether the index that answers is one that this code can ask."""

from django.conf import settings

from search.index.alias import definition
from search.index.engine import engine_errors, search_client
from search.index.errors import EngineUnavailable

_ready: set[str] = set()


def require_index_of_this_code() -> None:
    """Refuse to search an index of another version, whose fields would answer that nothing is found.

    Asked of the engine once a process, and again as long as the index is not made anew.

    Raises:
        EngineUnavailable: the index is missing, or of another version; or the engine is away.
    """
    alias = settings.SEARCH_ALIAS
    if alias in _ready:
        return
    with engine_errors():
        mappings = search_client().indices.get_mapping(index=alias)
    wanted = definition()["mappings"]["_meta"]
    if not all(index["mappings"].get("_meta") == wanted for index in mappings.values()):
        raise EngineUnavailable("The search index is being made anew for this version.")
    _ready.add(alias)
