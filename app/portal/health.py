"""How the line to a system is, since when, and what waits: for technicians and for the office.

A small file beside the profile says it while the connector runs (no personal data in it); the
commune's log hears of it only when a line has been down for a while, and when it is open again.
"""

import logging
import uuid
from pathlib import Path

import msgspec

from app.domain.events import ConnectionReported
from app.domain.fold.office import heads
from app.domain.provincial import Line
from app.portal.config import Config, PacePart
from app.store.projections.provincial import OwedToProvince
from app.system import durable
from app.system.clock import milliseconds
from app.usecases.desk import Desk
from sync.protocol.canonical import UNREADABLE

LOG = logging.getLogger(__name__)

CONNECTION = "connection"
_PAUSES = 3
_LONG_PASS = 600
"""Seconds that slow answers may hold up one look at the file."""
_CONNECTIONS = uuid.UUID("0d2a3a5e-3c1f-7d61-8a43-6a0c8c7e5b10")


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """What the file says; instants are UTC milliseconds, 0 means never."""

    system: str
    line: Line = Line.OPEN
    since: int = 0
    last_contact: int = 0
    gateway: str = ""  # what stood in the way of the last round with the gateway
    waiting: int = 0
    refused: int = 0
    in_doubt: int = 0
    unplaced: int = 0
    told: int = 0
    rows: int = 0
    calls: int = 0
    pass_at: int = 0  # when the connector was last seen at work
    ended: str = ""  # why it stopped for good: the code of the fault
    version: int = 1


class HealthKeeper:
    """Notes what happens to one line, and tells when that has changed for good."""

    def __init__(self, desk: Desk, config: Config) -> None:
        self._desk = desk
        self._config = config
        self._path = health_file(config)
        self.now = Health(system=config.system.name, since=self._time())

    def is_open(self) -> None:
        """The system has answered."""
        self._note(Line.OPEN)
        self.now = msgspec.structs.replace(self.now, last_contact=self._time())

    def is_down(self, line: Line) -> None:
        """It has not, or not in a way that is any use."""
        if self.now.line is not line:
            LOG.warning("the line to %s: %s", self.now.system, line)
        self._note(line)

    def count(self, **figures: int) -> None:
        """Add to what has been done since the start."""
        sums = {name: getattr(self.now, name) + more for name, more in figures.items()}
        self.now = msgspec.structs.replace(self.now, **sums)

    def keep(self, *, in_doubt: int, unplaced: int, calls: int, gateway: str) -> None:
        """Write the file, and tell the office what it should know."""
        waiting, refused = self._desk.store.reader().topic(OwedToProvince).counts()
        self.now = msgspec.structs.replace(
            self.now,
            waiting=waiting,
            refused=refused,
            in_doubt=in_doubt,
            unplaced=unplaced,
            calls=calls,
            gateway=gateway,
            pass_at=self._time(),
        )
        self._write()
        self._report()

    def ends(self, reason: str) -> None:
        """It stops for good; `reason` is the code of the fault (taken over, revoked)."""
        self.now = msgspec.structs.replace(self.now, ended=reason, pass_at=self._time())
        self._write()

    def _write(self) -> None:
        """A full disk is a word in the log: what is owed does not hang on this file."""
        try:
            durable.replace(self._path, msgspec.json.encode(self.now))
        except OSError as why:
            LOG.warning("the health file is not written: %s", type(why).__name__)

    def _note(self, line: Line) -> None:
        if self.now.line is not line:
            self.now = msgspec.structs.replace(self.now, line=line, since=self._time())

    def _report(self) -> None:
        """Into the commune's log: down for long enough, or open again after it was told down."""
        entity = connection_id(self.now.system)
        known = self._desk.store.reader().deeds_of(entity)
        told = next(
            (
                Line(one.said.line)
                for one in reversed(known)
                if isinstance(one.said, ConnectionReported)
            ),
            Line.OPEN,
        )
        lasted = self._time() - self.now.since
        is_news = told is not self.now.line
        if not is_news or (
            self.now.line is not Line.OPEN and lasted < self._config.pace.report_after * 1000
        ):
            return
        said = ConnectionReported(
            system=self.now.system,
            line=self.now.line.value,
            since=self.now.since,
            waiting=self.now.waiting,
            connector=self._desk.store.device.device,
        )
        with self._desk.store.act(by=self._desk.officer) as act:
            act.record_office(entity, CONNECTION, said, seen=heads(act.deeds(entity)))

    def _time(self) -> int:
        return milliseconds(self._desk.now())


def connection_id(system: str) -> str:
    """The line to a system as an entity of the office: the same for every connector."""
    return str(uuid.uuid5(_CONNECTIONS, system))


def health_file(config: Config) -> Path:
    """Where the file lies."""
    return config.profile / f"connector-{config.system.name}.json"


def is_silent(health: Health, pace: PacePart, now: int) -> bool:
    """Nothing was seen of it for a few pauses: it does not run, or hangs."""
    pause = pace.between if health.line is Line.OPEN else pace.longest
    return now - health.pass_at > (_PAUSES * pause + _LONG_PASS) * 1000


def read_health(config: Config) -> Health | None:
    """What it says; None before the first pass."""
    try:
        return msgspec.json.decode(health_file(config).read_bytes(), type=Health)
    except (OSError, *UNREADABLE):
        return None
