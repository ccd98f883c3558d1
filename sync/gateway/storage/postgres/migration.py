"""Making and growing the tables: the owner's work; the gateway's own role only uses them.

Every table gets its row-level policy here, in the same words; no table is without one.
"""

import re
from collections.abc import Iterator, Sequence

import psycopg
from psycopg import sql

from sync.gateway.faults import DatabaseAway, NewerDatabase, OlderDatabase, WrongDatabase
from sync.gateway.storage.postgres.pool import Connection, connect
from sync.gateway.storage.schema import COMMUNE, REGISTRY
from sync.gateway.storage.tables import Step, Table

_PARTS: tuple[tuple[str, Sequence[Step]], ...] = (("registry", REGISTRY), ("commune", COMMUNE))
_WORDS = {"TEXT": 'TEXT COLLATE "C"', "INTEGER": "BIGINT", "BLOB": "BYTEA"}
_SCOPE = "current_setting('motcua.commune', true)"
_OWN = f"commune TEXT COLLATE \"C\" NOT NULL DEFAULT {_SCOPE} CHECK (commune NOT IN ('', '*'))"
_POLICY = {"registry": f"{_SCOPE} = '*'", "commune": f"commune = {_SCOPE}"}
_VERSIONS = "SELECT part, version FROM versions"
_BEGIN = (
    "SELECT pg_advisory_xact_lock(hashtext('motcua.schema'))",
    "CREATE SCHEMA IF NOT EXISTS motcua",
    "CREATE TABLE IF NOT EXISTS versions (part TEXT PRIMARY KEY, version BIGINT NOT NULL)",
    "INSERT INTO versions VALUES ('registry', 0), ('commune', 0) ON CONFLICT DO NOTHING",
)


def migrate(owner: str, gateway: str) -> None:
    """Bring the tables up to this program as the owner, and let the gateway's role use them."""
    try:
        with connect(gateway) as connection:
            role = connection.info.user
        with connect(owner) as connection, connection.transaction():
            _migrate(connection, sql.Identifier(role))
    except psycopg.errors.InsufficientPrivilege as why:
        raise WrongDatabase(str(why).partition("\n")[0]) from why
    except psycopg.OperationalError as why:
        raise DatabaseAway(str(why).partition("\n")[0]) from why


def check_version(connection: Connection) -> None:
    """Raise `NewerDatabase` or `OlderDatabase` unless the tables are this program's."""
    try:
        versions = dict(connection.run(_VERSIONS.encode()).fetchall())
    except (psycopg.errors.UndefinedTable, psycopg.errors.InsufficientPrivilege) as why:
        raise OlderDatabase from why
    for part, steps in _PARTS:
        if versions[part] != len(steps):
            raise NewerDatabase if versions[part] > len(steps) else OlderDatabase


def _migrate(connection: psycopg.Connection, role: sql.Identifier) -> None:
    for statement in _BEGIN:
        connection.execute(statement.encode())
    versions = _versions(connection)
    for part, steps in _PARTS:
        if versions[part] > len(steps):
            raise NewerDatabase
        for table in (table for step in steps[versions[part] :] for table in step):
            for statement in _statements(table, part):
                connection.execute(statement.encode())
        connection.execute("UPDATE versions SET version = %s WHERE part = %s", (len(steps), part))
    for grant in (
        "GRANT USAGE ON SCHEMA motcua TO {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA motcua TO {}",
        "REVOKE INSERT, UPDATE, DELETE ON versions FROM {}",
    ):
        connection.execute(sql.SQL(grant).format(role))
    for name in _append_only():
        taken = sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}")
        connection.execute(taken.format(sql.Identifier(name), role))


def _append_only() -> Iterator[str]:
    """The tables that only grow."""
    tables = (table for _, steps in _PARTS for step in steps for table in step)
    return (table.name for table in tables if table.append_only)


def _versions(connection: psycopg.Connection) -> dict[str, int]:
    return dict(connection.execute(_VERSIONS).fetchall())


def _statements(table: Table, part: str) -> Iterator[str]:
    """The words that make a table and shut it for every other commune."""
    own, first = ("", "") if part == "registry" else (f"{_OWN}, ", "commune, ")
    columns = re.sub("|".join(_WORDS), lambda word: _WORDS[word[0]], table.columns)
    keys = [f"PRIMARY KEY ({first}{table.key})"]
    keys += [f"UNIQUE ({first}{key})" for key in table.also_unique]
    yield f"CREATE TABLE {table.name} ({own}{columns}, {', '.join(keys)})"
    for number, indexed in enumerate(table.indexes, 1):
        yield f"CREATE INDEX {table.name}_{number} ON {table.name} ({first}{indexed})"
    yield f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table.name} FORCE ROW LEVEL SECURITY"
    yield f"CREATE POLICY own ON {table.name} USING ({_POLICY[part]}) WITH CHECK ({_POLICY[part]})"
