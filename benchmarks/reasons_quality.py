"""Precision and recall of the reasons found in real letters, against those a reader marked.

use: python -m benchmarks.reasons_quality FOLDER

FOLDER holds the real letters that `tests/letters/reasons/labels.tsv` names. Prints for each reason how often
it was found and marked, found alone and marked alone, precision and recall: first for the determinations that
the rules were written with, then for those whose errors were never looked at.
"""

import argparse
from pathlib import Path

from tests.letters.reasons.labelled import (
    LOOK_AT,
    SCORE_ONLY,
    Agreement,
    Label,
    agreements,
    found_in,
    read_labels,
    summed,
)


def row(name: str, counts: Agreement) -> str:
    """One line of the table."""
    numbers = f"{counts.right:6} {counts.found_alone:6} {counts.marked_alone:7}"
    return f"{name:28} {numbers} {counts.precision:10.3f} {counts.recall:7.3f}"


def table(labels: list[Label], found: dict[str, frozenset[str]]) -> list[str]:
    """Heading, a line for each reason, one for all and one for all but `other`."""
    by_reason = agreements(labels, found)
    named = {key: counts for key, counts in by_reason.items() if key != "other"}
    return [
        f"{'reason':28}   both  found  marked  precision  recall",
        *(row(key, counts) for key, counts in by_reason.items()),
        row("all", summed(by_reason.values())),
        row("all but other", summed(named.values())),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    if not folder.is_dir():
        parser.error(f"there is no folder {folder}; name the folder of the labelled letters")
    found = found_in(folder)
    for part in (LOOK_AT, SCORE_ONLY):
        labels = [label for label in read_labels() if label.part == part]
        print(f"{part}: {len(labels)} determinations", *table(labels, found), "", sep="\n")


if __name__ == "__main__":
    main()
