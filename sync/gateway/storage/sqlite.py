"""SQLite: one file for the registry and one for each commune, so communes never share a table."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sync.gateway.faults import NewerDatabase, StorageFailed
from sync.gateway.storage.schema import COMMUNE, REGISTRY
from sync.gateway.storage.tables import Step, Table

_BUSY_SECONDS = 30.0


class SqliteStorage:
    """The files of a gateway; `log_of` says where a commune's lies."""

    def __init__(self, registry: Path, log_of: Callable[[str], Path]) -> None:
        self._registry = SqliteFile(registry, REGISTRY)
        self._log_of = log_of
        self._communes: dict[str, SqliteFile] = {}
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The library at work."""
        return f"sqlite {sqlite3.sqlite_version}"

    def registry(self) -> "SqliteFile":
        """The registry's file."""
        return self._registry

    def commune(self, code: str) -> "SqliteFile":
        """One commune's file, opened once."""
        with self._lock:
            if code not in self._communes:
                self._communes[code] = SqliteFile(self._log_of(code), COMMUNE)
            return self._communes[code]

    def close(self) -> None:
        """Let go of every file."""
        with self._lock:
            for file in (*self._communes.values(), self._registry):
                file.close()
            self._communes.clear()


class SqliteFile:
    """A connection with its lock; other processes may have the same file open."""

    def __init__(self, path: Path, steps: Sequence[Step]) -> None:
        self._lock = threading.RLock()
        path.touch(mode=0o600)  # citizens' words and invitations: its owner's alone
        self._connection = sqlite3.connect(
            path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            with _failures():
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = FULL")
            self._prepare(steps)
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, steps: Sequence[Step]) -> None:
        with self.writing() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > len(steps):
                raise NewerDatabase
            for table in (table for step in steps[version:] for table in step):
                for statement in _statements(table):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(steps)}")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Write everything inside or nothing; durable when the block is left."""
        with self._lock, _failures():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
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
        with self._lock, _failures():
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                self._undo()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()


@contextmanager
def _failures() -> Iterator[None]:
    """Name a disk that is full, gone or broken, and a file that is no database any more."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # a mistake of the program's own
    except sqlite3.DatabaseError as why:
        raise StorageFailed(str(why)) from why


def _statements(table: Table) -> Iterator[str]:
    """The words that make a table; one integer column as the key is the row's own number."""
    constraints = [f"PRIMARY KEY ({table.key})", *(f"UNIQUE ({key})" for key in table.also_unique)]
    yield f"CREATE TABLE {table.name} ({table.columns}, {', '.join(constraints)}) STRICT"
    for number, columns in enumerate(table.indexes, 1):
        yield f"CREATE INDEX {table.name}_{number} ON {table.name} ({columns})"
    for act in ("UPDATE", "DELETE") if table.append_only else ():
        yield f"""CREATE TRIGGER {table.name}_no_{act.lower()} BEFORE {act} ON {table.name}
            BEGIN SELECT raise(ABORT, 'append only'); END"""
