"""The stick as the other rooms see it: what reads past the system's memory is handed in."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sync.files import durable
from sync.protocol.bundle import MAX_VOLUME
from sync.stick.faults import StickUnsound, VolumeDamaged

_PART = ".part"
_NO_SUCH_CALL = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF}


class Disk(NamedTuple):
    """What a stick is written and read with.

    `reread` reads a file from the device and not from the system's memory, as far as the system
    allows; `free` counts the bytes that are left; `here` marks places where a test cuts the power.
    """

    reread: Callable[[Path], bytes]
    free: Callable[[Path], int]
    here: Callable[[str], None]


def write_checked(disk: Disk, path: Path, content: bytes) -> None:
    """Write, flush, read back, compare, and only then give the file its name."""
    part = path.with_name(path.name + _PART)
    with part.open("wb") as file:
        file.write(content)
        disk.here("bundle.part_written")
        file.flush()
        os.fsync(file.fileno())
    if disk.reread(part) != content:
        raise StickUnsound(path.name)
    disk.here("bundle.part_compared")
    part.replace(path)
    settle(path.parent)
    disk.here("bundle.named")


def make_folder(root: Path, path: Path) -> None:
    """Make a folder below a stick's root; raises `FileNotFoundError` where the stick is gone."""
    if path == root or path.is_dir():
        return
    make_folder(root, path.parent)
    path.mkdir(exist_ok=True)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Flush a folder's names, where its file system has such a call."""
    try:
        durable.settle(folder)
    except OSError as why:
        if why.errno not in _NO_SUCH_CALL:
            raise


def read_bounded(path: Path, most: int = MAX_VOLUME) -> bytes:
    """Read a plain file of at most so many bytes; a link, a pipe or a folder is none."""
    if path.is_symlink() or not path.is_file():
        raise VolumeDamaged(path.name)
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise VolumeDamaged(path.name)
    return content


def remove_bundle(folder: Path) -> None:
    """Remove a bundle: its manifest first, so that a half removed one counts as none.

    Only what a bundle consists of goes; anything else that lies in the folder stays.
    """
    names = sorted(folder.iterdir(), key=lambda path: not path.name.startswith("MANIFEST"))
    for path in names:
        if path.is_file() and path.name.removesuffix(_PART).endswith((".MCB", ".AGE")):
            path.unlink()
    settle(folder)
    if not any(folder.iterdir()):
        folder.rmdir()
        settle(folder.parent)
