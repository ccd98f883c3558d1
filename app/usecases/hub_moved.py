"""A commune's server that has another address today: look for it, seldom, and go where it is now.

A router may give every PC another address after a power cut, and nobody is there who types it anew.
Only the very PC that was met is followed: who answers must prove by its card to be that device, as
it did the first time; anybody else stays where he is, whatever he says.
"""

import logging
from collections.abc import Callable
from functools import partial

from app.store.faults import StoreFault
from app.usecases.desk import Desk
from app.usecases.hub_known import HubSettings
from app.usecases.hub_search import Sighting, look_for_hubs
from sync.carriers.neighbour_faults import (
    HubForged,
    HubIsHere,
    HubOfOtherCommune,
    HubUnknown,
    NotAHub,
)
from sync.peer.backoff import Backoff
from sync.protocol.errors import Unreachable

LOG = logging.getLogger(__name__)

AT_LEAST = 15.0
"""Seconds between two looks; after many that found nothing about five minutes, drawn."""
_NOT_THERE = (Unreachable, NotAHub, HubOfOtherCommune, HubUnknown, HubForged, HubIsHere)
"""What it looks like when somebody else, or nobody, has the address now."""
_DRAWN = 1 << 32

Look = Callable[[str], tuple[Sighting, ...]]
"""Asks the network where a device serves; each answer has been put to the proof."""


class Lookout:
    """Used on the thread of the rounds with the server."""

    def __init__(self, desk: Desk, look: Look | None = None) -> None:
        self._look = look or partial(_look_for, desk)
        self._monotonic = desk.machine.clock.monotonic
        self._backoff = Backoff(lambda: int.from_bytes(desk.machine.entropy(4)) / _DRAWN)
        self._due = 0.0

    def at_once(self) -> None:
        """It is where it was, or somebody wants it now: the next look need not wait."""
        self._backoff.succeeded()
        self._due = 0.0

    def is_due(self, chosen: HubSettings, fault: Exception) -> bool:
        """Whether a round that failed so is worth a look around."""
        is_gone = isinstance(fault, _NOT_THERE) and bool(chosen.device)
        return is_gone and self._monotonic() >= self._due

    def where(self, chosen: HubSettings) -> str:
        """The address under which the server that was met proves itself now; empty if nowhere."""
        try:
            found = self._look(chosen.device)
        except (StoreFault, OSError) as fault:
            LOG.info("nobody looks for the hub: %s", fault)
            found = ()
        self._due = self._monotonic() + self._backoff.failed(at_least=AT_LEAST)
        same = (one.address for one in found if not one.code and one.device == chosen.device)
        return next(same, "")


def _look_for(desk: Desk, device: str) -> tuple[Sighting, ...]:
    return look_for_hubs(desk, only=device)
