"""An archive to rows of its own, one for each file inside, a stretch at a time."""

import time
import zipfile
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from search.ingest.archives import (
    MEMBER_BYTES_LIMIT,
    Allowance,
    Member,
    members,
    open_archive,
    open_member,
)
from search.ingest.errors import Refused
from search.ingest.receiving import Delivery, receive_one, refuse_one
from search.ingest.results import finish
from search.models import IncomingFile
from search.models.batches import OPEN_STATES, State
from search.queueing import queue_reading

# A stretch ends well before the task's time limit; the rest is queued anew.
STRETCH_SECONDS = 20.0


def unpack(file: IncomingFile, path: Path) -> None:
    """Unpack the next stretch of an archive; members that have their row are passed over.

    Raises:
        Refused: the archive cannot be opened, or stands in an archive itself.
    """
    if file.archive_id is not None:
        raise Refused("An archive inside an archive is not opened: send its files by themselves.")
    allowance, ends_at = Allowance.of(path), time.monotonic() + STRETCH_SECONDS
    with open_archive(path) as archive:
        inside = members(archive)
        if not inside:
            raise Refused("This archive holds no files.")
        done = set(file.members.values_list("position", flat=True))
        allowance.left -= sum(file.members.values_list("size", flat=True))
        for member in inside:
            if member.position in done:
                continue
            _receive(file, archive, member, allowance)
            if time.monotonic() > ends_at:
                _go_on_later(file)
                return
    count = len(inside)
    finish(file, State.UNPACKED, "1 file inside" if count == 1 else f"{count:,} files inside")


def _receive(file: IncomingFile, archive: zipfile.ZipFile, member: Member, allowance: Allowance) -> None:
    try:
        with open_member(archive, member, allowance) as stream:
            receive_one(file.batch, member.position, Delivery(member.name, stream), MEMBER_BYTES_LIMIT, file)
    except Refused as refusal:
        refuse_one(file.batch, member.position, member.name, str(refusal), file)


def _go_on_later(file: IncomingFile) -> None:
    with transaction.atomic():
        IncomingFile.objects.filter(pk=file.pk, state__in=OPEN_STATES).update(
            state=State.WAITING, attempts=0, queued_at=timezone.now()
        )
        transaction.on_commit(lambda: queue_reading(file.pk))
