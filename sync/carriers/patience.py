"""Bounded waiting: a work on a thread of its own is waited for so long, or until one stops.

Looking up a name or opening a connection cannot be broken off; so it is left behind instead. Its
thread ends by itself and nobody hears of it.
"""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from sync.carriers.line_faults import Stopped

T = TypeVar("T")

_LOOK_EVERY = 0.05


class Patience:
    """Waits; `stop` may be called from any thread."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Let nobody wait any longer."""
        self._stopped.set()

    def check(self) -> None:
        """Raise `Stopped` once it was stopped."""
        if self._stopped.is_set():
            raise Stopped

    def pause(self, seconds: float) -> None:
        """Let so much time pass; raises `Stopped` once it was stopped."""
        self._stopped.wait(seconds)
        self.check()

    def wait_for(self, work: Callable[[], T], seconds: float) -> T:
        """What `work` answers or raises; `TimeoutError` when it takes longer, else `Stopped`."""
        self.check()
        answers: SimpleQueue[_Answer[T]] = SimpleQueue()
        threading.Thread(target=lambda: answers.put(_tried(work)), daemon=True).start()
        left = seconds
        while left > 0:
            try:
                return answers.get(timeout=min(left, _LOOK_EVERY)).told()
            except Empty:
                left -= _LOOK_EVERY
            self.check()
        raise TimeoutError


class _Answer(Generic[T]):
    """What a work came to."""

    def __init__(self, value: list[T], error: Exception | None = None) -> None:
        self._value, self._error = value, error

    def told(self) -> T:
        """Return its value, or raise what it raised."""
        if self._error is not None:
            raise self._error
        return self._value[0]


def _tried(work: Callable[[], T]) -> _Answer[T]:
    try:
        return _Answer([work()])
    except (OSError, ValueError) as why:  # a name with odd letters is a ValueError
        return _Answer([], why)
