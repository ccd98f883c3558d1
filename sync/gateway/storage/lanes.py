"""Which slot of a unit's daily numbers belongs to which device: disjoint by the table's own key.

0001-0999 stay with the provincial system; above them lie equal slots, one for a device in an epoch.
A slot is never given twice, not even after its device went: what was printed stays unique.
"""

from typing import NamedTuple

from sync.gateway.storage.database import Database, Session

FIRST = 1000
SIZE = 500
SLOTS = 18
"""1000-1499 up to 9500-9999."""

FROM_LANES = "lane"
"""The source of numbers in a policy that lets PCs take them from their lanes."""


class Lane(NamedTuple):
    """A slot of a unit, granted to a device in one epoch."""

    unit: str
    slot: int
    device: str
    epoch: str
    granted_at: int

    @property
    def first(self) -> int:
        """The first serial of each day."""
        return FIRST + self.slot * SIZE

    @property
    def last(self) -> int:
        """The last serial of each day."""
        return self.first + SIZE - 1

    def is_same(self, other: "Lane") -> bool:
        """The same slot for the same device, whenever it was told."""
        return self[:4] == other[:4]


def slot_of(first: int) -> int:
    """The slot that begins at this serial."""
    return (first - FIRST) // SIZE


class Policy(NamedTuple):
    """Where a commune's official numbers come from: `province` or `lane`, and their unit."""

    source: str
    unit: str


class Lanes:
    """Lanes and policies of numbers in the registry."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def grant(self, unit: str, device: str, epoch: str, now_ms: int) -> Lane | None:
        """Give the next free slot; the one it has already; None when none is left."""
        with self._database.writing() as db:
            has = db.execute(
                """SELECT unit, slot, device, epoch, granted_at FROM lanes
                WHERE unit = ? AND device = ? AND epoch = ?""",
                (unit, device, epoch),
            ).fetchone()
            if has:
                return Lane(*has)
            wanted = (Lane(unit, slot, device, epoch, now_ms) for slot in range(SLOTS))
            return next((lane for lane in wanted if _take(db, lane)), None)

    def recall(self, lane: Lane) -> None:
        """Take a slot that was granted once, if the registry does not know it any more."""
        with self._database.writing() as db:
            _take(db, lane)

    def of(self, unit: str) -> tuple[Lane, ...]:
        """The lanes of a unit in order."""
        return self._lanes("unit = ? ORDER BY slot", unit)

    def of_device(self, device: str) -> tuple[Lane, ...]:
        """The lanes of a device, the oldest first."""
        return self._lanes("device = ? ORDER BY granted_at, slot", device)

    def decide(self, commune: str, policy: Policy) -> None:
        """Keep a commune's policy."""
        with self._database.writing() as db:
            db.execute(
                """INSERT INTO policies (commune, source, unit) VALUES (?, ?, ?)
                ON CONFLICT (commune) DO UPDATE
                SET source = excluded.source, unit = excluded.unit""",
                (commune, *policy),
            )

    def policy(self, commune: str) -> Policy | None:
        """What was decided for a commune."""
        with self._database.reading() as db:
            row = db.execute(
                "SELECT source, unit FROM policies WHERE commune = ?", (commune,)
            ).fetchone()
            return Policy(*row) if row else None

    def _lanes(self, which: str, value: str) -> tuple[Lane, ...]:
        with self._database.reading() as db:
            rows = db.execute(
                f"SELECT unit, slot, device, epoch, granted_at FROM lanes WHERE {which}",  # noqa: S608
                (value,),
            )
            return tuple(Lane(*row) for row in rows)


def _take(db: Session, lane: Lane) -> bool:
    """Take a slot unless somebody has it; the key of the table decides."""
    found = db.execute(
        """INSERT INTO lanes (unit, slot, device, epoch, granted_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING""",
        lane,
    )
    return bool(found.rowcount)
