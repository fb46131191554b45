"""What the portal keeps: the database is the truth, the search index a copy of it."""

from search.models.batches import Batch, IncomingFile
from search.models.letters import Determination, Letter, Original, RemovedLetter

__all__ = ["Batch", "Determination", "IncomingFile", "Letter", "Original", "RemovedLetter"]
