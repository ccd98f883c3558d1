"""The attachments beside the backups: each lies there once, for all backups of this PC.

Events are never forgotten, so what an earlier backup names a later one names as well. Which files
belong to a backup is said by its database; they are sealed, and bear the names they have here.
"""

import logging
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from app.store.blobs import Blobs
from app.store.connection import Connection
from app.store.projections.scans import named_files
from app.system import crash
from app.system.disk import Room

LOG = logging.getLogger(__name__)

_PARTS = 32


class Copied(NamedTuple):
    """How many files a backup names, and how many of them it does not have."""

    named: int
    lost: int


def place(folder: Path, device: str) -> Path:
    """Where the attachments of a PC lie in a folder of backups."""
    return folder / f"motcua-files-{device}"


def named_in(connection: Connection) -> list[str]:
    """The files that a database names; none in one from before there were scans."""
    there = "SELECT count(*) FROM sqlite_master WHERE name = 'view_file'"
    return sorted(named_files(connection)) if connection.value(there) else []


def copy_out(here: Blobs, there: Blobs, named: Iterable[str], day: date) -> Copied:
    """Add what is not there yet; a folder that is nearly full gets no more of them.

    What lies there already is believed by its size, and a thirty-second of it is read back each
    day, so that a disk that forgets is found out within a month or so.
    """
    count = lost = 0
    for sha in named:
        count += 1
        if not _is_copied(here, there, sha, day):
            lost += 1
    if lost:
        LOG.warning("%s of %s attachments are not in the backup", lost, count)
    return Copied(count, lost)


def missing(there: Blobs, named: Iterable[str]) -> int:
    """How many cannot be read whole."""
    return sum(not there.is_sound(sha) for sha in named)


def bring_back(there: Blobs, here: Blobs, named: Iterable[str]) -> int:
    """Restore what is not whole here; answers how many are lost in both places."""
    lost = 0
    for sha in named:
        if here.is_sound(sha):
            continue
        if there.is_sound(sha):
            here.take(sha, there)
            crash.here("restore.file_back")
        else:
            lost += 1
    if lost:
        LOG.warning("%s attachments could not be restored", lost)
    return lost


def _is_copied(here: Blobs, there: Blobs, sha: str, day: date) -> bool:
    weight = there.weight(sha)
    is_due = int(sha[:2], 16) % _PARTS == day.toordinal() % _PARTS
    if weight is not None and weight == here.weight(sha) and not is_due:
        return True
    if weight is not None and there.is_sound(sha):
        return True
    if there.room() is Room.NO_SCANS or not here.is_sound(sha):
        return False
    there.take(sha, here)
    crash.here("backup.file_copied")
    return True
