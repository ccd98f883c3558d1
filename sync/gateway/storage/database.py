"""One SQLite file: durable, for one thread at a time, one kind of transaction."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sync.gateway.faults import NewerDatabase, StorageFailed

_BUSY_SECONDS = 30.0
_SCHEMA_VERSION = 1


class Database:
    """A connection with its lock; other processes may have the same file open."""

    def __init__(self, path: Path, schema: Sequence[str]) -> None:
        self._lock = threading.RLock()
        path.touch(mode=0o600)  # citizens' words and invitations: its owner's alone
        self._connection = sqlite3.connect(
            path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._prepare(schema)

    def _prepare(self, schema: Sequence[str]) -> None:
        with self.writing() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > _SCHEMA_VERSION:
                raise NewerDatabase
            if version == 0:
                for statement in schema:
                    connection.execute(statement)
                connection.execute("PRAGMA user_version = 1")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Write everything inside or nothing; durable when the block is left."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("COMMIT")
            except sqlite3.OperationalError as why:
                self._undo()
                raise StorageFailed(str(why)) from why
            except BaseException:
                self._undo()
                raise

    def _undo(self) -> None:
        """Roll back, unless the failure has done so already."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read one consistent state."""
        with self._lock:
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()
