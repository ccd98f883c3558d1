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
    restored: bool = False

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
        "SELECT office, secret, device, epoch, fingerprint, restored FROM local_device"
    )
    if row is None:
        raise StoreFault("database_damaged", "no device")
    office, secret, device, epoch, fingerprint, restored = row
    decoded = msgspec.json.decode(office, type=Office)
    return Device(decoded, secret, device, epoch, fingerprint, bool(restored))


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
            int(device.restored),
        ),
    )
