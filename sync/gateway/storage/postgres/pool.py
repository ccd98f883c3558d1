"""Connections to PostgreSQL: so many and no more, made anew when the server was away."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import psycopg
from psycopg.types.numeric import Int8BinaryDumper

from sync.gateway.faults import DatabaseAway, StorageFailed
from sync.gateway.storage.database import Rows

_WAIT_SECONDS = 30.0
_CONNECT_SECONDS = 10
_LIMITS = (
    "-c synchronous_commit=on"  # what is acknowledged is on the disk, whoever set what
    " -c idle_in_transaction_session_timeout=60s -c lock_timeout=30s -c search_path=motcua"
    " -c max_parallel_workers_per_gather=0"  # short questions, many at a time
)


class Connection:
    """One connection; statements leave without waiting for the answers to those before them."""

    def __init__(self, url: str) -> None:
        self._connection = connect(url)
        self._in_flight = ExitStack()
        self._pipeline = self._in_flight.enter_context(self._connection.pipeline())

    @property
    def is_closed(self) -> bool:
        """Whether it is of no use any more."""
        return self._connection.closed

    def run(self, statement: bytes, values: Sequence[object] = ()) -> Rows:
        """Run one statement; a failure may show only when rows are fetched, or at the end."""
        return _Answer(self._connection.execute(statement, values, binary=True), self._pipeline)

    def run_many(self, statement: bytes, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each row."""
        with self._connection.cursor() as cursor:
            cursor.executemany(statement, rows)

    def begin(self, statements: Sequence[bytes]) -> None:
        """Run the first statements of a transaction, and wait until they are done."""
        for statement in statements:
            self._connection.execute(statement)
        self._pipeline.sync()

    def commit(self) -> None:
        """Make everything durable, or raise: a failed transaction never ends quietly."""
        end = self._connection.execute(b"COMMIT")
        self._pipeline.sync()
        if end.statusmessage != "COMMIT":
            raise StorageFailed("the transaction was rolled back")

    def undo(self) -> None:
        """Roll back; a connection that cannot is closed, which rolls back too."""
        with suppress(psycopg.Error):
            self._pipeline.sync()  # what failed in a row is told once
        try:
            self._connection.execute(b"ROLLBACK")
            self._pipeline.sync()
        except psycopg.Error:
            self.close()

    def close(self) -> None:
        """Let go of it."""
        with suppress(psycopg.Error):
            self._in_flight.close()
        self._connection.close()


class _Answer:
    """The rows of a statement that may still be under way."""

    def __init__(self, cursor: psycopg.Cursor[Any], pipeline: psycopg.Pipeline) -> None:
        self._cursor = cursor
        self._pipeline = pipeline
        self.fetchone = cursor.fetchone
        self.fetchall = cursor.fetchall

    @property
    def rowcount(self) -> int:
        """How many rows were written, once that is known."""
        self._pipeline.sync()
        return self._cursor.rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)


class Pool:
    """Lends connections to threads; a broken one is thrown away, never lent again."""

    def __init__(self, url: str, most: int) -> None:
        self._url = url
        self._free: list[Connection] = []
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(most)
        self._closed = False

    @contextmanager
    def transaction(self, *beginning: bytes) -> Iterator[Connection]:
        """Begin with these statements and commit in the end, or roll back.

        Raises `StorageFailed` and `DatabaseAway`; then nothing of the transaction is kept, or it is
        unknown whether it is.
        """
        if not self._places.acquire(timeout=_WAIT_SECONDS):
            raise StorageFailed("every connection to the database is in use")
        try:
            with _failures():
                yield from self._transaction(beginning)
        finally:
            self._places.release()

    def _transaction(self, beginning: Sequence[bytes]) -> Iterator[Connection]:
        connection = self._begun(beginning)
        try:
            yield connection
            connection.commit()
        except BaseException:
            connection.undo()
            raise
        finally:
            self._give_back(connection)

    def _begun(self, beginning: Sequence[bytes]) -> Connection:
        """A connection with its transaction begun; one that died meanwhile is replaced."""
        while (connection := self._take()) is not None:
            try:
                connection.begin(beginning)
            except psycopg.Error:
                connection.undo()
                if not connection.is_closed:
                    self._give_back(connection)
                    raise
            else:
                return connection
        return self._new(beginning)

    def _new(self, beginning: Sequence[bytes]) -> Connection:
        connection = Connection(self._url)
        try:
            connection.begin(beginning)
        except BaseException:
            connection.close()
            raise
        return connection

    def _take(self) -> Connection | None:
        with self._lock:
            return self._free.pop() if self._free else None

    def _give_back(self, connection: Connection) -> None:
        with self._lock:
            if not connection.is_closed and not self._closed:
                self._free.append(connection)
                return
        connection.close()

    def close(self) -> None:
        """Close what is free now and what comes back later."""
        with self._lock:
            self._closed = True
            free, self._free = self._free, []
        for connection in free:
            connection.close()


def connect(url: str) -> psycopg.Connection:
    """Open a bare connection of our kind; raises `psycopg.OperationalError`."""
    connection = psycopg.connect(
        url,
        autocommit=True,  # transactions are begun and ended in our own words
        connect_timeout=_CONNECT_SECONDS,
        keepalives=1,  # a server that vanished without a word is noticed within a minute
        keepalives_idle=30,
        keepalives_interval=10,
        keepalives_count=3,
        tcp_user_timeout=60_000,
        options=_LIMITS,
        application_name="motcua",
        client_encoding="utf8",
    )
    connection.adapters.register_dumper(int, Int8BinaryDumper)
    return connection


@contextmanager
def _failures() -> Iterator[None]:
    """Name a server that is away, a disk or a table that is broken, and what it never takes."""
    try:
        yield
    except (psycopg.OperationalError, psycopg.InterfaceError) as why:
        away = why.sqlstate is None or why.sqlstate.startswith(("08", "57P"))
        raise (DatabaseAway if away else StorageFailed)(_said(why)) from why
    except (psycopg.InternalError, psycopg.DataError, psycopg.ProgrammingError) as why:
        raise StorageFailed(_said(why)) from why


def _said(why: psycopg.Error) -> str:
    """The server's first line: what follows may quote what citizens have told."""
    return str(why).partition("\n")[0]
