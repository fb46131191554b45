"""The way of one incoming file: claimed, read, stored, its result written once and for all.

Every step may run twice (the broker delivers at least once): the claim only counts tries, and the result
is written in the transaction that finds the file still without one.
"""

import logging

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from search.ingest.errors import Refused
from search.ingest.extractor import kind_of, text_of
from search.ingest.originals import original_path
from search.ingest.quarantine import reason_for
from search.ingest.removal import KEPT_OUT
from search.ingest.results import finish
from search.ingest.storing import store_letter
from search.ingest.unpacking import unpack
from search.letters import read_letter
from search.letters.extraction import LetterText
from search.letters.facts import LetterFacts
from search.models import IncomingFile, Original
from search.models.batches import OPEN_STATES, State
from search.models.letters import Visibility

logger = logging.getLogger(__name__)

ATTEMPTS_LIMIT = 3
# The longest posted letters hold some twenty; far more are many letters in one file, or made to harm.
DETERMINATIONS_LIMIT = 200
_STORE_TRIES = 3


def process_file(file_id: int) -> None:
    """Bring one file to its result; a file that has one, or is gone, is left as it is.

    Raises:
        django.db.DatabaseError: the database failed; the file stays open and is tried again.
        Exception: any other fault of ours, after it was written to the file.
    """
    file = _claim(file_id)
    if file is None:
        return
    try:
        _read(file)
    except Refused as refusal:
        finish(file, State.REFUSED, str(refusal))
    except OSError as error:
        logger.exception("the kept file of %s could not be read", file.pk)
        finish(
            file, State.FAILED, f"The kept file could not be read ({error.strerror}). Mend it, then retry."
        )
    except DatabaseError:
        raise
    except Exception as error:
        finish(
            file, State.FAILED, f"The portal failed on this file: {type(error).__name__}. The log says more."
        )
        raise


def _claim(file_id: int) -> IncomingFile | None:
    claimed = IncomingFile.objects.filter(pk=file_id, state__in=OPEN_STATES).update(
        state=State.READING, started_at=timezone.now(), attempts=F("attempts") + 1
    )
    file = IncomingFile.objects.filter(pk=file_id).first() if claimed else None
    if file is not None and file.attempts > ATTEMPTS_LIMIT:
        finish(file, State.FAILED, f"Reading this file was broken off {ATTEMPTS_LIMIT} times.")
        return None
    return file


def _read(file: IncomingFile) -> None:
    if _finish_known(file):
        return
    path = original_path(file.sha256)
    file.kind = kind_of(path) or ""
    if file.kind == "zip":
        unpack(file, path)
        return
    text = text_of(path, file.kind)
    facts = read_letter(text)
    if len(facts.determinations) > DETERMINATIONS_LIMIT:
        raise Refused(
            f"This holds more than {DETERMINATIONS_LIMIT} disputed items: send each letter by itself."
        )
    for _ in range(_STORE_TRIES):
        try:
            _store(file, text, facts)
        except IntegrityError as error:
            # Another worker stored the same case or the same bytes in this moment: look again.
            conflict = error
            if _finish_known(file):
                return
        else:
            return
    raise conflict


def _finish_known(file: IncomingFile) -> bool:
    """Report a file whose very bytes were read before as a duplicate."""
    original = Original.objects.filter(sha256=file.sha256).select_related("letter").first()
    if original is None:
        return False
    kept_out = f" {KEPT_OUT}" if original.letter.visibility == Visibility.REMOVED else ""
    finish(file, State.DUPLICATE, f"The same file as {original.letter.reference}.{kept_out}", original.letter)
    return True


def _store(file: IncomingFile, text: LetterText, facts: LetterFacts) -> None:
    with transaction.atomic():
        still_open = IncomingFile.objects.select_for_update().filter(pk=file.pk, state__in=OPEN_STATES)
        if not still_open.exists():
            return
        letter, is_new = store_letter(file, text, facts)
        if letter.visibility == Visibility.REMOVED:
            finish(file, State.KEPT_OUT, KEPT_OUT, letter)
            return
        if not letter.is_public:
            finish(file, State.QUARANTINED, reason_for(letter), letter)
            return
        finish(file, State.IMPORTED if is_new else State.REVISED, letter.unread_reason, letter)
