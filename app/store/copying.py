"""A consistent encrypted copy of a database that others go on writing to."""

from collections.abc import Callable
from pathlib import Path

import sqlcipher3

from app.store import secrets
from app.store.connection import connect_raw, open_reader
from app.store.faults import StoreFault
from app.system import disk, durable

Pace = Callable[[], None]
"""Called every few megabytes: waits as long as others should have the disk; raises to stop."""

_PAGES_AT_ONCE = 1024


def at_once() -> None:
    """The pace of a copy for which somebody waits."""


def copy_database(source: Path, target: Path, secret: bytes, pace: Pace = at_once) -> None:
    """Copy through SQLite itself, so that the log beside the file is in it; flushed as it grows.

    Flushing 500 MB in one go at the end would keep an act's own flush waiting for seconds.
    """
    key = secrets.database_key(secret)
    reader = open_reader(source, key)
    try:
        with reader.reading():
            _copy(reader.raw, target, key, pace)
    except sqlcipher3.OperationalError as error:  # `backup` brings no code with it
        raise StoreFault(_what_failed(source, target.parent)) from error
    finally:
        reader.close()
    durable.sync_file(target)
    durable.sync_folder(target.parent)


def _copy(source: sqlcipher3.Connection, target: Path, key: bytes, pace: Pace) -> None:
    def flush(_status: int, _left: int, _total: int) -> None:
        durable.sync_file(target)
        pace()

    target.unlink(missing_ok=True)
    copy = connect_raw(target.absolute().as_uri() + "?mode=rwc", key)
    try:
        source.backup(copy, pages=_PAGES_AT_ONCE, progress=flush)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, readable from a locked stick
    finally:
        copy.close()


def _what_failed(source: Path, folder: Path) -> str:
    """A copy that could not be written: for want of room, or for another reason."""
    return "disk_full" if disk.free_bytes(folder) < source.stat().st_size else "disk_failed"
