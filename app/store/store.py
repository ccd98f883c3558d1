"""The open profile: acts, readers, the sync thread's session, drafts and settings.

One thread, the one that opened the store, acts; any thread may ask for its own reader.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Self

import msgspec

from app.store.keys import Key
from app.store.profile import Profile
from app.store.reader import Reader
from app.store.records import Office, Officer, Touched
from app.store.act import Act
from app.system.machine import Machine

Listener = Callable[[Touched], None]


class Store:
    """An office's records on this PC."""

    office: Office

    @classmethod
    def open(cls, profile: Profile, key: Key, machine: Machine) -> Self:
        """Open, migrate if needed, begin a new epoch if this is a copy; raises `StoreFault`."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of files and lock; may be called twice."""

    @contextmanager
    def act(self, by: Officer, eff: datetime | None = None) -> Iterator[Act]:
        """One act, one transaction: all of it is on the disk when the block ends, or none."""
        raise NotImplementedError
        yield

    def reader(self) -> Reader:
        """This thread's own query-only view; cheap to ask for again."""
        raise NotImplementedError

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change after its commit, on the thread that made it; answers how to stop."""
        raise NotImplementedError
