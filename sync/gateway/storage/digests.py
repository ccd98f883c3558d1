"""What was made of a commune's log for the page: kept beside it, and always to be made anew.

Only what waits or was refused has a row, so a long log of settled matters costs nothing.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sync.gateway.storage.database import Database, Session
from sync.protocol.event import Line
from sync.protocol.identity import EventId

_DIGEST = (
    "DELETE FROM digests WHERE entity = ?",
    """INSERT INTO digests (entity, text, due, waits_since, refused_at, refused)
    VALUES (?, ?, ?, ?, ?, ?)""",
)
_CONNECTION = (
    "DELETE FROM connections WHERE entity = ?",
    "INSERT INTO connections (entity, system, line, since, waiting) VALUES (?, ?, ?, ?, ?)",
)
_CLOCK = (
    "DELETE FROM clocks WHERE device = ?",
    "INSERT INTO clocks (device, quality, since, faults) VALUES (?, ?, ?, ?)",
)
_MACHINE = (
    "DELETE FROM machines WHERE entity = ?",
    """INSERT INTO machines (entity, device, told_at, system, release, build, bits, cores, ram,
    disk, health, free, printer, frozen_by, program, spares_memory, doubts_us, copied)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
)
_MACHINES = """SELECT device, told_at, system, release, build, bits, cores, ram, disk, health,
    free, printer, frozen_by, program, spares_memory, doubts_us, copied FROM machines"""
_SUMS = """SELECT count(waits_since), min(waits_since),
    min(CASE WHEN waits_since IS NOT NULL THEN due END), count(refused_at), min(refused_at)
    FROM digests"""
_CONNECTIONS = "SELECT system, line, since, waiting FROM connections ORDER BY system, entity"
_WAITING = """SELECT text, due, waits_since, refused_at, refused FROM digests
    WHERE waits_since IS NOT NULL ORDER BY due IS NULL, due, entity LIMIT ?"""
_REFUSED = """SELECT text, due, waits_since, refused_at, refused FROM digests
    WHERE refused_at IS NOT NULL ORDER BY due IS NULL, due, entity LIMIT ?"""
_EVENT = """SELECT p.position, e.device, e.epoch, e.n, {} FROM positions p
    JOIN events e ON e.device = p.device AND e.epoch = p.epoch AND e.n = p.n"""
_WEIGHT = """SELECT count(*),
    coalesce(sum(length(e.envelope) + coalesce(length(e.payload), 0)), 0) FROM positions p
    JOIN events e ON e.device = p.device AND e.epoch = p.epoch AND e.n = p.n
    WHERE e.entity = ?"""
_FIRST = """SELECT e.envelope FROM positions p
    JOIN events e ON e.device = p.device AND e.epoch = p.epoch AND e.n = p.n
    WHERE e.entity = ? ORDER BY p.position LIMIT 1"""


class Digest(NamedTuple):
    """What the province wants to know of one thing. Instants UTC milliseconds, None for none.

    `text` names it without anybody's name, number or address. `due` is the legal deadline as long
    as it runs; `waits_since` when the oldest thing happened that the provincial system has not
    recorded; `refused_at` and `refused` when it said no last, and its code for why.
    """

    text: str
    due: int | None
    waits_since: int | None
    refused_at: int | None
    refused: str = ""

    @property
    def is_quiet(self) -> bool:
        """Nothing to show: it is recorded as far as it goes."""
        return self.waits_since is None and self.refused_at is None


class Sums(NamedTuple):
    """What waits of one commune: accepted here, not recorded by the provincial system.

    `due` is the nearest legal deadline among what waits.
    """

    waiting: int
    waits_since: int | None
    due: int | None
    refused: int
    refused_since: int | None


class Clock(NamedTuple):
    """A PC's clock as its newest event says: `ok`, `estimated`, `bad`, or `ahead` of ours.

    `since` is when the present quality began, `faults` how many events were not `ok` in all.
    """

    quality: str
    since: int
    faults: int

    @property
    def is_faulty(self) -> bool:
        """Its newest event bears a time that is not to be trusted."""
        return self.quality != "ok"


class Connection(NamedTuple):
    """The line between a connector and a system of the province, as the connector told it last.

    `line` is a code, `open` where it is well; `waiting` counts what was owed then.
    """

    system: str
    line: str
    since: int
    waiting: int


class Machine(NamedTuple):
    """What a PC told last of itself; 0 and empty where it does not know.

    `told_at` is UTC milliseconds, `ram` and `free` MiB, `copied` an ISO date: the day up to which,
    when it was told, everything lay in a good copy. `frozen_by` names programs, unverified;
    `doubts_us`: the time that this gateway signs cannot be true.
    """

    device: str
    told_at: int
    system: str
    release: str
    build: int
    bits: int
    cores: int
    ram: int
    disk: str
    health: str
    free: int
    printer: str
    frozen_by: str
    program: str
    spares_memory: int
    doubts_us: int
    copied: str


class Found(NamedTuple):
    """What a step came to: by entity, and by device."""

    digests: dict[str, Digest | None]
    connections: dict[str, Connection | None]
    machines: dict[str, Machine | None]
    clocks: dict[str, Clock]


class Reached(NamedTuple):
    """Up to which position the digests are true, and by which rules."""

    version: str
    position: int


class Touched(NamedTuple):
    """An event behind that position, as far as it is opened here."""

    position: int
    id: EventId
    entity: str
    envelope: bytes


class Ordered(NamedTuple):
    """A stored event and its position."""

    position: int
    id: EventId
    line: Line


class Weight(NamedTuple):
    """How much there is about one entity; `first` is the envelope that began it."""

    events: int
    size: int
    first: bytes


class Aside(NamedTuple):
    """Events of a device that are kept and do not count, for one reason."""

    device: str
    reason: str
    events: int
    last_arrival: int


class Summary(NamedTuple):
    """All that is told of a commune in one line."""

    position: int
    reached: Reached
    aside: int
    sums: Sums
    connections: tuple[Connection, ...]
    clocks: dict[str, Clock]
    machines: dict[str, Machine]


class Digests:
    """The digests of one commune."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reached(self) -> Reached:
        """How far the log was read."""
        with self._database.reading() as db:
            return _reached(db)

    def begin_anew(self, version: str) -> None:
        """Forget everything: the rules have changed."""
        with self._database.writing() as db:
            db.execute("DELETE FROM digests")
            db.execute("DELETE FROM connections")
            db.execute("DELETE FROM clocks")
            db.execute("DELETE FROM machines")
            _move(db, Reached(version, 0))

    def touched(self, after: int, limit: int) -> list[Touched]:
        """The next events of the log."""
        with self._database.reading() as db:
            rows = db.execute(
                _EVENT.format("e.entity, e.envelope")
                + " WHERE p.position > ? ORDER BY p.position LIMIT ?",
                (after, limit),
            )
            return [Touched(row[0], EventId(*row[1:4]), row[4], bytes(row[5])) for row in rows]

    def weight(self, entity: str) -> Weight:
        """How much is ordered about one entity, before any of it is read."""
        with self._database.reading() as db:
            row = db.execute(_WEIGHT, (entity,)).fetchone()
            first = db.execute(_FIRST, (entity,)).fetchone()
            return Weight(row[0], row[1], bytes(first[0]) if first else b"")

    def entity(self, entity: str) -> list[Ordered]:
        """Everything ordered about one entity."""
        with self._database.reading() as db:
            rows = db.execute(
                _EVENT.format("e.envelope, e.dh, e.payload, e.salt")
                + " WHERE e.entity = ? ORDER BY p.position",
                (entity,),
            )
            return [Ordered(row[0], EventId(*row[1:4]), Line(*row[4:])) for row in rows]

    def keep(self, before: Reached, position: int, found: Found) -> bool:
        """Keep a step and where it ended; false if another process went on from `before` first."""
        with self._database.writing() as db:
            if _reached(db) != before:
                return False
            _put(db, _DIGEST, found.digests)
            _put(db, _CONNECTION, found.connections)
            _put(db, _MACHINE, found.machines)
            _put(db, _CLOCK, found.clocks)
            _move(db, Reached(before.version, position))
            return True

    def clocks(self) -> dict[str, Clock]:
        """How the devices' clocks stand."""
        with self._database.reading() as db:
            return _clocks(db)

    def summary(self) -> Summary:
        """What the first page tells of the commune, at one moment."""
        with self._database.reading() as db:
            row = db.execute("SELECT position FROM log").fetchone()
            (aside,) = db.execute("SELECT count(*) FROM set_aside").fetchone()
            return Summary(
                row[0] if row else 0,
                _reached(db),
                aside,
                Sums(*db.execute(_SUMS).fetchone()),
                tuple(Connection(*one) for one in db.execute(_CONNECTIONS)),
                _clocks(db),
                {row[0]: Machine(*row) for row in db.execute(_MACHINES)},
            )

    def epochs(self, device: str) -> list[tuple[str, int]]:
        """The epochs of a device, each with its last n; the one that came last stands last."""
        with self._database.reading() as db:
            rows = db.execute(
                """SELECT p.epoch, max(p.n), max(p.position) FROM positions p
                WHERE p.device = ? GROUP BY p.epoch ORDER BY 3""",
                (device,),
            )
            return [(row[0], row[1]) for row in rows]

    def waiting(self, limit: int) -> list[Digest]:
        """What waits, the nearest deadline first; what has none comes last."""
        return self._listed(_WAITING, limit)

    def refused(self, limit: int) -> list[Digest]:
        """What the provincial system did not take, in the same order."""
        return self._listed(_REFUSED, limit)

    def asides(self) -> list[Aside]:
        """What is kept for a person, by device and reason."""
        with self._database.reading() as db:
            rows = db.execute(
                """SELECT device, reason, count(*), max(arrived_at) FROM set_aside
                GROUP BY device, reason ORDER BY device, reason"""
            )
            return [Aside(*row) for row in rows]

    def _listed(self, which: str, limit: int) -> list[Digest]:
        with self._database.reading() as db:
            return [Digest(*row) for row in db.execute(which, (limit,))]


def _put(
    db: Session, statements: tuple[str, str], rows: Mapping[str, tuple[Any, ...] | None]
) -> None:
    """Replace rows by their key; None only takes the old one away."""
    away, anew = statements
    db.executemany(away, [(key,) for key in rows])
    db.executemany(anew, [(key, *row) for key, row in rows.items() if row is not None])


def _reached(db: Session) -> Reached:
    row = db.execute("SELECT version, position FROM digested WHERE id = 1").fetchone()
    return Reached(*row) if row else Reached("", 0)


def _clocks(db: Session) -> dict[str, Clock]:
    rows = db.execute("SELECT device, quality, since, faults FROM clocks")
    return {row[0]: Clock(*row[1:]) for row in rows}


def _move(db: Session, to: Reached) -> None:
    db.execute("DELETE FROM digested WHERE id = 1")
    db.execute("INSERT INTO digested (id, version, position) VALUES (1, ?, ?)", to)
