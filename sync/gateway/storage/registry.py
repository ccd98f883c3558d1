"""Who may speak: communes, invitations, devices with their certificates' terms and revocations."""

from typing import Any, NamedTuple

from sync.gateway.storage.database import Database, Session
from sync.gateway.storage.operators import write_deed
from sync.protocol.identity import Author

ATTEMPTS = 5
KEY_REPLACED = "key_replaced"
"""What the list of deeds says where a PC goes on under a new key."""


class Commune(NamedTuple):
    """One commune, its log's owner, and the province's own device in it."""

    code: str
    name: str
    province_device: str


class Device(NamedTuple):
    """One enrolled device; everything it may do follows from this and never from what it says."""

    device: str
    commune: str
    public_key: bytes
    name: str
    role: str
    prefixes: tuple[str, ...]
    last_contact: int
    revoked: bool
    program: str = ""


class Invite(NamedTuple):
    """An open or spent invitation; `key` is derived from the code, which nobody keeps."""

    selector: str
    key: bytes
    commune: str
    role: str
    ends_at: int
    attempts: int
    used_by: str

    def is_open(self, now_ms: int) -> bool:
        """Whether a device may still enrol with it."""
        return not self.used_by and self.attempts < ATTEMPTS and now_ms < self.ends_at


class RevokedHead(NamedTuple):
    """The last event of one epoch that still counts."""

    epoch: str
    n: int
    chain: bytes


_DEVICE = """SELECT device, commune, public_key, name, role, prefixes, last_contact,
    revoked, program FROM devices"""


class Registry:
    """The registry of the whole province."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_commune(self, commune: Commune) -> None:
        """Open a commune; adding it again only renames it."""
        with self._database.writing() as db:
            db.execute(
                """INSERT INTO communes (code, name, province_device) VALUES (?, ?, ?)
                ON CONFLICT (code) DO UPDATE SET name = excluded.name""",
                commune,
            )

    def communes(self) -> tuple[Commune, ...]:
        """List all communes by code."""
        with self._database.reading() as db:
            rows = db.execute("SELECT code, name, province_device FROM communes ORDER BY code")
            return tuple(Commune(*row) for row in rows)

    def commune(self, code: str) -> Commune | None:
        """Find one commune."""
        return next((commune for commune in self.communes() if commune.code == code), None)

    def add_device(self, device: Device, enrolled_at: int) -> None:
        """Enrol a device; the same key under the same commune enrols again without harm."""
        with self._database.writing() as db:
            _add_device(db, device, enrolled_at)

    def device(self, device: str) -> Device | None:
        """Find an enrolled device."""
        with self._database.reading() as db:
            row = db.execute(_DEVICE + " WHERE device = ?", (device,)).fetchone()
            return _device(row) if row else None

    def devices(self, commune: str) -> tuple[Device, ...]:
        """List a commune's devices in the order of their enrolment."""
        with self._database.reading() as db:
            rows = db.execute(
                _DEVICE + " WHERE commune = ? ORDER BY enrolled_at, device", (commune,)
            )
            return tuple(_device(row) for row in rows)

    def hear(self, author: Author, counter: int, now_ms: int, program: str = "") -> bool:
        """Note a contact and the program; answer whether the counter of that epoch rose.

        It must, unless a PC was restored. Each epoch counts by itself: of a copied disk both go on
        under epochs of their own, and neither takes the other for its own past.
        """
        with self._database.writing() as db:
            before = _counter(db, author)
            db.execute(
                """INSERT INTO counters (device, epoch, counter) VALUES (?, ?, ?)
                ON CONFLICT (device, epoch) DO UPDATE SET counter = excluded.counter""",
                (*author, max(counter, before)),
            )
            db.execute(
                "UPDATE devices SET last_contact = ?, program = ? WHERE device = ?",
                (now_ms, program, author.device),
            )
            return counter > before

    def counter(self, author: Author) -> int:
        """The highest request of an epoch that was heard; 0 before the first."""
        with self._database.reading() as db:
            return _counter(db, author)

    def revoke(self, device: str, heads: tuple[RevokedHead, ...]) -> None:
        """Let nothing count that lies above these heads; an epoch not named has none."""
        with self._database.writing() as db:
            db.execute("UPDATE devices SET revoked = 1 WHERE device = ?", (device,))
            db.executemany(
                """INSERT INTO revoked_heads (device, epoch, n, chain) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING""",
                [(device, *head) for head in heads],
            )

    def succeed(self, new: Device, old: str, heads: tuple[RevokedHead, ...], now_ms: int) -> None:
        """A PC goes on under a new key: the new device in, the old one's end, and a line of it.

        Repeated, and for a device that is out of use already, it changes nothing.
        """
        with self._database.writing() as db:
            ended = db.execute(
                "UPDATE devices SET revoked = 1 WHERE device = ? AND revoked = 0", (old,)
            ).rowcount
            if not ended:
                return
            _add_device(db, new, now_ms)
            db.executemany(
                """INSERT INTO revoked_heads (device, epoch, n, chain) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING""",
                [(old, *head) for head in heads],
            )
            write_deed(db, now_ms, old, KEY_REPLACED, old, new.device)

    def successor(self, device: str) -> str:
        """The device in whose place a PC goes on; empty for none."""
        return self._replaced("SELECT detail FROM audit WHERE what = ? AND about = ?", device)

    def predecessor(self, device: str) -> str:
        """The device that a PC was before; empty for none."""
        return self._replaced("SELECT about FROM audit WHERE what = ? AND detail = ?", device)

    def _replaced(self, sql: str, device: str) -> str:
        with self._database.reading() as db:
            row = db.execute(sql, (KEY_REPLACED, device)).fetchone()
            return str(row[0]) if row else ""

    def revoked_heads(self, device: str) -> tuple[RevokedHead, ...]:
        """List where a revoked device's word ends, per epoch."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT epoch, n, chain FROM revoked_heads WHERE device = ?", (device,)
            )
            return tuple(RevokedHead(*row) for row in rows)

    def add_invite(self, invite: Invite, now_ms: int) -> bool:
        """Keep an invitation, unless an open one has the same selector: then answer false."""
        with self._database.writing() as db:
            before = _invite(db, invite.selector)
            if before and before.is_open(now_ms):
                return False
            db.execute("DELETE FROM invites WHERE selector = ?", (invite.selector,))
            db.execute(
                """INSERT INTO invites (selector, key, commune, role, ends_at, attempts, used_by)
                VALUES (?, ?, ?, ?, ?, ?, ?)""",
                invite,
            )
            return True

    def open_invites(self, commune: str, now_ms: int) -> int:
        """Count the invitations of a commune that a PC may still use."""
        with self._database.reading() as db:
            rows = db.execute(
                """SELECT selector, key, commune, role, ends_at, attempts, used_by
                FROM invites WHERE commune = ?""",
                (commune,),
            )
            return sum(Invite(*row).is_open(now_ms) for row in rows)

    def try_invite(self, selector: str, now_ms: int) -> Invite | None:
        """Find an open invitation and count the attempt before anything is compared."""
        with self._database.writing() as db:
            invite = _invite(db, selector)
            if invite is None or not (invite.is_open(now_ms) or invite.used_by):
                return None
            db.execute("UPDATE invites SET attempts = attempts + 1 WHERE selector = ?", (selector,))
            return invite

    def spend_invite(self, selector: str, device: Device, now_ms: int) -> bool:
        """Enrol the device and close its invitation, both or neither; false if another has.

        A key that is enrolled in another commune stays there and opens nothing here.
        """
        with self._database.writing() as db:
            before = db.execute(
                "SELECT commune FROM devices WHERE device = ?", (device.device,)
            ).fetchone()
            if before and before[0] != device.commune:
                return False
            spent = db.execute(
                """UPDATE invites SET used_by = ?, attempts = attempts - 1
                WHERE selector = ? AND used_by IN ('', ?)""",
                (device.device, selector, device.device),
            ).rowcount
            if spent:
                _add_device(db, device, now_ms)
            return bool(spent)


def _add_device(db: Session, device: Device, enrolled_at: int) -> None:
    db.execute(
        """INSERT INTO devices (device, commune, public_key, name, role, prefixes, enrolled_at)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (device) DO NOTHING""",
        (*device[:5], " ".join(device.prefixes), enrolled_at),
    )


def _counter(db: Session, author: Author) -> int:
    row = db.execute(
        "SELECT counter FROM counters WHERE device = ? AND epoch = ?", tuple(author)
    ).fetchone()
    return int(row[0]) if row else 0


def _device(row: tuple[Any, ...]) -> Device:
    device = Device(*row)
    return device._replace(prefixes=tuple(row[5].split()), revoked=bool(row[7]))


def _invite(db: Session, selector: str) -> Invite | None:
    row = db.execute(
        """SELECT selector, key, commune, role, ends_at, attempts, used_by
        FROM invites WHERE selector = ?""",
        (selector,),
    ).fetchone()
    return Invite(*row) if row else None
