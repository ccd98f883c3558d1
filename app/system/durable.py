"""Files that are there after a power cut: flushed to the disk, whole or not at all."""

import os
import sys
from pathlib import Path

from app.system import crash


def replace(path: Path, data: bytes) -> None:
    """Put `data` under `path`: after a power cut the old or the new is there, never a half."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    crash.here("durable.before_replace")
    move(part, path)
    crash.here("durable.after_replace")


def move(source: Path, target: Path) -> None:
    """Rename over `target` and flush the folder, so that the new name survives too."""
    source.replace(target)
    sync_folder(target.parent)


def remove(path: Path) -> None:
    """Delete a file, if it is there, for good."""
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Flush a file that somebody else has written."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Flush a folder's names; Windows has no such call and keeps them in NTFS's own journal."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
