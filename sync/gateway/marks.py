"""The highest position ever acknowledged, kept outside the database.

A gateway whose database was put back from a backup finds its own head below this mark and begins
a new log epoch. The mark is written after the commit and before the acknowledgement, so it never
promises what is not on the disk.
"""

import threading
from pathlib import Path

from sync.files import durable


class MarkFile:
    """One commune's mark."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def read(self) -> int:
        """The highest position acknowledged; 0 before the first."""
        try:
            return int(self._path.read_text("ascii"))
        except (FileNotFoundError, ValueError):
            return 0

    def raise_to(self, position: int) -> None:
        """Move the mark up; a lower position leaves it where it is."""
        with self._lock:
            if position > self.read():
                self._put(position)

    def set(self, position: int) -> None:
        """Put the mark anew, as a new log epoch does."""
        with self._lock:
            self._put(position)

    def _put(self, position: int) -> None:
        durable.write(self._path, str(position).encode())
