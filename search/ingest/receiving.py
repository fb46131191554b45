"""Files handed in: each kept, given its row in the batch, and queued after commit."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from search.ingest.errors import Refused
from search.ingest.originals import keep
from search.models import Batch, IncomingFile
from search.models.batches import State
from search.queueing import queue_reading

logger = logging.getLogger(__name__)

NAME_LENGTH = 255
NOT_KEPT = "This file could not be kept ({}). Make room or mend the disk, then hand it in again."
TAKEN_SUFFIXES = {".pdf", ".txt", ".zip"}


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file on its way in: the name its sender gave it and its bytes."""

    name: str
    stream: BinaryIO


def open_batch(source: Batch.Source, user: User | None = None) -> Batch:
    return Batch.objects.create(source=source, created_by=user)


def receive(batch: Batch, deliveries: Iterable[Delivery]) -> int:
    """Take files into a batch, each in a transaction of its own, and queue them.

    A file that cannot be kept has a row that says why. Returns how many were taken in.
    """
    last = batch.files.filter(archive=None).aggregate(last=Max("position"))["last"] or 0
    taken = 0
    for position, delivery in enumerate(deliveries, start=last + 1):
        try:
            receive_one(batch, position, delivery, settings.UPLOAD_LIMIT_BYTES)
        except OSError as error:
            logger.exception("file %s of batch %s could not be kept", position, batch.pk)
            refuse_one(batch, position, delivery.name, NOT_KEPT.format(error.strerror))
        taken += 1
    return taken


def receive_one(
    batch: Batch, position: int, delivery: Delivery, limit: int, archive: IncomingFile | None = None
) -> IncomingFile:
    """Keep one file and give it its row; done twice for the same place, it changes nothing."""
    try:
        stored = keep(delivery.stream, limit)
    except Refused as refusal:
        return refuse_one(batch, position, delivery.name, str(refusal), archive)
    row = IncomingFile(batch=batch, archive=archive, position=position, name=clean_name(delivery.name))
    row.sha256, row.size = stored.sha256, stored.size
    return _save_and_queue(row)


def refuse_one(
    batch: Batch, position: int, name: str, reason: str, archive: IncomingFile | None = None
) -> IncomingFile:
    """Give a file that is not kept its row, with the reason."""
    row = IncomingFile(batch=batch, archive=archive, position=position, name=clean_name(name))
    row.state, row.reason, row.finished_at = State.REFUSED, reason, timezone.now()
    return _save_and_queue(row)


def _save_and_queue(row: IncomingFile) -> IncomingFile:
    same = IncomingFile.objects.filter(batch=row.batch, archive=row.archive, position=row.position)
    with transaction.atomic():
        if there := same.first():
            return there
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            # Another worker at the same archive was faster; where there is none, it was another fault.
            if there := same.first():
                return there
            raise
        if row.is_open:
            transaction.on_commit(lambda: queue_reading(row.pk))
    return row


def clean_name(name: str) -> str:
    """The last part of a file name, without what no name needs; never empty."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    printable = "".join(character for character in last if character.isprintable()).strip()
    return printable[-NAME_LENGTH:] or "unnamed"


def files_under(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of the named folders that look like letters, in a steady order."""
    return [file for path in paths for file in ([path] if path.is_file() else sorted(_letters_in(path)))]


def _letters_in(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.suffix.lower() in TAKEN_SUFFIXES and file.is_file())


def deliveries_from(files: Iterable[Path]) -> Iterator[Delivery]:
    """Open each file for as long as it is being received."""
    for file in files:
        with file.open("rb") as stream:
            yield Delivery(file.name, cast(BinaryIO, stream))


def deliver_upload(name: str, stream: IO[bytes]) -> Delivery:
    return Delivery(name, cast(BinaryIO, stream))
