"""The attachments beside the backups: each lies there once, for all backups of this PC.

Events are never forgotten, so what an earlier backup names a later one names as well. Which files
belong to a backup is said by its database; they are sealed, and bear the names they have here.
"""

import logging
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from app.store import device as devices
from app.store.blobs import Blobs
from app.store.connection import Connection
from app.system import crash
from app.system.disk import Room

LOG = logging.getLogger(__name__)

_PARTS = 32


class Named(NamedTuple):
    """A file that an event names; another PC's own files need not have come here."""

    sha: str
    is_own: bool


class Copied(NamedTuple):
    """How many files a backup should have, and how many of them it does not have."""

    wanted: int
    lost: int


def place(folder: Path, device: str) -> Path:
    """Where the attachments of a PC lie in a folder of backups."""
    return folder / f"motcua-files-{device}"


def named_in(connection: Connection, device: str) -> list[Named]:
    """The files that a database names; none in one from before there were scans.

    Own are also those that this PC recorded under an earlier key.
    """
    columns = "SELECT count(*) FROM pragma_table_info('view_file') WHERE name = 'device'"
    if not connection.value(columns):
        return []
    mine = {device, *devices.read(connection).mine}
    sql = "SELECT file, group_concat(DISTINCT device) FROM view_file GROUP BY file ORDER BY file"
    return [
        Named(str(file), not mine.isdisjoint(str(who).split(",")))
        for file, who in connection.rows(sql)
    ]


def copy_out(here: Blobs, there: Blobs, named: Iterable[Named], day: date) -> Copied:
    """Add what is not there yet; a folder that is nearly full gets no more of them.

    What lies there already is believed by its size, and a thirty-second of it is read back each
    day, so that a disk that forgets is found out within a month or so. What is missing or damaged
    here is taken back from there in the same way.
    """
    count = lost = 0
    for sha, is_own in named:
        if not is_own and not here.has(sha):
            continue
        count += 1
        _take_back(here, there, sha, day)
        if not _is_copied(here, there, sha, day):
            lost += 1
    if lost:
        LOG.warning("%s of %s attachments are not in the backup", lost, count)
    return Copied(count, lost)


def readable(there: Blobs, named: Iterable[Named]) -> int:
    """How many can be read whole."""
    return sum(there.is_sound(one.sha) for one in named)


def bring_back(there: Blobs, here: Blobs, named: Iterable[Named]) -> None:
    """Restore what is not whole here."""
    lost = 0
    for sha, is_own in named:
        if here.is_sound(sha):
            continue
        if there.is_sound(sha):
            here.take(sha, there)
            crash.here("restore.file_back")
        else:
            lost += is_own
    if lost:
        LOG.warning("%s attachments of this PC could not be restored", lost)


def _take_back(here: Blobs, there: Blobs, sha: str, day: date) -> None:
    """Somebody cleared the folder, or the disk forgot: the copy heals what it was made of."""
    is_suspect = here.weight(sha) != there.weight(sha) or _is_due(sha, day)
    if not (there.has(sha) and is_suspect) or here.room() is Room.NO_SCANS:
        return
    if not here.is_sound(sha) and there.is_sound(sha):
        here.take(sha, there)
        LOG.warning("an attachment was taken back from the copies")


def _is_due(sha: str, day: date) -> bool:
    return int(sha[:2], 16) % _PARTS == day.toordinal() % _PARTS


def _is_copied(here: Blobs, there: Blobs, sha: str, day: date) -> bool:
    weight = there.weight(sha)
    if weight is not None and weight == here.weight(sha) and not _is_due(sha, day):
        return True
    if weight is not None and there.is_sound(sha):
        return True
    if there.room() is Room.NO_SCANS or not here.is_sound(sha):
        return False
    there.take(sha, here)
    crash.here("backup.file_copied")
    return True
