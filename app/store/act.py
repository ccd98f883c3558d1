"""Inside one act: read the present, ask the domain, record what happened."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

import msgspec

from app.domain.dossier import Dossier, DossierVersion
from app.domain.events import Payload
from app.domain.fold.office import Deed
from app.domain.numbering import Given, Lane
from app.domain.reports import Reached
from app.domain.states import State
from app.store import counters, lanes, reaching
from app.store.connection import Connection
from app.store.drafts import Drafts
from app.store.faults import StoreFault
from app.store.history import DOSSIER
from app.store.projections import Topic
from app.store.recorder import Recorder
from app.store.records import Officer
from app.store.slip_journal import Number, SlipJournal
from app.system import crash
from app.system.clock import milliseconds
from app.system.clock_guard import ClockGuard
from app.system.machine import Machine
from app.system.secrets import new_uuid
from sync.protocol.event import Envelope, Event, Seen

T = TypeVar("T", bound=Topic)


class Means(msgspec.Struct, frozen=True):
    """What an act works with; the store makes it once."""

    connection: Connection
    recorder: Recorder
    slips: SlipJournal
    guard: ClockGuard
    machine: Machine


class Act:
    """Lives for one transaction of `Store.act`; nothing of it counts before its end."""

    def __init__(self, means: Means, by: Officer, eff: datetime | None) -> None:
        self._means = means
        self._by = by
        self._eff = None if eff is None else milliseconds(eff)
        self._numbers: list[Number] = []

    def new_id(self) -> str:
        """A UUIDv7 for a thing that begins to exist in this act."""
        machine = self._means.machine
        return new_uuid(self._means.guard.stamp().at, machine.entropy)

    def now(self) -> datetime:
        """The instant that this act's events carry, give or take its own duration."""
        return self._means.guard.stamp().at

    def dossier(self, dossier_id: str) -> Dossier:
        """The present dossier, read inside the transaction; raises `StoreFault('no_dossier')`."""
        dossier = self._means.recorder.history.dossier(dossier_id)
        if dossier.state is State.NOT_HERE and not dossier.timeline:
            raise StoreFault("no_dossier", dossier_id)
        return dossier

    def deeds(self, entity: str) -> tuple[Deed, ...]:
        """What counts now of one entity of the office, read inside the transaction."""
        return self._means.recorder.history.deeds(entity)

    def deeds_of_type(self, entity_type: str) -> list[tuple[Deed, ...]]:
        """The same of every entity of a type, oldest first."""
        history = self._means.recorder.history
        return [history.deeds(entity) for entity in history.entities(entity_type)]

    def reached(self) -> list[Reached]:
        """How far each author's entries are known, as they are inside this transaction."""
        return reaching.reached(self._means.recorder.history.journal)

    def next_number(self) -> Given:
        """The next number of this PC; burned when the act commits, never given twice.

        An official one where the province has granted a lane and the clock is to be trusted.
        """
        recorder = self._means.recorder
        lane = lanes.in_force(recorder.history, recorder.device.author, self._means.guard.today())
        return self._give(lane)

    def next_provisional(self) -> Given:
        """The same, provisional in any case: for a slip that waits for its dossier."""
        return self._give(None)

    def _give(self, lane: Lane | None) -> Given:
        means = self._means
        given = counters.give(means.connection, means.slips, means.guard, lane)
        self._numbers.append(Number(given.code))
        return given

    def written_outside(self, series: str) -> int:
        """The highest serial of a book that this PC has put outside the database."""
        return self._means.slips.last_of(series)

    def burn(self, mark: str) -> None:
        """Put a book's number outside the database when the act commits; never given twice."""
        self._numbers.append(Number(mark))

    @property
    def device(self) -> str:
        """The PC that acts."""
        return self._means.recorder.device.device

    def topic(self, kind: type[T]) -> T:
        """Ask the tables of one topic, as they are inside this transaction."""
        return kind(self._means.connection)

    def record(
        self,
        entity: str,
        said: Payload,
        *,
        seen: DossierVersion | None = None,
        files: Sequence[str] = (),
    ) -> Dossier:
        """Append the event, fold the dossier again, refresh lists and search; all in this act."""
        if seen is not None and seen.id != entity:
            raise ValueError("what was shown is another dossier")
        heads = seen.heads if seen is not None else ()
        self.append(entity, said, seen=heads, files=files)
        dossier = self._means.recorder.refold(entity)
        if dossier is None:
            raise TypeError("this entity is not a dossier: use record_office")
        return dossier

    def record_office(
        self, entity: str, entity_type: str, said: Payload, *, seen: Sequence[Seen] = ()
    ) -> Event:
        """The same door for what concerns the office: officers, overrides, blank slips."""
        event = self.append(entity, said, entity_type=entity_type, seen=seen)
        self._means.recorder.refold(entity)
        return event

    def append(
        self,
        entity: str,
        said: Payload,
        *,
        entity_type: str = DOSSIER,
        seen: Sequence[Seen] = (),
        files: Sequence[str] = (),
    ) -> Event:
        """Only the journal's half of `record`; whoever uses it ends with `refold`."""
        draft = self._draft(entity, entity_type, said)
        draft = msgspec.structs.replace(draft, seen=tuple(seen), f=tuple(files))
        return self._means.recorder.append(draft, said)

    def discard_draft(self, draft_id: str) -> None:
        """What this act was typed in goes with it: after a power cut, one of the two is there."""
        Drafts(self._means.connection).forget(draft_id)

    def refold(self, entity: str) -> Dossier | None:
        """The projections' half of `record`, once for several events."""
        return self._means.recorder.refold(entity)

    def finish(self) -> None:
        """The last thing before the commit: numbers stand on the disk, outside the database."""
        if self._numbers:
            crash.here("number.before_slip")
            self._means.slips.append(self._numbers)
            crash.here("number.after_slip")
        crash.here("save.before_commit")

    def _draft(self, entity: str, entity_type: str, said: Payload) -> Envelope:
        stamp = self._means.guard.stamp()
        return Envelope(
            v=type(said).version,
            e=entity,
            t=entity_type,
            k=type(said).kind,
            at=milliseconds(stamp.at),
            clk=stamp.quality.value,
            eff=self._eff,
            by=self._by.name,
            role=self._by.role,
        )
