"""What the province holds, in one SQLite file that survives being killed.

A transaction is one request: what was answered "thành công" was on the disk before.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS dossier (
  code TEXT PRIMARY KEY, unit TEXT NOT NULL, state TEXT NOT NULL, fields TEXT NOT NULL,
  came TEXT NOT NULL, mark INTEGER NOT NULL, adds INTEGER NOT NULL, updates INTEGER NOT NULL,
  added_at TEXT NOT NULL, updated_at TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS moved (
  n INTEGER PRIMARY KEY, code TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS moved_code ON moved (code);
CREATE TABLE IF NOT EXISTS progress (
  n INTEGER PRIMARY KEY, code TEXT NOT NULL, fields TEXT NOT NULL, moment TEXT NOT NULL,
  state TEXT NOT NULL, twice INTEGER NOT NULL, late INTEGER NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS progress_code ON progress (code);
CREATE TABLE IF NOT EXISTS refusal (
  n INTEGER PRIMARY KEY, at TEXT NOT NULL, unit TEXT NOT NULL, service TEXT NOT NULL,
  code TEXT NOT NULL, error_code INTEGER NOT NULL, message TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS happened (kind TEXT PRIMARY KEY, times INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS counter (
  unit TEXT NOT NULL, day TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (unit, day)) STRICT;
CREATE TABLE IF NOT EXISTS given (code TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS inbound (
  id TEXT PRIMARY KEY, unit TEXT NOT NULL, kind TEXT NOT NULL, item TEXT NOT NULL,
  at TEXT NOT NULL, told INTEGER NOT NULL, acknowledged INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS changed (code TEXT PRIMARY KEY, item TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""

Row = sqlite3.Row


class Held:
    """Everything that is kept; one request, one reader or one control act at a time."""

    def __init__(self, path: Path | None) -> None:
        """Without a path nothing outlives the process."""
        self._lock = threading.RLock()
        self._db = sqlite3.connect(
            path or ":memory:", isolation_level=None, check_same_thread=False
        )
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, on the disk when it ends."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @contextmanager
    def part(self) -> Iterator[None]:
        """All or nothing inside a transaction that goes on."""
        self._db.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK TO part")
            raise
        finally:
            self._db.execute("RELEASE part")

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Read."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def one(self, sql: str, *values: object) -> Row | None:
        """Read one row."""
        with self._lock:
            return self._db.execute(sql, values).fetchone()  # type: ignore[no-any-return]

    def write(self, sql: str, *values: object) -> int:
        """Write inside the transaction; return how many rows it was."""
        with self._lock:
            return self._db.execute(sql, values).rowcount

    def count(self, kind: str, times: int = 1) -> None:
        """Note that something happened."""
        self.write(
            "INSERT INTO happened VALUES (?, ?) ON CONFLICT DO UPDATE SET times = times + ?",
            kind,
            times,
            times,
        )

    def happened(self) -> dict[str, int]:
        """How often what happened."""
        return {row["kind"]: row["times"] for row in self.rows("SELECT * FROM happened")}

    def setting(self, key: str) -> Any:
        """Return a kept setting, or None."""
        row = self.one("SELECT value FROM setting WHERE key = ?", key)
        return json.loads(row["value"]) if row else None

    def keep_setting(self, key: str, value: object) -> None:
        """Keep a setting."""
        self.write("INSERT OR REPLACE INTO setting VALUES (?, ?)", key, json.dumps(value))
