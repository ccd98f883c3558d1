"""Certificates: whose signature counts, and for which kinds of events."""

import msgspec

from sync.journal.connection import Connection
from sync.protocol.certificate import Certificate


class Devices:
    """Reads and writes certificates on the connection it was handed."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def trust(self, certificate: Certificate) -> None:
        """Know a device from now on; the province's own one is trusted first, at the enrolment."""
        self._db.execute(
            "INSERT OR REPLACE INTO journal_device VALUES (?, ?)",
            (certificate.device, msgspec.json.encode(certificate)),
        )

    def certificate(self, device: str) -> Certificate | None:
        """What the province says of a device, if anything."""
        row = self._db.execute(
            "SELECT certificate FROM journal_device WHERE device = ?", (device,)
        ).fetchone()
        return msgspec.json.decode(row[0], type=Certificate) if row else None

    def all(self) -> dict[str, Certificate]:
        """Every device that is known."""
        rows = self._db.execute("SELECT device, certificate FROM journal_device ORDER BY device")
        return {device: msgspec.json.decode(text, type=Certificate) for device, text in rows}
