"""One window a profile: a second start hands its wish to the first and ends; nothing listens.

A small folder in the profile holds a lock and, for a moment, the wish. The lock is the window's
alone: the command line may be at work beside it, which the profile's own lock decides.
"""

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from app.system import durable
from app.system.lock import AlreadyLocked, ProfileLock

if sys.platform == "win32":
    import ctypes


class Wish(NamedTuple):
    """What a second start was asked for: to be seen, perhaps with a file."""

    file: Path | None = None


class OneWindow:
    """Held by the first window; the others talk to it through `ask`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = ProfileLock(folder / "lock")
        self._wish = folder / "wish.json"

    def is_first(self) -> bool:
        """Take the lock if nobody has it; a folder that cannot be written to keeps nobody out."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock.take()
        except AlreadyLocked:
            return False
        except OSError:
            return True
        with suppress(OSError):
            self._wish.unlink(missing_ok=True)  # of a window that was just closing
        return True

    def ask(self, file: Path | None) -> None:
        """Leave a wish for the window that is open; raises `OSError`."""
        if sys.platform == "win32":  # otherwise only the task bar would blink
            ctypes.WinDLL("user32").AllowSetForegroundWindow(-1)
        told = {"file": str(file.resolve()) if file else ""}
        durable.replace(self._wish, json.dumps(told).encode())

    def wish(self) -> Wish | None:
        """Take the wish that was left, once."""
        try:
            told = json.loads(self._wish.read_bytes())
            self._wish.unlink()
            return Wish(Path(told["file"]) if told["file"] else None)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def release(self) -> None:
        """Let another window be the first."""
        self._lock.release()
