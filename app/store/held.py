"""The mark in a database that was put back: no round with anybody before a person confirms."""

from datetime import datetime

import msgspec

from app.store.connection import Connection

NAME = "sync_held"


class Held(msgspec.Struct, frozen=True):
    """Why, and up to which moment the copy reached."""

    reason: str
    until: datetime


def hold(connection: Connection, held: Held) -> None:
    """Within the caller's transaction; kept where the use cases keep what this PC keeps to."""
    connection.run(
        "INSERT OR REPLACE INTO local_setting VALUES (?, ?)",
        (f"user.{NAME}", msgspec.json.encode(held)),
    )
