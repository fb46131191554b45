"""Guideline citations: the sentences that letters print, with the guidelines that they name."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Final

from search.generator.claimants import Chapter
from search.generator.data_files import toml
from search.generator.phrases import Phrasebook
from search.generator.topics import INJURY_CHAPTER, Topic

CLAIMS_ADMINISTRATOR: Final = "The Claims Administrator"
REVIEWER: Final = "The Expert Reviewer"

# How often each side cites the MTUS alone, with others, only others, or nothing; after letters of 2016-17.
KINDS: Final = ("MTUS", "both", "outside", "none")
SHARES: Final = {CLAIMS_ADMINISTRATOR: (37, 25, 20, 18), REVIEWER: (66, 12, 15, 7)}


@dataclass(frozen=True, slots=True)
class Guideline:
    """One cited guideline, in the fields of the label contract."""

    family: str
    title: str | None
    year: int | None = None
    sections: tuple[str, ...] = ()
    pages: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """What stands behind a guideline heading, and what it cites; nothing cited is an empty tuple."""

    text: str
    guidelines: tuple[Guideline, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a citation is about: the treatment's topic, the body region's chapter, the year of decision."""

    topic: Topic
    chapter: Chapter
    year: int
    pages: bool  # whether the letter cites pages, as letters before 2016 do, and not years and sections


Cited = tuple[str, Guideline]


def cite(rng: Random, side: str, subject: Subject) -> Citation:
    """What one side of the dispute cites."""
    kind = rng.choices(KINDS, weights=SHARES[side])[0]
    if kind in ("MTUS", "both") and not subject.topic.chapter:
        kind = "outside"
    if kind == "none":
        return nothing_cited(side)
    return WRITERS[kind](rng, side, subject)


def nothing_cited(side: str) -> Citation:
    """The sentence for a side that cites nothing."""
    return Citation(f"{side} did not cite any medical evidence for its decision.")


def _mtus(rng: Random, side: str, subject: Subject) -> Citation:
    cited = _mtus_chapters(rng, side, subject)
    text = ", and ".join(words for words, _ in cited)
    return Citation(f"Decision based on MTUS {text}.", tuple(guideline for _, guideline in cited))


def _both(rng: Random, side: str, subject: Subject) -> Citation:
    first, second = _mtus(rng, side, subject), _non_mtus(rng, subject)
    return Citation(f"{first.text} {second.text}", first.guidelines + second.guidelines)


def _outside(rng: Random, side: str, subject: Subject) -> Citation:
    cited = _non_mtus(rng, subject)
    if subject.pages:
        return Citation(f"{side} did not base their decision on the MTUS.  {cited.text}", cited.guidelines)
    lead = f"{side} based their decision on recommendation(s) outside of the MTUS Guidelines."
    return Citation(f"{lead} {cited.text}", cited.guidelines)


Writer = Callable[[Random, str, Subject], Citation]
WRITERS: Final[dict[str, Writer]] = {"MTUS": _mtus, "both": _both, "outside": _outside}


def _mtus_chapters(rng: Random, side: str, subject: Subject) -> list[Cited]:
    topic, chapter = subject.topic, subject.chapter
    if subject.pages:
        return [_old_chapter(rng, topic, chapter)]
    bare = rng.random() < (0.3 if side == CLAIMS_ADMINISTRATOR else 0.08)
    sections = (
        () if bare else tuple(rng.sample(topic.sections, min(len(topic.sections), rng.choice((1, 1, 2)))))
    )
    cited = [_chapter(rng, topic.chapter, sections, subject)]
    if topic.chapter != INJURY_CHAPTER and rng.random() < 0.1:
        cited.append(
            _chapter(rng, INJURY_CHAPTER, rng.choice(((), ("Special Studies",), ("Summary",))), subject)
        )
    return cited


def _chapter(rng: Random, key: str, sections: tuple[str, ...], subject: Subject) -> Cited:
    """A chapter cited by year and sections, as since 2016."""
    later = toml("guidelines.toml")["later"]
    known = toml("guidelines.toml")["chapters"].get(key)
    if subject.year >= later["first_decided"]:
        title = known["later"] if known else subject.chapter.later
        year = rng.choice([year for year in later["years"] if year <= subject.year])
        sections = (subject.topic.odg,) if sections else ()
    else:
        title = known["title"] if known else subject.chapter.title
        year = rng.choice(known["years"]) if known else subject.chapter.year
    text = f"{title} {year}"
    if key == "pain" and rng.random() < 0.08:
        text += " Guidelines"
    if sections:
        text += f", Section(s): {', '.join(sections)}"
    return text, Guideline("MTUS", title, year, sections)


def _old_chapter(rng: Random, topic: Topic, chapter: Chapter) -> Cited:
    """A chapter cited by pages, as before 2016."""
    known = toml("guidelines.toml")["chapters"].get(topic.chapter)
    pages = rng.choice(topic.pages or chapter.pages)
    sections: tuple[str, ...] = ()
    if known is None:
        title = chapter.old or chapter.title
        printed = f"ACOEM Chapter {chapter.number} {title}"
    elif known["old"].startswith("ACOEM"):
        printed = known["old"]
        title = printed.split(" ", 3)[3]
    else:
        printed, title = known["old"], _renamed(known["old"])
        sections = topic.old_sections[:1]
    words = " ".join((printed, *sections))
    guideline = Guideline("MTUS", title, None, sections, pages)
    if rng.random() < 0.12:
        return words, replace(guideline, pages=None)
    return f"{words} Page(s): {pages}", guideline


def _renamed(old: str) -> str:
    """The chapter's name of today, which the label contract gives for its old one."""
    return old.replace("Chronic Pain Treatment", "Chronic Pain Medical Treatment").removesuffix(" Guidelines")


@cache
def _wordings() -> Phrasebook:
    return Phrasebook(toml("guidelines.toml")["wordings"])


def _non_mtus(rng: Random, subject: Subject) -> Citation:
    family = rng.choices(("ODG", "ACOEM", "Other"), weights=(88, 5, 7))[0]
    words, guideline = OUTSIDE[family](rng, subject)
    guidelines = [guideline]
    if family == "ODG" and rng.random() < 0.04:
        words, guidelines = _with_other(rng, words, guideline)
    return Citation(f"Decision based on Non-MTUS Citation {words}.", tuple(guidelines))


def _with_other(rng: Random, words: str, guideline: Guideline) -> tuple[str, list[Guideline]]:
    other = f"Other Medical Treatment Guidelines {_wordings().write('other', rng, {})}"
    return f"{words} and {other}", [guideline, Guideline("Other", other)]


def _odg(rng: Random, subject: Subject) -> Cited:
    lead = _wordings().write("odg", rng, {})
    if rng.random() < 0.06:
        return lead.rstrip(" ,:-"), Guideline("ODG", None)
    facts = {
        "chapter": subject.topic.odg_chapter or subject.chapter.odg,
        "topic": subject.topic.odg,
        "year": f"{subject.year % 100:02}",
    }
    title = _wordings().write("odg_titles", rng, facts)
    return lead + title, Guideline("ODG", title)


def _acoem(rng: Random, subject: Subject) -> Cited:
    page = str(rng.randint(120, 960))
    facts = {"chapter": subject.chapter.later, "number": str(subject.chapter.number), "page": page}
    title = _wordings().write("acoem", rng, facts)
    pages = page if title.endswith(page) else None
    return f"ACOEM {title}", Guideline("ACOEM", title, None, (), pages)


def _other(rng: Random, subject: Subject) -> Cited:
    words = _wordings().write("other", rng, {})
    return words, Guideline("Other", words)


OUTSIDE: Final[dict[str, Callable[[Random, Subject], Cited]]] = {
    "ODG": _odg,
    "ACOEM": _acoem,
    "Other": _other,
}
