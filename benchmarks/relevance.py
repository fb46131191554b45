"""How well the portal ranks real letters among made-up ones, beside a plain BM25 match on the same index.

use: python benchmarks/relevance.py [--letters FOLDER] [--questions FILE] [--made-up N ...] [--show N]
                              [--anew]

Asks each judged question on the portal's own path (form, request, engine, in the default order), and as one
`match` of any word over one field of all text. Both rankings are scored with the functions of
`score_questions.py`, which lies beside the questions. Prints MRR@10, nDCG@10 and recall@50 by kind of
question; `left` is the share of the distance to 1.0 that is left of what plain BM25 leaves, less than 0.5
being wanted. `--show N` adds the N worst questions of ours.

The tables are of the real letters alone and of the same among made-up ones. Nobody judged the made-up
letters: one that answers a question about a treatment counts as wrong there. So among them known items
alone tell something, and the other kinds are to be read without them.

The index holds every letter of the folder, those too that the portal itself would keep in quarantine.
Exit status 2 where letters or questions are missing.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.portal import PROJECT, start_portal

start_portal()

from django.http import QueryDict

from benchmarks.corpus import SEED, Corpus, ensure_corpus, searching
from benchmarks.letters import Unit
from search.finding import NoSuchPage, find
from search.forms import SearchForm
from search.index.engine import search

SHARED = PROJECT.parent / "shared"
DEPTH = 50
SCORER = "score_questions.py"
_ALL = "all"

Question = Mapping[str, Any]


class Scores(NamedTuple):
    """Of one question, or the mean of several."""

    mrr: float
    ndcg: float
    recall: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """References in order for each question, with their scores, and why a question got no answer."""

    results: dict[str, list[str]]
    scores: dict[str, Scores]
    refusals: dict[str, str]


class Refused(Exception):
    """The portal does not take a question; the message is its own."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--letters", type=Path, default=SHARED / "letters", metavar="FOLDER")
    parser.add_argument("--questions", type=Path, default=SHARED / "questions.jsonl", metavar="FILE")
    parser.add_argument(
        "--made-up", type=int, nargs="+", default=[0, 2000], metavar="N", help="letters around the real ones"
    )
    parser.add_argument("--seed", type=int, default=SEED, help="of the made-up letters")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="show our N worst questions")
    parser.add_argument("--anew", action="store_true", help="make the index even if it is there")
    options = parser.parse_args()
    if missing := _missing(options.letters, options.questions):
        print(f"relevance: {missing}", file=sys.stderr)
        return 2
    scorer = _load(options.questions.parent / SCORER)
    try:
        questions = scorer.read(options.questions)
        for name, question in questions.items():
            scorer.check_question(name, question)
    except scorer.BadInput as error:
        print(f"relevance: {error}", file=sys.stderr)
        return 2
    for made_up in options.made_up:
        corpus = Corpus(made_up, Unit.LETTERS, options.seed, options.letters)
        with searching(ensure_corpus(corpus, anew=options.anew)):
            plain, ours = _rank(scorer, questions, _plain), _rank(scorer, questions, _ours)
        print(f"\n{len(questions)} questions, {made_up:,} made-up letters around the real ones")
        _print_table(questions, plain, ours)
        _print_worst(scorer, questions, ours, options.show)
    return 0


def _missing(letters: Path, questions: Path) -> str | None:
    """A sentence that names what is not there."""
    if not letters.is_dir():
        return f"there is no folder {letters}; name the folder of the judged letters with --letters."
    for path in (questions, questions.parent / SCORER):
        if not path.is_file():
            return f"there is no file {path}; name the judged questions with --questions, {SCORER} beside."
    return None


def _load(path: Path) -> ModuleType:
    spec = spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is not a Python file.")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _rank(scorer: ModuleType, questions: Mapping[str, Question], ask: Callable[[str], list[str]]) -> Ranking:
    ranking = Ranking({}, {}, {})
    for name, question in questions.items():
        try:
            results = ask(question["q"])
        except Refused as refusal:
            results, ranking.refusals[name] = [], str(refusal)
        ranking.results[name] = results
        ranking.scores[name] = Scores(*scorer.measure(question, results))
    return ranking


def _ours(typed: str) -> list[str]:
    """What the portal shows first, by reference, as somebody gets it who types these words."""
    address = QueryDict(mutable=True)
    address.update({"q": typed, "page_size": str(DEPTH)})
    form = SearchForm(address)
    if not form.is_valid():
        raise Refused(form.errors.as_text())
    try:
        return [hit.reference for hit in find(form.to_request()).hits]
    except NoSuchPage:
        return []


def _plain(typed: str) -> list[str]:
    """BM25 of any of the words in all of the text."""
    body = {"query": {"match": {"everything": typed}}, "size": DEPTH, "_source": ["reference"]}
    return [hit["_source"]["reference"] for hit in search(body)["hits"]["hits"]]


def _print_table(questions: Mapping[str, Question], plain: Ranking, ours: Ranking) -> None:
    print(f"{'':14} {'':>4} {'MRR@10':^22} {'nDCG@10':^22} {'recall@50':^14}")
    pair = f" {'plain':>7} {'ours':>7}"
    print(f"{'kind':14} {'n':>4}" + f"{pair} {'left':>6}" * 2 + pair)
    kinds = dict.fromkeys(question["kind"] for question in questions.values())
    for kind in (_ALL, *kinds):
        names = [name for name, question in questions.items() if kind in (_ALL, question["kind"])]
        before, after = _mean(plain, names), _mean(ours, names)
        cells = "".join(
            f" {b:7.3f} {a:7.3f} {_left(b, a):>6}"
            for b, a in ((before.mrr, after.mrr), (before.ndcg, after.ndcg))
        )
        print(f"{kind:14} {len(names):4}{cells} {before.recall:7.3f} {after.recall:7.3f}")


def _mean(ranking: Ranking, names: list[str]) -> Scores:
    columns = zip(*(ranking.scores[name] for name in names), strict=True)
    return Scores(*(sum(column) / len(names) for column in columns))


def _left(before: float, after: float) -> str:
    """The distance to 1.0 that is left, as a share of the one before; nothing where there was none."""
    return f"{(1 - after) / (1 - before):.2f}" if before < 1 else "-"


def _print_worst(scorer: ModuleType, questions: Mapping[str, Question], ours: Ranking, count: int) -> None:
    for name, refusal in ours.refusals.items():
        print(f"\n{name} is not taken: {refusal}")
    worst = sorted(questions, key=lambda name: (ours.scores[name].ndcg, ours.scores[name].mrr, name))
    for name in worst[: max(count, 0)]:
        scorer.show(questions[name], ours.results[name], ours.scores[name])


if __name__ == "__main__":
    sys.exit(main())
