"""Bugs in a slot or in a thread of its own: told and logged, and the program goes on."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType


@contextmanager
def told_to(complain: Callable[[Exception], None]) -> Iterator[None]:
    """While the block lasts, hand over what nobody caught; `complain` may come from any thread."""
    on_screen, elsewhere = sys.excepthook, threading.excepthook

    def of_a_slot(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            complain(error)
        else:
            on_screen(kind, error, trace)

    def of_a_thread(told: threading.ExceptHookArgs) -> None:
        if isinstance(told.exc_value, Exception):
            complain(told.exc_value)
        else:
            elsewhere(told)

    sys.excepthook, threading.excepthook = of_a_slot, of_a_thread
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = on_screen, elsewhere
