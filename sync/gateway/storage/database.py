"""What the registry and the logs need of a database; each kind of database has its own module."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Rows(Protocol):
    """What a statement found or did."""

    @property
    def rowcount(self) -> int:
        """How many rows were written."""

    def fetchone(self) -> Any:  # noqa: ANN401 - a row is whatever was selected
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Session(Protocol):
    """One transaction; a statement's values stand for its question marks."""

    def execute(self, statement: str, values: Sequence[Any] = ..., /) -> Rows:
        """Run one statement."""

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run one statement for each row."""


class Database(Protocol):
    """The tables of one commune, or of the registry; any number of threads and processes."""

    def writing(self) -> AbstractContextManager[Session]:
        """Write everything inside or nothing, one writer at a time; durable when it is left."""

    def reading(self) -> AbstractContextManager[Session]:
        """Read one consistent state."""


class Storage(Protocol):
    """Where the whole gateway keeps what it knows."""

    @property
    def name(self) -> str:
        """The kind of database and its version."""

    def registry(self) -> Database:
        """The tables of the registry."""

    def commune(self, code: str) -> Database:
        """The tables of one commune; nobody else's rows are there."""

    def close(self) -> None:
        """Let go of every file and connection."""
