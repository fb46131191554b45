"""What the portal keeps: the database is the truth, the search index a copy of it."""

from search.models.batches import Batch, IncomingFile
from search.models.letters import Determination, Letter, Original, RemovedLetter
from search.models.mail import OutgoingMail
from search.models.news import News, NewsCounter
from search.models.people import ApiToken, Invitation, Preferences
from search.models.saved import Announcement, KeptDecision, RecentSearch, SavedQuery

__all__ = [
    "Announcement",
    "ApiToken",
    "Batch",
    "Determination",
    "IncomingFile",
    "Invitation",
    "KeptDecision",
    "Letter",
    "News",
    "NewsCounter",
    "Original",
    "OutgoingMail",
    "Preferences",
    "RecentSearch",
    "RemovedLetter",
    "SavedQuery",
]
