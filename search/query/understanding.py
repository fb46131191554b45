"""What a question asks for: its words as concepts with their synonyms, and what it insists on.

Only the plain words at the question's top may be missing from a near match; phrases, fields, groups and
what is unwanted hold as they stand.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from search.query.cues import Fact, fact_of
from search.query.light_words import is_left_out, is_light
from search.query.question_words import is_question_word
from search.query.synonyms import Concept, concepts
from search.query.tree import AllOf, AnyOf, Node, Not, Question, Within, Word

# The engine takes about a thousand clauses, and each other word is one in several places.
OTHERS_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Sought:
    """One concept of a question.

    `fact` is set where its word may stand for one: "approved" for a denial overturned. A light concept lifts
    the decisions that have it, and is not asked of the others.
    """

    concept: Concept
    fact: Fact | None = None
    is_light: bool = False

    @property
    def typed(self) -> str:
        return " ".join(self.concept.words)

    @property
    def others(self) -> tuple[str, ...]:
        return tuple(other.text for other in self.concept.others)

    @property
    def wordings(self) -> tuple[str, ...]:
        """What was typed, then the other words for it."""
        return (self.typed, *self.others)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question taken apart: wanted concepts, other nodes that must hold, nodes that must not."""

    sought: tuple[Sought, ...] = ()
    required: tuple[Node, ...] = ()
    unwanted: tuple[Node, ...] = ()

    @property
    def telling(self) -> tuple[Sought, ...]:
        """The concepts that a decision must have; all of them where each one is light."""
        return tuple(one for one in self.sought if not one.is_light) or self.sought

    @property
    def is_scored(self) -> bool:
        """Whether one decision can match better than another."""
        return bool(self.sought or self.required)

    @property
    def also_searched(self) -> tuple[Sought, ...]:
        """The concepts that were looked for by other words too."""
        return tuple(one for one in self.sought if one.others)


@lru_cache(maxsize=512)
def understand(question: Question, literal: bool = False) -> Understood:
    """Take a question apart; `literal` leaves out synonyms and keeps every word."""
    root = question.root
    typed = root.nodes if isinstance(root, AllOf) else (root,) if root is not None else ()
    # Words at the top stay for now: "of" may stand in a concept, as in "range of motion".
    kept = (one if isinstance(one, Word) else _without_left_out(one) for one in typed)
    nodes = [one for one in kept if one is not None]
    return Understood(
        # Said twice is asked for once.
        sought=_within_limit(tuple(dict.fromkeys(_sought(nodes, literal)))),
        required=tuple(node for node in nodes if not isinstance(node, (Word, Not))),
        unwanted=tuple(node.node for node in nodes if isinstance(node, Not)),
    )


def wordings_of(word: str, literal: bool) -> tuple[str, ...]:
    """The wordings of a word that stands alone, as in a group or a field."""
    return Sought(Concept((word,)) if literal else concepts((word,))[0]).wordings


def _sought(nodes: Iterable[Node], literal: bool) -> Iterator[Sought]:
    runs = [
        [node.text for node in run if isinstance(node, Word)]
        for are_words, run in groupby(nodes, key=lambda node: isinstance(node, Word))
        if are_words
    ]
    if literal:
        yield from (Sought(Concept((word,))) for run in runs for word in run if not is_left_out(word))
        return
    # The engine knows no word that the index leaves out; a question of question words alone means them.
    found = [one for run in runs for one in concepts(run) if not _only(one, is_left_out)]
    telling = [one for one in found if not _only(one, is_question_word)] or found
    for place, one in enumerate(telling):
        following = telling[place + 1].words if place + 1 < len(telling) else ()
        fact = fact_of(one.words[0], following) if len(one.words) == 1 else None
        yield Sought(one, fact, is_light=_only(one, is_light))


def _only(concept: Concept, is_such: Callable[[str], bool]) -> bool:
    """Whether a concept is of such words alone, and no other words stand for it."""
    return not concept.others and all(is_such(word.lower()) for word in concept.words)


def _without_left_out(node: Node) -> Node | None:
    """The node without words that the index leaves out, which ask for nothing; None where nothing is left."""
    match node:
        case Word(text) | Within(_, Word(text)):
            return None if is_left_out(text) else node
        case Not(wrapped):
            kept = _without_left_out(wrapped)
            return None if kept is None else Not(kept)
        case AllOf(nodes) | AnyOf(nodes):
            several = tuple(kept for one in nodes if (kept := _without_left_out(one)) is not None)
            return type(node)(several) if len(several) > 1 else next(iter(several), None)
        case _:
            return node


def _within_limit(sought: tuple[Sought, ...]) -> tuple[Sought, ...]:
    """The same with as many other words as a question may ask for, the most useful ones of each concept."""
    if sum(len(one.concept.others) for one in sought) <= OTHERS_LIMIT:
        return sought
    of_each = OTHERS_LIMIT // len(sought)
    return tuple(
        replace(one, concept=Concept(one.concept.words, one.concept.others[:of_each])) for one in sought
    )
