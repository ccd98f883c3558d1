"""Connections to PostgreSQL: so many and no more, made anew when the server was away."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.types.numeric import Int8BinaryDumper

from sync.gateway.faults import DatabaseAway, StorageFailed

_WAIT_SECONDS = 30.0
_CONNECT_SECONDS = 10
_LIMITS = (
    "-c synchronous_commit=on"  # what is acknowledged is on the disk, whoever set what
    " -c idle_in_transaction_session_timeout=60s -c lock_timeout=30s -c search_path=motcua"
)


class Pool:
    """Lends connections to threads; a broken one is thrown away, never lent again."""

    def __init__(self, url: str, most: int) -> None:
        self._url = url
        self._free: list[psycopg.Connection] = []
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(most)
        self._closed = False

    @contextmanager
    def transaction(self, *beginning: bytes) -> Iterator[psycopg.Connection]:
        """Begin with these statements, in one go, and commit in the end or roll back.

        Raises `StorageFailed` and `DatabaseAway`; then nothing of the transaction is kept, or it is
        unknown whether it is.
        """
        if not self._places.acquire(timeout=_WAIT_SECONDS):
            raise StorageFailed("every connection to the database is in use")
        try:
            with _failures():
                yield from self._transaction(b";".join(beginning))
        finally:
            self._places.release()

    def _transaction(self, beginning: bytes) -> Iterator[psycopg.Connection]:
        connection = self._begun(beginning)
        try:
            yield connection
            connection.execute(b"COMMIT")
        except BaseException:
            _undo(connection)
            raise
        finally:
            self._give_back(connection)

    def _begun(self, beginning: bytes) -> psycopg.Connection:
        """A connection with its transaction begun; one that died meanwhile is replaced."""
        while (connection := self._take()) is not None:
            try:
                connection.execute(beginning)
            except (psycopg.OperationalError, psycopg.InterfaceError):
                if not connection.closed:
                    _undo(connection)
                    self._give_back(connection)
                    raise
            else:
                return connection
        connection = connect(self._url)
        try:
            connection.execute(beginning)
        except BaseException:
            connection.close()
            raise
        return connection

    def _take(self) -> psycopg.Connection | None:
        with self._lock:
            return self._free.pop() if self._free else None

    def _give_back(self, connection: psycopg.Connection) -> None:
        with self._lock:
            if not connection.closed and not self._closed:
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
    """Open one connection of our kind; raises `psycopg.OperationalError`."""
    connection = psycopg.connect(
        url,
        autocommit=True,  # transactions are begun and ended in our own words
        connect_timeout=_CONNECT_SECONDS,
        options=_LIMITS,
        application_name="motcua",
        client_encoding="utf8",
    )
    connection.adapters.register_dumper(int, Int8BinaryDumper)
    return connection


def _undo(connection: psycopg.Connection) -> None:
    """Roll back; a connection that cannot is of no use any more, and closing it rolls back too."""
    try:
        connection.execute(b"ROLLBACK")
    except psycopg.Error:
        connection.close()


@contextmanager
def _failures() -> Iterator[None]:
    """Name a server that is away, and a disk or a table that is broken."""
    try:
        yield
    except (psycopg.OperationalError, psycopg.InterfaceError) as why:
        away = why.sqlstate is None or why.sqlstate.startswith(("08", "57P"))
        raise (DatabaseAway if away else StorageFailed)(_said(why)) from why
    except psycopg.InternalError as why:
        raise StorageFailed(_said(why)) from why


def _said(why: psycopg.Error) -> str:
    """The server's first line: what follows may quote what citizens have told."""
    return str(why).partition("\n")[0]
