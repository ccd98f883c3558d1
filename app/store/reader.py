"""What screens and reports ask; on a connection that cannot write."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

import msgspec

from app.domain.dossier import Dossier
from app.domain.fold.office import Deed
from app.domain.lanes import under
from app.domain.numbering import Counters
from app.domain.reports import Reached
from app.domain.states import State
from app.store import counters, lanes, query, reaching, searching
from app.store import device as devices
from app.store.answering import store_faults
from app.store.connection import Connection, Row
from app.store.device import Device
from app.store.drafts import Drafts
from app.store.evidence import Evidence
from app.store.faults import StoreFault
from app.store.history import History
from app.store.preferences import Preferences
from app.store.projections import Topic
from app.store.query import Query
from app.store.records import Audited, DossierRow, Fact, Filter, TodayCounts
from app.store.sent_files import SentFiles
from app.system.clock import OFFICE_TIME, instant, milliseconds
from sync.journal import epochs
from sync.journal.lines import SetAside
from sync.protocol.certificate import Certificate
from sync.protocol.event import Event, Seen
from sync.protocol.identity import EventId

T = TypeVar("T", bound=Topic)

_TODAY = """
SELECT
    (SELECT count(*) FROM view_dossier WHERE accepted >= :today AND accepted < :tomorrow
        AND +key NOT IN (SELECT key FROM view_import)),
    (SELECT count(*) FROM view_dossier WHERE returned >= :today AND returned < :tomorrow),
    (SELECT count(*) FROM view_dossier WHERE state = :accepted),
    (SELECT count(*) FROM view_dossier WHERE state IN (:accepted, :processing)
        AND due >= :now AND due < :tomorrow),
    (SELECT count(*) FROM view_dossier WHERE state IN (:accepted, :processing) AND due < :now),
    (SELECT count(*) FROM view_dossier WHERE state = :supplement),
    (SELECT count(*) FROM view_dossier WHERE state = :done),
    (SELECT count(*) FROM view_dossier WHERE troubled),
    (SELECT count(*) FROM view_dossier WHERE level < 2)
"""


class Reader:
    """A query-only view for one thread."""

    def __init__(self, connection: Connection, device: Device) -> None:
        self.drafts = Drafts(connection)
        self.preferences = Preferences(connection)
        self.sent_files = SentFiles(connection)
        self.evidence = Evidence(connection)
        self._connection = connection
        self._device = device
        self._history = History(connection, device)

    def is_sound(self) -> bool:
        """Whether the file's pages hang together; reads the whole file once."""
        return bool(self._connection.value("PRAGMA quick_check(1)") == "ok")

    def dossiers(
        self, which: Filter, order: str = "-accepted", offset: int = 0, limit: int = 100
    ) -> list[DossierRow]:
        """A page of a list; `order` is accepted, due, code, owner, procedure or state.

        A minus before it makes it fall.
        """
        return self._rows(query.page(which, order, offset, limit))

    def count(self, which: Filter) -> int:
        """How many dossiers a filter shows."""
        sql, values = query.count(which)
        with store_faults():
            return int(self._connection.value(sql, values))

    def row(self, dossier_id: str) -> DossierRow | None:
        """The list line of one dossier."""
        found = self._rows(query.by_id(dossier_id))
        return found[0] if found else None

    def dossier(self, dossier_id: str) -> Dossier:
        """One whole dossier, folded now; raises `StoreFault('no_dossier')`."""
        with self._connection.reading():
            self._history.read_certificates()
            dossier = self._history.dossier(dossier_id)
        if dossier.state is State.NOT_HERE and not dossier.timeline:
            raise StoreFault("no_dossier", dossier_id)
        return dossier

    def events(self, entity: str) -> list[Event]:
        """The events of one entity as the journal holds them."""
        with self._connection.reading():
            return self._history.journal.entity(entity)

    def facts(self, entity_type: str) -> list[Fact]:
        """Everything about the office of one type of entity, in order."""
        with self._connection.reading():
            return self._history.facts(entity_type)

    def audit(self, before: int = 0, limit: int = 500) -> list[Audited]:
        """Who did what, the newest first, as the journal here holds it, of whatever kind."""
        with self._connection.reading():
            found = self._history.journal.lines.recent(before, limit)
            wanted = msgspec.json.encode(sorted({event.envelope.e for _seq, event in found}))
            sql = "SELECT id, code FROM view_dossier WHERE id IN (SELECT value FROM json_each(?))"
            codes = {str(id_): code for id_, code in self._connection.rows(sql, (wanted.decode(),))}
        return [_audited(seq, event, codes.get(event.envelope.e, "")) for seq, event in found]

    def deeds_of(self, entity: str) -> tuple[Deed, ...]:
        """What counts of one entity of the office, in order."""
        with self._connection.reading():
            self._history.read_certificates()
            return self._history.deeds(entity)

    def deeds(self, entity_type: str) -> list[tuple[Deed, ...]]:
        """What counts of every entity of a type, oldest first: one tuple an entity, in order."""
        with self._connection.reading():
            self._history.read_certificates()
            return [self._history.deeds(id_) for id_ in self._history.entities(entity_type)]

    def topic(self, kind: type[T]) -> T:
        """Ask the tables of one topic (`app.store.projections`), on this thread."""
        return kind(self._connection)

    def rows(self, dossier_ids: Sequence[str]) -> list[DossierRow]:
        """The list lines of these dossiers, in this order."""
        return self._rows(query.by_ids(dossier_ids))

    def reached(self) -> list[Reached]:
        """How far each author's entries are known here without a gap."""
        with self._connection.reading():
            return reaching.reached(self._history.journal)

    def certificate(self, device: str) -> Certificate | None:
        """What the province says of a device, if anything."""
        with self._connection.reading():
            return self._history.journal.devices.certificate(device)

    def is_at_hub(self, event: str) -> bool:
        """Whether a server of the commune has signed for an event as it stands here."""
        named = EventId.parse(event)
        with self._connection.reading():
            return named.n <= self._history.at_hub(named.author)

    def touched_beyond(self, known: reaching.Known) -> list[str]:
        """The entities that an author wrote about after these entries."""
        with self._connection.reading():
            return reaching.touched_beyond(self._connection, known)

    def known_to(self, known: reaching.Known) -> frozenset[str]:
        """The entities that these entries are about."""
        with self._connection.reading():
            return reaching.known_to(self._connection, known)

    def own_head(self) -> Seen:
        """The last entry of this PC, as a paper may name it; its founding at least."""
        with self._connection.reading():
            journal, own = self._history.journal, devices.read(self._connection).author
            heads = [
                EventId(*author, head.n)
                for author, head in journal.heads().items()
                if author.device == own.device and head.n
            ]
            newest = max(heads, key=lambda one: (one.author == own, one.n))
            event = journal.event(newest)
        if event is None:
            raise StoreFault("database_damaged", str(newest))
        return event.seen_as

    def key_of(self, device: str) -> bytes | None:
        """The public key of a PC that the province has certified; None if it is not known."""
        with self._connection.reading():
            known = self._history.journal.devices.all().get(device)
        return known.key if known else None

    def mark(self) -> reaching.Mark:
        """Where the journal stands now."""
        with self._connection.reading():
            return reaching.mark(self._connection)

    def touched_since(self, before: reaching.Mark) -> list[str]:
        """The entities of which anything came, or got its place, since the journal stood there."""
        with self._connection.reading():
            return reaching.touched_since(self._connection, before)

    def dossier_then(self, dossier_id: str, known: reaching.Known) -> Dossier | None:
        """A dossier folded from these entries alone; None where they do not know it."""
        with self._connection.reading():
            events = [one for one in self._history.journal.entity(dossier_id) if known.has(one.id)]
            return self._history.folded(dossier_id, events) if events else None

    def kept_aside(self) -> list[SetAside]:
        """List the entries that are kept and do not count: the other branches of a cloned disk.

        What gave way here and was recorded again counts after all.
        """
        with self._connection.reading():
            lines = self._history.journal.lines
            again = epochs.originals(lines)
            kept = lines.aside()
            return [one for one in kept if not epochs.stands_again(epochs.original_of(one), again)]

    def counters(self, today: date) -> Counters:
        """What this PC has given so far, with the lane in force on that day."""
        with self._connection.reading():
            lane = lanes.in_force(self._history, self._device.author, today)
            return under(counters.read(self._connection), lane)

    def search(self, typed: str, limit: int = 50) -> list[DossierRow]:
        """Dossiers by code, name, personal number or telephone, whatever the marks; exact first."""
        with self._connection.reading():
            keys = searching.keys(self._connection, typed, limit)
            return _dossier_rows(self._connection.rows(*query.by_keys(keys)))

    def today_counts(self, now: datetime) -> TodayCounts:
        """The numbers of Hôm nay."""
        midnight = now.astimezone(OFFICE_TIME).replace(hour=0, minute=0, second=0, microsecond=0)
        named = {
            "now": milliseconds(now),
            "today": milliseconds(midnight),
            "tomorrow": milliseconds(midnight + timedelta(days=1)),
            "accepted": int(State.ACCEPTED),
            "processing": int(State.PROCESSING),
            "supplement": int(State.SUPPLEMENT),
            "done": int(State.DONE),
        }
        with store_faults():
            (row,) = self._connection.rows(_TODAY, named)
        return TodayCounts(**dict(zip(TodayCounts.__struct_fields__, row, strict=True)))

    def waiting(self, limit: int = 200) -> list[tuple[DossierRow, int]]:
        """Dossiers with events that the gateway has not signed for, and how many; by due time."""
        rows = self._rows(query.page(Filter(unsent_only=True), "due", 0, limit))
        sql = (
            "SELECT d.id, count(*) FROM view_pending p JOIN view_dossier d ON d.key = p.key"
            " WHERE d.level < 2 GROUP BY d.id"
        )
        with store_faults():
            events: dict[str, int] = dict(self._connection.rows(sql))
        return [(row, events.get(row.id, 0)) for row in rows]

    def cancel(self) -> None:
        """From another thread: stop the query that is running now; it raises `StoreFault`."""
        self._connection.interrupt()

    def close(self) -> None:
        """Stop the query that is running and let go of the connection."""
        self._connection.stop()

    def _rows(self, asked: Query) -> list[DossierRow]:
        with store_faults():
            return _dossier_rows(self._connection.rows(*asked))


def _dossier_rows(rows: list[Row]) -> list[DossierRow]:
    return [_dossier_row(row) for row in rows]


def _dossier_row(row: Row) -> DossierRow:
    values = dict(zip(DossierRow.__struct_fields__, row, strict=True))
    times = ("accepted", "due", "ended", "returned")
    values |= {name: instant(values[name]) for name in times if values[name] is not None}
    values |= {name: bool(values[name]) for name in ("waiting", "refused")}
    return DossierRow(**values | {"state": State(values["state"])})


def _audited(place: int, event: Event, code: object) -> Audited:
    envelope = event.envelope
    return Audited(
        place=place,
        at=instant(envelope.at),
        happened=instant(envelope.at if envelope.eff is None else envelope.eff),
        by=envelope.by,
        role=envelope.role,
        kind=envelope.k,
        entity=envelope.e,
        entity_type=envelope.t,
        code=str(code),
        device=event.id.device,
    )
