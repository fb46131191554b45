"""What the audit trail tells of, each with the words that staff read."""

from django.db.models import TextChoices


class Act(TextChoices):
    """An act of staff; the value stands in the entry, the label on the page."""

    RELEASED = "released", "Letter released from quarantine"
    REFUSED = "refused", "Letter refused"
    TAKEN_OUT = "taken_out", "Letter taken out of the portal"
    PUT_BACK = "put_back", "Letter put back"
    LETTER_DELETED = "letter_deleted", "Letter deleted for good"
    READ_WITHHELD = "read_withheld", "Withheld letter read"
    ORIGINAL_OF_WITHHELD = "original_of_withheld", "Original of a withheld letter downloaded"
    INDEX_AGAIN = "index_again", "Letter written to the search index again"
    BATCH_OPENED = "batch_opened", "Letters handed in"
    FILES_AGAIN = "files_again", "Failed files read once more"
    MAIL_AGAIN = "mail_again", "Mail sent once more"
    ROLE_GIVEN = "role_given", "Role given"
    ROLE_TAKEN = "role_taken", "Role taken away"
    PERMISSION_GIVEN = "permission_given", "Permission given"
    PERMISSION_TAKEN = "permission_taken", "Permission taken away"
    ACCOUNT_MADE = "user_created", "Account made"
    ACCOUNT_CHANGED = "user_changed", "Account changed"
    ACCOUNT_DELETED = "user_deleted", "Account deleted"
    SESSIONS_ENDED = "sessions_ended", "Sessions of an account ended"
    SECOND_FACTOR_REMOVED = "second_factor_removed", "Second factor of an account removed"
    ROLE_MADE = "group_created", "Role made"
    ROLE_CHANGED = "group_changed", "Role renamed"
    ROLE_DELETED = "group_deleted", "Role deleted"
    INVITED = "invitation_created", "Invitation sent"
    INVITATION_CHANGED = "invitation_changed", "Invitation changed"
    INVITATION_WITHDRAWN = "invitation_deleted", "Invitation withdrawn"
