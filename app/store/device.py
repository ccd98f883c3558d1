"""Who this PC is: its key, its epoch, its office. Stands inside the encrypted database."""

import msgspec

from app.store.connection import Connection
from app.store.faults import StoreFault
from app.store.records import Office
from sync.protocol.identity import Author
from sync.protocol.signing import Signer

FORMER = "former"
"""What a row about a former key begins with, so that it is known again out of a damaged file."""


class Former(msgspec.Struct, frozen=True):
    """A key that this PC had before: what it signed still travels, under its name."""

    device: str
    secret: bytes

    def __repr__(self) -> str:
        return f"Former({self.device})"


class Device(msgspec.Struct, frozen=True):
    """One PC in one office, in one epoch; `former` are its earlier keys, the oldest first."""

    office: Office
    secret: bytes
    device: str
    epoch: str
    fingerprint: str
    epoch_reason: str = ""  # why the next act must begin a new epoch, if it must
    former: tuple[Former, ...] = ()

    @property
    def author(self) -> Author:
        """The sequence that this PC writes now."""
        return Author(self.device, self.epoch)

    def signer(self) -> Signer:
        """The key in use."""
        return Signer(self.secret)

    def is_mine(self, device: str) -> bool:
        """Whether this PC is that device, or was."""
        return device in self.mine

    def signer_of(self, device: str) -> Signer | None:
        """The key of that device, where this PC is it or was."""
        held = {one.device: one.secret for one in self.former} | {self.device: self.secret}
        return Signer(held[device]) if device in held else None

    def as_before(self, one: Former, epoch: str) -> "Device":
        """The same PC under a former key."""
        return msgspec.structs.replace(self, device=one.device, secret=one.secret, epoch=epoch)

    @property
    def mine(self) -> tuple[str, ...]:
        """Every device that this PC is or was."""
        return (self.device, *(one.device for one in self.former))

    def __repr__(self) -> str:
        return f"Device({self.device}, {self.epoch})"


def read(connection: Connection) -> Device:
    """The device of an open database."""
    row = connection.row(
        "SELECT office, secret, device, epoch, fingerprint, epoch_reason FROM local_device"
    )
    if row is None:
        raise StoreFault("database_damaged", "no device")
    office, secret, name, epoch, fingerprint, reason = row
    told = msgspec.json.decode(office, type=Office)
    return Device(told, secret, name, epoch, fingerprint, reason, _former(connection))


def retire(connection: Connection, one: Former) -> None:
    """Keep a key that is used no more, within the caller's transaction."""
    connection.run(
        "INSERT OR REPLACE INTO local_former_key (kind, device, secret) VALUES (?, ?, ?)",
        (FORMER, one.device, one.secret),
    )


def _former(connection: Connection) -> tuple[Former, ...]:
    if not connection.value("SELECT 1 FROM sqlite_schema WHERE name = 'local_former_key'"):
        return ()  # a copy of before there was such a thing
    sql = "SELECT device, secret FROM local_former_key ORDER BY place"
    return tuple(Former(*row) for row in connection.rows(sql))


def write(connection: Connection, device: Device) -> None:
    """Put the device into the database, within the caller's transaction."""
    connection.run(
        "INSERT OR REPLACE INTO local_device VALUES (1, ?, ?, ?, ?, ?, ?)",
        (
            msgspec.json.encode(device.office),
            device.secret,
            device.device,
            device.epoch,
            device.fingerprint,
            device.epoch_reason,
        ),
    )


def ask_new_epoch(connection: Connection, reason: str) -> None:
    """The next act, or the next start, begins a new epoch; within the caller's transaction."""
    connection.run("UPDATE local_device SET epoch_reason = ?", (reason,))


def epoch_reason(connection: Connection) -> str:
    """What was asked for, if anything."""
    return str(connection.value("SELECT epoch_reason FROM local_device"))
