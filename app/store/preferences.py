"""Settings and pins of this PC: local, encrypted, and no part of the journal."""

from collections.abc import Sequence

from app.store.connection import Connection


class Preferences:
    """Of one open profile, on the connection of whoever asks. Values are the caller's own bytes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> bytes | None:
        """What was put under that name."""
        value: bytes | None = self._connection.value(
            "SELECT value FROM local_setting WHERE name = ?", (f"user.{name}",)
        )
        return value

    def put(self, name: str, value: bytes) -> None:
        """Keep a value."""
        with self._connection.writing():
            self._connection.run(
                "INSERT OR REPLACE INTO local_setting VALUES (?, ?)", (f"user.{name}", value)
            )

    def pins(self, officer: str) -> list[str]:
        """Codes of the procedures an officer has pinned (Thủ tục hay dùng), in order."""
        sql = "SELECT procedure FROM local_pin WHERE officer = ? ORDER BY place"
        return [str(code) for (code,) in self._connection.rows(sql, (officer,))]

    def pin(self, officer: str, procedures: Sequence[str]) -> None:
        """Replace an officer's pins."""
        rows = [(officer, place, code) for place, code in enumerate(procedures)]
        with self._connection.writing():
            self._connection.run("DELETE FROM local_pin WHERE officer = ?", (officer,))
            self._connection.run_many("INSERT INTO local_pin VALUES (?,?,?)", rows)
