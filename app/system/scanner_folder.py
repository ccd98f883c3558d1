"""The folder into which a scanner's own program puts its files; watched by looking again.

A file counts as finished when its size and its time were the same at two looks in a row: a network
scanner writes for seconds. What was taken is removed only when it is asked for, and unchanged.
"""

from pathlib import Path
from typing import NamedTuple

ENDINGS = frozenset({".pdf", ".jpg", ".jpeg", ".jfif", ".png", ".tif", ".tiff", ".bmp", ".webp"})
_MOST = 500  # files looked at; a folder with more is not a scanner's


class Found(NamedTuple):
    """A file, and how it was when it was looked at."""

    path: Path
    bytes: int
    changed: int  # nanoseconds


class Looked(NamedTuple):
    """What lies there: finished files, the oldest first, and how many are still being written."""

    ready: tuple[Found, ...]
    growing: int


class ScannerFolder:
    """One folder; remembers what it saw at the last look."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: frozenset[Found] = frozenset()

    def look(self) -> Looked:
        """Look now; raises `OSError` when there is no such folder."""
        found = frozenset(one for path in self._paths() if (one := as_it_is(path)) is not None)
        ready = found & self._seen
        self._seen = found
        in_order = sorted(ready, key=lambda one: (one.changed, one.path.name))
        return Looked(tuple(in_order), len(found) - len(ready))

    def _paths(self) -> list[Path]:
        paths = (path for path in self.folder.iterdir() if path.suffix.lower() in ENDINGS)
        return sorted(paths)[:_MOST]


def as_it_is(path: Path) -> Found | None:
    """How a file is now; `None` for an empty one, or one that cannot be opened yet."""
    try:
        with path.open("rb"):
            about = path.stat()
    except OSError:
        return None
    return Found(path, about.st_size, about.st_mtime_ns) if about.st_size else None


def remove(taken: Found) -> bool:
    """Delete a file that is as it was when it was taken; says whether it is gone."""
    if as_it_is(taken.path) != taken:
        return not taken.path.exists()
    try:
        taken.path.unlink()
    except OSError:
        return False
    return True
