"""Which database a gateway works on, by what its settings say."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from sync.gateway.faults import WrongDatabase
from sync.gateway.storage.database import Storage
from sync.gateway.storage.sqlite import SqliteStorage

SQLITE = "sqlite"
_POSTGRES = re.compile(r"postgres(ql)?://")
_PASSWORD = re.compile(r"//[^/?]*:[^/?@]*@|[?&]password=")


def kind(database: str) -> str:
    """The kind of database; raises `WrongDatabase` for one unknown or named with its password."""
    if database != SQLITE and not _POSTGRES.match(database):
        raise WrongDatabase("sqlite or postgresql://...")
    if _PASSWORD.search(database) or _bears_secret(database):
        raise WrongDatabase("a password belongs into a password file, not into the settings")
    return SQLITE if database == SQLITE else "postgresql"


def _bears_secret(database: str) -> bool:
    """What the driver would read as a password; a gateway on SQLite needs no driver."""
    return database != SQLITE and bool(_postgres("address").bears_secret(database))


def prepare(database: str, owner: str) -> None:
    """Make or grow the tables as their owner; SQLite's files do so by themselves."""
    if kind(database) != SQLITE:
        _postgres("migration").migrate(owner, database)


def opened(database: str, registry: Path, log_of: Callable[[str], Path]) -> Storage:
    """Open what `database` names; SQLite's files lie where they are said to."""
    if kind(database) == SQLITE:
        return SqliteStorage(registry, log_of)
    storage: Storage = _postgres("storage").PostgresStorage(database)
    return storage


def _postgres(module: str) -> Any:  # noqa: ANN401 - a module by name
    """Load the driver for those who use it."""
    try:
        return import_module(f"sync.gateway.storage.postgres.{module}")
    except ImportError as why:
        raise WrongDatabase("psycopg is not installed") from why
