"""The only door: appends events and keeps the projections in step, within one transaction."""

import logging
from collections.abc import Callable, Iterable

import msgspec

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import Payload, must_be_readable, to_payload
from app.store.answering import store_faults
from app.store.connection import Connection
from app.store.device import Device
from app.store.faults import StoreFault
from app.store.history import DOSSIER, History, is_about_devices
from app.store.last_acts import LastAct
from app.store.projections import DOSSIER_VIEWS, office_views
from app.store.projector import Projector, refresh_levels
from app.store.records import Touched
from app.system.secrets import Entropy
from sync.journal import epochs
from sync.protocol.errors import NotCanonical
from sync.protocol.event import SALT_BYTES, Envelope, Event
from sync.protocol.identity import EventId

LOG = logging.getLogger(__name__)


class Recorder:
    """One connection's writer of events and projections; begins and commits nothing itself."""

    def __init__(self, connection: Connection, device: Device, entropy: Entropy) -> None:
        self._connection = connection
        self._entropy = entropy
        self._projector = Projector(connection)
        self.device = device
        self.history = History(connection, device)
        self._touched: dict[str, dict[str, None]] = {}
        self._fresh: list[EventId] = []

    def become(self, device: Device) -> None:
        """Go on as another device, or as the one before after all."""
        self.device = device
        self.history = History(self._connection, device)

    def append(self, draft: Envelope, said: Payload) -> Event:
        """Fix an event's bytes, chain it and store it; projections follow with `refold`."""
        salt, journal = self._entropy(SALT_BYTES), self.history.journal
        seen = epochs.as_they_stand(journal, draft.seen)
        draft = msgspec.structs.replace(draft, seen=seen)
        must_be_readable(said)
        try:
            event = journal.append(self.device.author, draft, to_payload(said), salt)
        except NotCanonical as error:
            raise RuleViolation("text_not_storable", type(said).__name__) from error
        self._fresh.append(event.id)
        self._key(draft.e, draft.t)
        self._touch(draft.t, draft.e)
        return event

    def forget_fresh(self) -> None:
        """What was appended did not come to its commit."""
        self._fresh = []

    def take_fresh(self) -> list[LastAct]:
        """What was appended since, as the journal holds it; asked after the commit.

        The act stands whatever happens here: a page that cannot be read now is met later.
        """
        fresh, self._fresh = self._fresh, []
        try:
            with store_faults():
                return self._all_held(fresh)
        except StoreFault as fault:
            LOG.warning("the last acts cannot be read: %s", fault.code)
            return []

    def _all_held(self, fresh: list[EventId]) -> list[LastAct]:
        return [act for one in fresh if (act := self._as_held(one)) is not None]

    def _as_held(self, event: EventId) -> LastAct | None:
        lines = self.history.journal.lines
        line, end = lines.get(event), lines.chain_at(event.author, event.n)
        if line is None or end is None:
            return None
        return LastAct(*event, line.envelope, line.dh, line.payload, line.salt, end)

    def record_again(self) -> None:
        """What lost its place to another branch of ours is said once more in the new epoch."""
        author, journal = self.device.author, self.history.journal
        for device in self.device.mine:
            events = epochs.record_again(journal, device, author, self._entropy)
            self.refold_all(event.envelope.e for event in events)

    def refold(self, entity: str) -> Dossier | None:
        """Bring the projections of one entity in step with its events; None unless a dossier."""
        events = self.history.journal.entity(entity)
        entity_type = events[0].envelope.t if events else DOSSIER
        key = self._key(entity, entity_type)
        self._touch(entity_type, entity)
        if entity_type != DOSSIER:
            self._show_office(key, entity_type, entity, events)
            return None
        dossier = self.history.folded(entity, events)
        self._projector.show(key, dossier, events, self.history.acks())
        shown = Dossier(id=entity) if dossier.is_void else dossier  # to lists: nothing ever came
        for view in DOSSIER_VIEWS:
            view.show(self._connection, key, shown)
        return dossier

    def refold_all(self, entities: Iterable[str]) -> None:
        """Bring the projections of many in step."""
        for entity in entities:
            self.refold(entity)

    def mark_stale(self, entities: Iterable[str]) -> None:
        """Their projections lag behind from this transaction on, until `refold_stale` has been."""
        entities = set(entities)
        events = (event for each in entities for event in self.history.journal.entity(each))
        if any(is_about_devices(event) for event in events):
            entities.update(self.history.renew_certificates())
        sql = "INSERT OR IGNORE INTO local_stale VALUES (?)"
        self._connection.run_many(sql, [(entity,) for entity in sorted(entities)])

    def refold_stale(self, is_time_up: Callable[[], bool]) -> bool:
        """Bring some in step, at least one; answers whether others are left for another time."""
        rows = self._connection.rows("SELECT entity FROM local_stale ORDER BY entity")
        for done, (entity,) in enumerate(rows):
            if done and is_time_up():
                return True
            self.refold(entity)
            self._connection.run("DELETE FROM local_stale WHERE entity = ?", (entity,))
        return False

    def refresh_levels(self) -> None:
        """After an acknowledgement: what waited may have arrived, or is lost there again."""
        for dossier in refresh_levels(self._connection, self.history.acks()):
            self._touch("level", dossier)

    def take_touched(self) -> list[Touched]:
        """What to announce after the commit."""
        touched = [Touched(kind, tuple(ids)) for kind, ids in self._touched.items()]
        self._touched = {}
        return touched

    def forget_touched(self) -> None:
        """After a rollback there is nothing to announce."""
        self._touched = {}

    def _show_office(self, key: int, entity_type: str, entity: str, events: list[Event]) -> None:
        """Bring in step what is shown of one entity of the office."""
        if views := office_views(entity_type):
            counting = self.history.deeds_of(events)
            for view in views:
                view.show(self._connection, key, entity, counting)

    def _key(self, entity: str, entity_type: str) -> int:
        """The number under which the tables know an entity; given once, kept by rebuilds."""
        sql = "SELECT key FROM local_entity WHERE id = ?"
        if (key := self._connection.value(sql, (entity,))) is None:
            self._connection.run(
                "INSERT INTO local_entity (id, type) VALUES (?, ?)", (entity, entity_type)
            )
            key = self._connection.value(sql, (entity,))
        return int(key)

    def _touch(self, entity_type: str, entity: str) -> None:
        self._touched.setdefault(entity_type, {})[entity] = None
