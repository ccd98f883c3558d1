"""A PC's disk: its power can fail at any write, it can be full, and it can be put back."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sync.journal import SCHEMA

_STEPS = 20
_LOCAL = """CREATE TABLE local (
    one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL, serial INTEGER NOT NULL,
    bundles INTEGER NOT NULL DEFAULT 0
) STRICT"""
_MOST_PAGES = 1 << 30


class PowerCut(Exception):
    """Everything in memory is gone; what was committed is there."""


class DiskFull(sqlite3.OperationalError):
    """Nothing of the transaction is kept, and everything from before is there."""


class Disk:
    """Committed means on the disk here; that `synchronous=FULL` does so is tested elsewhere."""

    def __init__(self) -> None:
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        for statement in (*SCHEMA, _LOCAL):
            self.db.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield
            self.db.execute("COMMIT")
        except BaseException as why:
            self.power_is_back()
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            if isinstance(why, sqlite3.OperationalError) and "interrupted" in str(why):
                raise PowerCut from why
            if isinstance(why, sqlite3.OperationalError) and "full" in str(why):
                raise DiskFull(str(why)) from why
            raise

    def power_fails_after(self, steps: int) -> None:
        """Let the power fail in the middle of some statement to come."""
        left = iter(range(steps))
        self.db.set_progress_handler(lambda: int(next(left, None) is None), _STEPS)

    def power_is_back(self) -> None:
        """No more failure is armed."""
        self.db.set_progress_handler(None, _STEPS)

    def fills_up(self, pages: int) -> None:
        """No more than so many pages are left."""
        (count,) = self.db.execute("PRAGMA page_count").fetchone()
        self.db.execute(f"PRAGMA max_page_count = {count + pages}")

    def has_room_again(self) -> None:
        """Somebody has made room."""
        self.db.execute(f"PRAGMA max_page_count = {_MOST_PAGES}")

    def image(self) -> sqlite3.Connection:
        """A copy of the disk as it is now."""
        copy = sqlite3.connect(":memory:", isolation_level=None)
        self.db.backup(copy)
        return copy

    def put_back(self, image: sqlite3.Connection) -> None:
        """The disk is again what it was."""
        self.has_room_again()
        image.backup(self.db)
