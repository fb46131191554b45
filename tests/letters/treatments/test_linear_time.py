"""Details are read in time in proportion to the length, whatever the words."""

import time
from collections.abc import Callable

import pytest

from search.letters.treatments.categories import category_of
from search.letters.treatments.codes import cpt_codes_in, hcpcs_codes_in
from search.letters.treatments.levels import spinal_levels_in
from search.letters.treatments.medications import drug_details_in
from search.letters.treatments.visits import visits_in

SHORT = 4_000
TIMES_LONGER = 4
MOST_GROWTH = 8
# Below this a measurement is mostly noise.
LEAST_SECONDS = 0.01
READERS = [category_of, cpt_codes_in, drug_details_in, hcpcs_codes_in, spinal_levels_in, visits_in]
SEEDS = [
    " ", "1", "1/", "1.", "1 to ", "1 times 1 ", "1 a b c ", "a/", "L4-", "C5-6, 6-7, ", "norco ", "norco/",
    "norco (", "norco 5%, ", "tablets of ", "1 mg/", "10/", "refills ", "(97110", "sodium ", "twenty four ",
]  # fmt: skip


def seconds(reader: Callable[[str], object], words: str) -> float:
    runs = []
    for _ in range(2):
        start = time.process_time()
        reader(words)
        runs.append(time.process_time() - start)
    return max(min(runs), LEAST_SECONDS)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@pytest.mark.parametrize("seed", SEEDS)
def test_time_grows_with_the_length_and_not_faster(reader: Callable[[str], object], seed: str) -> None:
    short, long = (seed * (size // len(seed)) for size in (SHORT, SHORT * TIMES_LONGER))
    assert seconds(reader, long) < MOST_GROWTH * seconds(reader, short)
