"""Copies by themselves: one thread that waits most of the time and never hurries."""

import logging
import threading
from collections.abc import Callable

import msgspec

from app.domain.ladder import HALF_AN_HOUR, wait_for_next
from app.store import backups as stored
from app.store.faults import StoreFault
from app.usecases import second_disk
from app.usecases.copies import keep_copies
from app.usecases.desk import Desk

LOG = logging.getLogger(__name__)

_AFTER_START = 60.0
_BREATH = 0.05
"""Seconds that the disk is left to others after every four megabytes."""


class CopyNews(msgspec.Struct, frozen=True):
    """What the status line says of copies."""

    error: str = ""
    """Why there is no copy of the last half hour."""
    days_away: int = 0
    """For how many days the second disk has been missed, from the seventh on."""


class CopyKeeper:
    """Start once, stop at will; knows no Qt."""

    def __init__(self, desk: Desk, changed: Callable[[object], None]) -> None:
        self._desk = desk
        self._changed = changed
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="copies", daemon=True)
        self.news = CopyNews()

    def start(self) -> None:
        """Begin; the first copy waits until the start of the program is over."""
        self._thread.start()

    def stop(self, timeout: float = 1.0) -> None:
        """Break off what is under way; half a copy is none, and is cleared away next time."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def turn(self) -> None:
        """Make what is due, and say what stood in the way."""
        error = ""
        try:
            keep_copies(self._desk, self._breathe)
        except StoreFault as fault:
            if fault.code == "cancelled":
                return
            error = fault.code
        self.news = CopyNews(error, self._days_away())
        self._changed(self.news)

    def _run(self) -> None:
        try:
            wait = max(_AFTER_START, self._first_wait())
            while not self._stopping.wait(wait):
                self.turn()
                wait = HALF_AN_HOUR.total_seconds()
        except StoreFault as fault:
            LOG.info("no more copies: %s", fault.code)

    def _first_wait(self) -> float:
        device = self._desk.store.device.device
        newest = stored.listed(self._desk.profile.backups, device)[:1]
        made = newest[0].manifest.made if newest else None
        return wait_for_next(made, self._desk.machine.clock.now()).total_seconds()

    def _days_away(self) -> int:
        return second_disk.days_away(self._desk, self._desk.store.reader().preferences)

    def _breathe(self) -> None:
        if self._stopping.wait(_BREATH):
            raise StoreFault("cancelled", "copy")
