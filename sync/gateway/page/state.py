"""What the page shows, as plain records, and what of it wants a person's eye. Pure.

Instants are UTC milliseconds; 0 or None means never or nothing.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from sync.gateway.storage.digests import Clock, Connection, Machine, Sums

HOUR_MS = 60 * 60 * 1000
SILENT_MS = 48 * HOUR_MS
"""An office PC that has not called for so long may be broken, or its line is."""

CONNECTOR_SILENT_MS = HOUR_MS
AT_RISK_MS = 8 * HOUR_MS
"""A deadline so near that the record must reach the provincial system today."""

CONNECTOR = "connector"
PROVINCE = "province"
AHEAD = "ahead"
UNCERTAIN_MS = 10 * 60 * 1000
FEWEST = 2
"""PCs that must belie the gateway's clock: one of them may be wrong itself."""

OPEN = "open"
"""A line to a system of the province that is well."""


class Pc(NamedTuple):
    """One device as the province sees it; `program` is empty where it has not told."""

    device: str
    name: str
    role: str
    is_revoked: bool
    last_contact: int
    program: str
    clock: Clock | None
    machine: Machine | None = None
    by_stick: int = 0
    """When its last bundle was read from a stick; 0 where none was."""

    @property
    def last_heard(self) -> int:
        """When anything came from it, by line or by stick."""
        return max(self.last_contact, self.by_stick)

    @property
    def is_heard_by_stick(self) -> bool:
        """The last that came from it came by stick."""
        return self.by_stick > self.last_contact

    @property
    def is_connector(self) -> bool:
        """It carries dossiers to the provincial system."""
        return self.role == CONNECTOR

    def is_silent(self, now: int) -> bool:
        """Nothing has come from it for longer than it should."""
        patience = CONNECTOR_SILENT_MS if self.is_connector else SILENT_MS
        return not self.is_revoked and now - self.last_heard > patience

    def belies(self, now: int) -> bool:
        """What it did or told cannot be if it is now: one of the two clocks is wrong."""
        is_ahead = self.clock is not None and self.clock.quality == AHEAD
        doubts = self.machine is not None and bool(self.machine.doubts_us)
        return is_ahead or doubts or self.last_contact > now + UNCERTAIN_MS

    def is_troubled(self, now: int) -> bool:
        """Somebody should look at it."""
        bad_clock = self.clock is not None and self.clock.is_faulty
        return not self.is_revoked and (self.is_silent(now) or bad_clock)


class Alarm(IntEnum):
    """How urgently a commune wants to be looked at; sorts by it."""

    NONE = 0
    NOTICE = 1
    URGENT = 2


class Commune(NamedTuple):
    """One commune. `read_to` is the position up to which `sums` are true, `position` the last."""

    code: str
    name: str
    position: int
    read_to: int
    aside: int
    pcs: tuple[Pc, ...]
    sums: Sums | None
    connections: tuple[Connection, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether `sums` tell of everything that was received."""
        return self.read_to >= self.position

    @property
    def last_contact(self) -> int:
        """When anything came from anyone of it last."""
        return max((pc.last_heard for pc in self.offices), default=0)

    @property
    def offices(self) -> tuple[Pc, ...]:
        """The devices of people and connectors, without the gateway's own."""
        return tuple(pc for pc in self.pcs if pc.role != PROVINCE)

    @property
    def lines_down(self) -> tuple[Connection, ...]:
        """Lines to systems of the province that are not well, as their connectors say."""
        return tuple(one for one in self.connections if one.line != OPEN)

    def alarm(self, now: int) -> Alarm:
        """How much it matters."""
        sums = self.sums
        if sums and (sums.refused or (sums.due is not None and sums.due - now < AT_RISK_MS)):
            return Alarm.URGENT
        if self.aside or self.lines_down or any(pc.is_troubled(now) for pc in self.offices):
            return Alarm.NOTICE
        return Alarm.NONE


class Fleet(NamedTuple):
    """All that the first page tells."""

    province: str
    now: int
    communes: tuple[Commune, ...]

    @property
    def by_alarm(self) -> tuple[Commune, ...]:
        """The most urgent first, then by name."""
        return tuple(sorted(self.communes, key=lambda one: (-one.alarm(self.now), one.name)))

    def pcs(self) -> Iterable[Pc]:
        """Every device in use."""
        return (pc for one in self.communes for pc in one.offices if not pc.is_revoked)

    @property
    def has_wrong_clock(self) -> bool:
        """Most of the PCs that call belie this gateway's clock: hardly all of them are wrong."""
        calling = [pc for pc in self.pcs() if pc.last_contact and not pc.is_silent(self.now)]
        against = sum(pc.belies(self.now) for pc in calling)
        return against >= FEWEST and 2 * against > len(calling)
