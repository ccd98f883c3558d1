"""Reads a commune's log on, a little at a time, and keeps what the application makes of it.

A step is bounded and kept with the position it reached, so that neither a view of the page nor a
restart reads a log anew. Entities are folded between two transactions: nobody waits for it.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from sync.gateway.faults import StorageFailed
from sync.gateway.page.insight import Insight
from sync.gateway.storage.digests import Clock, Digests, Found, Ordered, Touched
from sync.protocol.errors import Malformed
from sync.protocol.event import Envelope, Event, read, read_envelope
from sync.protocol.identity import EventId

LOG = logging.getLogger(__name__)

STEP = 200
"""Events that one step reads; the entities they touch are folded, each once."""

MOST_EVENTS = 5_000
MOST_BYTES = 16 * 1024 * 1024
"""So much about one entity is folded; no dossier comes near it, and a step stays small."""

AHEAD_MS = 10 * 60 * 1000
"""An event that says it was recorded so much after now bears a clock that runs ahead."""

_DEVICES = "device"
_IDLE_SECONDS = 20.0
_RESTS = 3


class Digesting:
    """One commune's reading; `devices` names the entities of its devices."""

    def __init__(
        self, digests: Digests, insight: Insight | None, devices: Callable[[], Iterable[str]]
    ) -> None:
        self._digests = digests
        self._insight = insight
        self._devices = devices
        self._certificates: tuple[Event, ...] | None = None

    def step(self, now_ms: int) -> bool:
        """Read on; answer whether something was left to read. Raises `StorageFailed`."""
        version = self._insight.version if self._insight else ""
        reached = self._digests.reached()
        if reached.version != version:
            self._digests.begin_anew(version)
            return True
        touched = self._digests.touched(reached.position, STEP)
        if not touched:
            return False
        self._digests.keep(reached, touched[-1].position, self._found(touched, now_ms))
        return True

    def _found(self, touched: Sequence[Touched], now_ms: int) -> Found:
        """What these events come to."""
        envelopes = [(one.id, envelope) for one in touched if (envelope := _envelope(one))]
        if any(envelope.t == _DEVICES for _, envelope in envelopes):
            self._certificates = None
        found = Found({}, {}, {}, _clocks(envelopes, self._digests.clocks(), now_ms))
        for entity in dict.fromkeys(envelope.e for _, envelope in envelopes):
            self._open(entity, found)
        return found

    def _open(self, entity: str, found: Found) -> None:
        """Ask the application about one entity."""
        if self._insight is None or not self._is_readable(entity, self._insight.types):
            return
        events = _read(self._digests.entity(entity))
        digest = self._insight.digest(events, self._certified())
        found.digests[entity] = None if digest is None or digest.is_quiet else digest
        found.connections[entity] = self._insight.connection(events, self._certified())
        found.machines[entity] = self._insight.machine(events, self._certified())

    def _is_readable(self, entity: str, types: frozenset[str]) -> bool:
        """Whether it is of a type that matters, and no more than fits the memory.

        What is too much keeps the digest that it had.
        """
        weight = self._digests.weight(entity)
        first = _opened(weight.first)
        if first is None or first.t not in types:
            return False
        if weight.events > MOST_EVENTS or weight.size > MOST_BYTES:
            LOG.warning("%s is not read: %d events, %d bytes", entity, weight.events, weight.size)
            return False
        return True

    def _certified(self) -> tuple[Event, ...]:
        """The commune's events about devices; kept until another one comes."""
        if self._certificates is None:
            lines = (line for one in self._devices() for line in self._digests.entity(one))
            self._certificates = tuple(_read(lines))
        return self._certificates


class Reader:
    """A thread that reads every commune on and rests when nothing is left.

    `reading` opens a commune's reading; whatever fails is written down and tried again later, and
    no commune waits for another one's failure.
    """

    def __init__(
        self,
        communes: Callable[[], Iterable[str]],
        reading: Callable[[str], Digesting],
        now: Callable[[], int],
    ) -> None:
        self._communes = communes
        self._reading = reading
        self._now = now
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="digesting", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the step at work."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def round(self) -> bool:
        """A step for each commune in turn, so that a busy one starves no other."""
        more = False
        for code in self._communes():
            if self._stopped.is_set():
                return False
            more |= self._guarded(partial(self._step, code), code)
        return more

    def _run(self) -> None:
        """Work a quarter of the time at most: the offices come first."""
        while not self._stopped.is_set():
            begun = time.monotonic()
            more = self._guarded(self.round, "all communes")
            took = time.monotonic() - begun
            self._stopped.wait(_RESTS * took if more else _IDLE_SECONDS)

    def _step(self, code: str) -> bool:
        return self._reading(code).step(self._now())

    def _guarded(self, step: Callable[[], bool], whose: str) -> bool:
        """Do it; a failure is no end of the reading, only of this turn."""
        try:
            return step()
        except StorageFailed as why:
            LOG.warning("digests of %s wait for the storage: %s", whose, why)
        except Exception:
            LOG.exception("digests of %s cannot be read on", whose)
        return False


def _clocks(
    envelopes: Sequence[tuple[EventId, Envelope]], known: dict[str, Clock], now_ms: int
) -> dict[str, Clock]:
    """How the clocks stand after these events; only those of devices that wrote some."""
    clocks: dict[str, Clock] = {}
    for name, envelope in envelopes:
        before = clocks.get(name.device) or known.get(name.device) or Clock("", 0, 0)
        quality = "ahead" if envelope.at > now_ms + AHEAD_MS else envelope.clk
        since = before.since if quality == before.quality else min(envelope.at, now_ms)
        clocks[name.device] = Clock(quality, since, before.faults + (quality != "ok"))
    return clocks


def _envelope(one: Touched) -> Envelope | None:
    return _opened(one.envelope)


def _opened(envelope: bytes) -> Envelope | None:
    try:
        return read_envelope(envelope)
    except Malformed:
        return None


def _read(lines: Iterable[Ordered]) -> list[Event]:
    """The events that can be read; one that cannot hides no other."""
    events = []
    for position, name, line in lines:
        try:
            events.append(read(line, name.device, name.epoch, position))
        except Malformed:
            continue
    return events
