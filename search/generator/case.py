"""One case: what all parts of a letter draw on."""

from dataclasses import dataclass
from random import Random

from search.generator.claimants import Claimant, Injury, injury_facts
from search.generator.dates import CaseDates
from search.generator.phrases import Facts
from search.generator.reviewers import Reviewer


@dataclass(frozen=True, slots=True)
class Case:
    """The worker, the dates, the reviewer and the story of one letter.

    `number` is the case number where the letter prints one, `priority` standard or expedited. `in_prose` says
    that the reviewer's board stands in a sentence and not in a block of credentials, as before 2015;
    `cites_pages` that guidelines are cited by page and not by year and section, as before 2016.
    """

    layout: str
    number: str | None
    priority: str
    claimant: Claimant
    dates: CaseDates
    reviewer: Reviewer
    story: Facts
    in_prose: bool
    cites_pages: bool

    def story_of(self, rng: Random, injury: Injury) -> Facts:
        """The story's facts, with the findings of the given injury."""
        if injury is self.claimant.injuries[0]:
            return self.story
        return {**self.story, **injury_facts(rng, injury, self.story)}
