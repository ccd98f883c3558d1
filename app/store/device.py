"""Who this PC is: its key, its epoch, its office. Stands inside the encrypted database."""

import msgspec

from app.store.connection import Connection
from app.store.faults import StoreFault
from app.store.records import Office
from sync.protocol.identity import Author
from sync.protocol.signing import Signer


class Device(msgspec.Struct, frozen=True):
    """One PC in one office, in one epoch."""

    office: Office
    secret: bytes
    device: str
    epoch: str
    fingerprint: str
    epoch_reason: str = ""  # why the next act must begin a new epoch, if it must

    @property
    def author(self) -> Author:
        """The sequence that this PC writes now."""
        return Author(self.device, self.epoch)

    def signer(self) -> Signer:
        """The key in use."""
        return Signer(self.secret)

    def __repr__(self) -> str:
        return f"Device({self.device}, {self.epoch})"


def read(connection: Connection) -> Device:
    """The device of an open database."""
    row = connection.row(
        "SELECT office, secret, device, epoch, fingerprint, epoch_reason FROM local_device"
    )
    if row is None:
        raise StoreFault("database_damaged", "no device")
    office, *rest = row
    return Device(msgspec.json.decode(office, type=Office), *rest)


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
