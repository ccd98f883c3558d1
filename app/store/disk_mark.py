"""The mark on a second disk or stick: whose copies lie there, under whatever letter it comes back.

It names the commune by its official code and nobody else; copies of several PCs of one office may
lie on one disk.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from app.store.answering import store_faults
from app.store.faults import StoreFault
from app.system import durable
from app.system.secrets import Entropy
from sync.protocol.canonical import UNREADABLE

NAME = "motcua-disk.json"
_ID_BYTES = 8


class DiskMark(msgspec.Struct, frozen=True):
    """Which disk this is, and of which commune."""

    disk: str
    commune: str


def read(folder: Path) -> DiskMark | None:
    """The mark of a folder; None where there is none that can be read."""
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=DiskMark)
    except (OSError, *UNREADABLE):
        return None


def claim(folder: Path, commune: str, entropy: Entropy) -> DiskMark:
    """Mark a folder as this office's; raises `StoreFault('backup_disk_foreign')` for another's."""
    found = read(folder)
    if found is not None:
        check(found, commune)
        return found
    mark = DiskMark(entropy(_ID_BYTES).hex(), commune)
    with store_faults():
        durable.replace(folder / NAME, msgspec.json.encode(mark))
    return mark


def check(found: DiskMark, commune: str) -> None:
    """Another commune's stick is named as such, and nothing is written on it."""
    if found.commune != commune:
        raise StoreFault("backup_disk_foreign", found.commune)


def find(folder: Path, commune: str, disk: str, places: Iterable[Path]) -> Path:
    """The folder of this office's disk: where it was, or where it is plugged in now.

    Without `disk` it was never marked. Raises `StoreFault`: backup_disk_foreign, no_backup_folder.
    """
    there = read(folder)
    if there is not None:
        check(there, commune)
        return folder
    if not disk and folder.is_dir():
        return folder
    for place in places:
        found = read(place)
        if found is not None and (found.disk, found.commune) == (disk, commune):
            return place
    raise StoreFault("no_backup_folder")
