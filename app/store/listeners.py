"""Who wants to hear what changed, whoever changed it."""

from collections.abc import Callable, Iterable
from functools import partial

from app.store.records import Touched

Listener = Callable[[Touched], None]


class Listeners:
    """Called on the thread that committed; a screen passes it on to its own."""

    def __init__(self) -> None:
        self._listeners: tuple[Listener, ...] = ()

    def add(self, listener: Listener) -> Callable[[], None]:
        """Call it after each commit from now on; answers how to stop."""
        self._listeners = (*self._listeners, listener)
        return partial(self._remove, listener)

    def announce(self, touched: Iterable[Touched]) -> None:
        """Tell everybody."""
        for each in touched:
            for listener in self._listeners:
                listener(each)

    def _remove(self, listener: Listener) -> None:
        self._listeners = tuple(each for each in self._listeners if each is not listener)
