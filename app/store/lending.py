"""Connections that other threads work on, and their common end."""

import threading
import weakref
from collections.abc import Callable
from typing import Protocol, TypeVar

from app.store.faults import StoreFault
from app.store.reader import Reader


class Closable(Protocol):
    """Something on a connection of its own."""

    def close(self) -> None:
        """Let go of the connection; from any thread, and twice if need be."""


C = TypeVar("C", bound=Closable)


class Lending:
    """Lends until it is closed; then everything lent is closed too, and nothing more is lent.

    A thread's reader ends with its thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lent: weakref.WeakSet[Closable] = weakref.WeakSet()
        self._own = threading.local()
        self._is_closed = False

    def reader(self, make: Callable[[], Reader]) -> Reader:
        """Give this thread's reader, made at its first question."""
        if not hasattr(self._own, "reader"):
            self._own.reader = self.lend(make)
        reader: Reader = self._own.reader
        return reader

    def lend(self, make: Callable[[], C]) -> C:
        """Make and remember it; raises `StoreFault('cancelled')` after the close."""
        with self._lock:
            if self._is_closed:
                raise StoreFault("cancelled", "closed")
            made = make()
            self._lent.add(made)
            return made

    def close(self) -> None:
        """Close what was lent; each waits for the statement or the transaction under way."""
        with self._lock:
            self._is_closed = True
            lent = list(self._lent)
        for each in lent:
            each.close()
