"""Parameters as a hostile visitor would send them: crafted ones first, then random ones without end.

use: python -m tests.fuzz.hostile_questions [--count 10000] [--address http://localhost:8000]
sends them to a running portal and prints the statuses and the slowest answers.
"""

import argparse
import random
import string
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlencode

from search.query.facets import FACETS

Parameters = list[tuple[str, str]]

_PIECES = [
    *(
        "lumbar",
        "mri",
        "neurontin",
        "no",
        "the",
        "cm16-0213037",
        "x-ray",
        "emg/ncs",
        "L4-5",
        "1",
        "%",
        "zebra",
    ),
    *(
        '"',
        "(",
        ")",
        "-",
        "NOT",
        "OR",
        "AND",
        "*",
        "lumb*",
        "a*",
        "**",
        ":",
        "treatment:",
        "drug:",
        "outcome:x",
    ),
    *("decided:2016..", "decided:9999-99", "year:0", "case:CM*", "guideline:(a OR b)", "_exists_:x", "*:*"),
    *(
        "\x00",
        "\u202e",
        "\ud83d\ude00",
        "\uff08",
        "’",
        "“",
        "–",
        "ﬁ",
        "İ",
        "ß",
        "\n",
        "\t",
        "\u200b",
        "é" * 20,
    ),
    *("<script>alert(1)</script>", "{{7*7}}", "${x}", "'; DROP TABLE letters;--", "/.*/", "a~2", "a^9", "\\"),
]
_CRAFTED = [
    "(" * 100_000,
    '"' * 99_999,
    "a" * 1_000_000,
    "a " * 500_000,
    "-" * 10_000,
    "NOT " * 1000,
    "a OR " * 1000,
    "(a OR " * 40 + "b" + ")" * 40,
    "a* " * 200,
    "treatment:(" * 50 + "x" + ")" * 50,
    "é" * 400,
    "𝕷" * 400,
    " ".join(f"w{number}" for number in range(50)),
    " ".join(f"lumbar{number}*" for number in range(5)),
    " ".join(["mri neurontin pt ct esi fce"] * 8),
    "decided:2017..2016",
    "decided:0001-01-01..9999-12-31",
    "case:" + "9" * 400,
]


def hostile_parameters(seed: int) -> Iterator[Parameters]:
    """Names and values of one request after the other."""
    yield from ([("q", text)] for text in _CRAFTED)
    yield from ([(name, value)] for name in _names() for value in ("\x00", "x" * 5000, "-1", "∞", "none", ""))
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret
    while True:
        yield _random_parameters(chance)


def _names() -> list[str]:
    facets = [name for facet in FACETS for name in (facet.name, f"not_{facet.name}")]
    return ["page", "page_size", "after", "sort", "show", "match", "literal", *facets, *_DATES]


_DATES = ("decided_from", "decided_to")


def _random_parameters(chance: random.Random) -> Parameters:
    made = [("q", _random_question(chance))] if chance.random() < 0.9 else []
    others = range(chance.choice([0, 0, 0, 1, 3]))
    return made + [(chance.choice(_names()), _random_question(chance)[:200]) for _ in others]


def _random_question(chance: random.Random) -> str:
    glue = chance.choice(["", " ", " "])
    pieces = [chance.choice(_PIECES) for _ in range(chance.choice([1, 2, 3, 5, 8, 40]))]
    if chance.random() < 0.2:
        pieces.append("".join(chance.choice(string.printable) for _ in range(chance.choice([3, 30, 300]))))
    return glue.join(pieces)


def main() -> None:
    """Send them, and print what came back."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--address", default="http://localhost:8000")
    options = parser.parse_args()
    statuses: Counter[int] = Counter()
    slowest: list[tuple[float, str]] = []
    for parameters in islice(hostile_parameters(options.seed), options.count):
        typed = urlencode(parameters, errors="surrogatepass")
        start = time.perf_counter()
        statuses[_status(f"{options.address}/?{typed}")] += 1
        slowest = sorted([*slowest, (time.perf_counter() - start, typed[:120])], reverse=True)[:5]
    print(dict(statuses))  # noqa: T201
    for seconds, typed in slowest:
        print(f"{seconds * 1000:.0f} ms {typed}")  # noqa: T201


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - the portal's own address
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return int(error.code)


if __name__ == "__main__":
    main()
