"""Who may speak: communes, invitations, devices with their certificates' terms and revocations."""

from typing import Any, NamedTuple

from sync.gateway.storage.database import Database, Session

ATTEMPTS = 5


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
    counter: int
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


_DEVICE = """SELECT device, commune, public_key, name, role, prefixes, counter, last_contact,
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

    def hear(self, device: str, counter: int, now_ms: int, program: str = "") -> bool:
        """Note a contact and the program; answer whether the counter rose.

        It must, unless a PC was restored.
        """
        with self._database.writing() as db:
            (before,) = db.execute(
                "SELECT counter FROM devices WHERE device = ?", (device,)
            ).fetchone()
            db.execute(
                "UPDATE devices SET counter = ?, last_contact = ?, program = ? WHERE device = ?",
                (max(counter, before), now_ms, program, device),
            )
            return counter > int(before)

    def revoke(self, device: str, heads: tuple[RevokedHead, ...]) -> None:
        """Let nothing count that lies above these heads; an epoch not named has none."""
        with self._database.writing() as db:
            db.execute("UPDATE devices SET revoked = 1 WHERE device = ?", (device,))
            db.executemany(
                """INSERT INTO revoked_heads (device, epoch, n, chain) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING""",
                [(device, *head) for head in heads],
            )

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


def _device(row: tuple[Any, ...]) -> Device:
    device = Device(*row)
    return device._replace(prefixes=tuple(row[5].split()), revoked=bool(row[8]))


def _invite(db: Session, selector: str) -> Invite | None:
    row = db.execute(
        """SELECT selector, key, commune, role, ends_at, attempts, used_by
        FROM invites WHERE selector = ?""",
        (selector,),
    ).fetchone()
    return Invite(*row) if row else None
