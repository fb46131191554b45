"""The list of documents reviewed that letters before 2014 print."""

from random import Random

from search.generator.data_files import toml


def documents(rng: Random) -> list[str]:
    """Three or more lines, one a document."""
    known: list[str] = toml("boilerplate.toml")["documents"]
    return [f"- {name}" for name in rng.sample(known, rng.randint(3, len(known)))]
