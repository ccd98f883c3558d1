"""Connections to the encrypted database: opened in one way, asserted, one thread each."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3

from app.store.answering import store_faults
from app.store.faults import StoreFault

USUAL_CACHE = 16_000  # KiB of pages that a connection keeps; an open office has three
_BUSY_MS = 10_000  # the other thread's longest transaction is 50 ms; a virus scanner's is not
_LOG_PAGES = 8_000  # 32 MB: a safety net, `Connection.checkpoint` comes long before it

Row = tuple[Any, ...]
Values = Sequence[object] | Mapping[str, object]

_SQLITE_ERROR = 1


class Connection:
    """One thread's connection; a call from another thread is a bug and raises.

    Only `interrupt` and `close` may come from elsewhere. SQLite does not survive a close while a
    statement runs, so a close waits for it; `raw` is safe inside `reading` and `writing`.
    """

    def __init__(self, raw: sqlcipher3.Connection) -> None:
        self.raw = raw
        self._thread = threading.get_ident()
        self._using = threading.RLock()
        self._depth = 0
        self._is_closing = False
        self._ending = threading.Lock()
        self._is_closed = False

    def run(self, sql: str, values: Values = ()) -> int:
        """Execute one statement; answers how many rows it changed."""
        with self._in_use():
            return int(self.raw.execute(sql, values).rowcount)

    def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Execute one statement for many rows."""
        with self._in_use():
            self.raw.executemany(sql, rows)

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query."""
        with self._in_use():
            return list(self.raw.execute(sql, values))

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """The first row of a query, if there is one."""
        with self._in_use():
            found: Row | None = self.raw.execute(sql, values).fetchone()
            return found

    def value(self, sql: str, values: Values = (), default: Any = None) -> Any:  # noqa: ANN401 - a cell holds anything
        """The first column of the first row."""
        found = self.row(sql, values)
        return default if found is None else found[0]

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One write transaction: committed at the end of the block, or wholly undone."""
        with self._in_use(), store_faults():
            self.raw.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.raw.execute("COMMIT")
            except BaseException:
                self._undo()
                raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several queries that all see the same moment."""
        with self._in_use(), store_faults():
            self.raw.execute("BEGIN")
            try:
                yield
            finally:
                self._undo()

    def checkpoint(self) -> None:
        """Move the write-ahead log into the database as far as no reader needs it; never waits."""
        with store_faults():
            self.rows("PRAGMA wal_checkpoint(PASSIVE)")

    def interrupt(self) -> None:
        """From any thread: make the statement that is running now fail."""
        with self._ending:
            if not self._is_closed:
                self.raw.interrupt()

    def close(self) -> None:
        """From any thread, and twice if need be: what runs comes to its end, nothing begins."""
        self._is_closing = True
        with self._using, self._ending:
            self._is_closed = True
            self.raw.close()

    def stop(self) -> None:
        """Close, and do not let what runs come to its end: it raises `StoreFault('cancelled')`."""
        self._is_closing = True
        self.interrupt()
        self.close()

    @contextmanager
    def _in_use(self) -> Iterator[None]:
        """Keep a close waiting; raises `StoreFault('cancelled')` once one was asked for."""
        if threading.get_ident() != self._thread:
            raise RuntimeError("a connection never crosses threads")
        with self._using:
            if self._is_closing and not self._depth:
                raise StoreFault("cancelled", "closed")
            self._depth += 1
            try:
                yield
            except sqlcipher3.OperationalError as error:
                # a table of the search that is being opened says no more than "error" when stopped
                if self._is_closing and getattr(error, "sqlite_errorcode", 0) == _SQLITE_ERROR:
                    raise StoreFault("cancelled", "stopped") from error
                raise
            finally:
                self._depth -= 1

    def _undo(self) -> None:
        if self.raw.in_transaction:
            self.raw.execute("ROLLBACK")


def open_writer(
    path: Path, raw_key: bytes, *, new: bool = False, cache_kib: int = USUAL_CACHE
) -> Connection:
    """A connection that may write: WAL, and a commit is on the disk before it returns.

    A file that is missing is a fault unless it is to be a new one.
    """
    mode = "?mode=rwc" if new else "?mode=rw"
    with store_faults():
        connection = Connection(connect_raw(path.absolute().as_uri() + mode, raw_key, cache_kib))
        try:
            _make_durable(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def open_reader(path: Path, raw_key: bytes, cache_kib: int = USUAL_CACHE) -> Connection:
    """A connection that cannot write: neither SQL nor the file handle lets it."""
    with store_faults():
        connection = Connection(
            connect_raw(path.absolute().as_uri() + "?mode=ro", raw_key, cache_kib)
        )
        connection.run("PRAGMA query_only = ON")
        return connection


def connect_raw(uri: str, raw_key: bytes, cache_kib: int = USUAL_CACHE) -> sqlcipher3.Connection:
    """A keyed connection that answers; the building block of the two above."""
    raw = sqlcipher3.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        raw.execute("PRAGMA cipher_log_level = NONE")  # it would write on the console
        raw.execute(f"PRAGMA key = \"x'{raw_key.hex()}'\"")
        raw.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        raw.execute("PRAGMA temp_store = MEMORY")
        raw.execute(f"PRAGMA cache_size = -{cache_kib}")
        raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        raw.close()  # on Windows a file that is held cannot be put right
        raise
    return raw


def _make_durable(connection: Connection) -> None:
    """Set and then ask: a file system may refuse WAL without an error."""
    connection.rows("PRAGMA journal_mode = WAL")
    connection.run("PRAGMA synchronous = FULL")
    connection.rows(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
    assert_durable(connection)


def assert_durable(connection: Connection) -> None:
    """Raise `StoreFault('not_durable')` unless a commit survives a power cut and nothing spills."""
    found = (
        connection.value("PRAGMA journal_mode"),
        connection.value("PRAGMA synchronous"),
        connection.value("PRAGMA temp_store"),
    )
    if found != ("wal", 2, 2):
        raise StoreFault("not_durable", f"{found}")
