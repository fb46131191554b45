"""Physical indices behind one alias: made under a new name, filled, then swapped in at once."""

import functools
import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any, Final

from django.conf import settings

from search.documents import DeterminationDocument
from search.index.engine import engine_errors, indexing_client
from search.letters.vocabulary import lines_of

_LISTS: Final = ("procedures.tsv",)


def definition() -> dict[str, Any]:
    """Mapping and settings of the index as the code wants them, with their hash in `_meta`.

    The lists by which documents name what letters do not print count too: an index made with an older one
    has other values.
    """
    wanted: dict[str, Any] = DeterminationDocument._index.to_dict()
    mappings = {**wanted["mappings"], "dynamic": "strict"}
    fingerprint = hashlib.sha256(
        json.dumps([wanted["settings"], mappings, _lists()], sort_keys=True).encode()
    )
    mappings["_meta"] = {"definition": fingerprint.hexdigest()[:16]}
    return {"settings": wanted["settings"], "mappings": mappings}


@functools.cache
def _lists() -> list[list[str]]:
    return [list(lines_of(name)) for name in _LISTS]


def create_index() -> str:
    """Make an empty physical index, not yet behind the alias. Returns its name."""
    name = f"{settings.SEARCH_ALIAS}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
    with engine_errors():
        indexing_client().indices.create(index=name, body=definition())
    return name


def current_index() -> str | None:
    """The physical index behind the alias, or None where there is none yet."""
    with engine_errors():
        client = indexing_client()
        if not client.indices.exists_alias(name=settings.SEARCH_ALIAS):
            return None
        return str(next(iter(client.indices.get_alias(name=settings.SEARCH_ALIAS))))


def is_of_this_code(name: str) -> bool:
    """Whether the index was made with the mapping and settings that the code has now."""
    with engine_errors():
        mappings = indexing_client().indices.get_mapping(index=name)[name]["mappings"]
    return bool(mappings.get("_meta") == definition()["mappings"]["_meta"])


def point_alias_at(name: str) -> None:
    """Swap the alias to a physical index, in one step for whoever searches.

    What was written last is made visible before, or searches would miss it until the next refresh.
    """
    alias = settings.SEARCH_ALIAS
    actions = [
        {"remove": {"index": f"{alias}-*", "alias": alias, "must_exist": False}},
        {"add": {"index": name, "alias": alias, "is_write_index": True}},
    ]
    with engine_errors():
        indexing_client().indices.refresh(index=name)
        indexing_client().indices.update_aliases(body={"actions": actions})


def physical_indices() -> list[str]:
    """The alias's physical indices, oldest first; those of another alias that starts alike are left out."""
    with engine_errors():
        found = indexing_client().indices.get(index=f"{settings.SEARCH_ALIAS}-2*", allow_no_indices=True)
    ours = re.compile(rf"{re.escape(settings.SEARCH_ALIAS)}-\d{{20}}")
    return sorted(filter(ours.fullmatch, found))


def delete_index(name: str) -> None:
    with engine_errors():
        indexing_client().indices.delete(index=name)
