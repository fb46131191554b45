"""Reading takes time in proportion to the length, for words that would make a careless pattern backtrack.

Four times the text take sixteen times as long where a pattern is quadratic; half of that fails here, and
the least of several runs is taken, so that a busy machine does not decide.
"""

import time

import pytest

from search.letters import LetterText, read_letter
from tests.letters.samples import HEADER, ISSUES, METHOD, SUMMARY

SHORT = 15_000
TIMES_LONGER = 4
MOST_GROWTH = 8
# Below this a measurement is mostly noise.
LEAST_SECONDS = 0.01
SEEDS = [
    " ", "\n", " \n", "a-\n", "(", "a, A",
    "X: Upheld\nClaims Administrator guideline: ", "injury on ", "1/2/",
    "45 year ", "Decision based on MTUS ", "ACOEM Chapter 1 ", "was the original request. original request, ",
    "1) the request for ", " is not to be", "CM16-", "reviewer is Board Certified in a", ", and ",
    "Page(s): 1, ",
    "Date of Injury: ", "Application ", "HOW THE IMR ",
]  # fmt: skip


def letters_of(words: str) -> dict[str, str]:
    cited = f"Claims Administrator guideline: {words}\nMAXIMUS guideline: Decision based on MTUS {words}"
    return {
        "alone": words,
        "everywhere": f"{HEADER}{words}{METHOD}{words}{SUMMARY}{words}{ISSUES}{words}: Upheld\n{cited}\n"
        f"Decision rationale: {words}",
        "A": f"Notice of Independent Medical Review Determination {words} INDEPENDENT MEDICAL "
        "REVIEW DECISION AND "
        f"RATIONALE {words} Case Summary: {words}",
        "B": f"HOW THE IMR FINAL DETERMINATION WAS MADE {words} IMR DECISION(S) AND RATIONALE(S) {words}",
        "C": f"MEDICAL PROFESSIONAL REVIEW ISSUE AT DISPUTE: {words} RATIONALE FOR WHY THE REQUESTED "
        f"TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY: {words}",
    }


def seconds(words: str, layout: str) -> float:
    text = LetterText.from_full(letters_of(words)[layout])
    runs = []
    for _ in range(2):
        start = time.process_time()
        read_letter(text)
        runs.append(time.process_time() - start)
    return max(min(runs), LEAST_SECONDS)


@pytest.mark.parametrize("layout", letters_of(""))
@pytest.mark.parametrize("seed", SEEDS)
def test_time_grows_with_the_length_and_not_faster(seed: str, layout: str) -> None:
    short, long = (seed * (size // len(seed)) for size in (SHORT, SHORT * TIMES_LONGER))
    assert seconds(long, layout) < MOST_GROWTH * seconds(short, layout)
