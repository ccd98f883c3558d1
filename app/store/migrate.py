"""Bring a database to the present schema, or refuse it politely.

The question whether anything is to be done is asked in raw SQL, so that a start with a present
schema never loads sqlite-utils.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from app.store.answering import store_faults
from app.store.connection import Connection
from app.store.faults import StoreFault
from app.store.schema import STEPS, Step
from app.system import crash

SET = "motcua"


class Database(Protocol):
    """The little of sqlite-utils' view that a step uses."""

    def execute(self, sql: str) -> object:
        """Run one statement."""


def pending(connection: Connection, steps: Sequence[Step] = STEPS) -> list[str]:
    """Names of the steps still to run; raises `StoreFault('newer_program')` for unknown ones."""
    applied = _applied(connection)
    known = [step.name for step in steps]
    if set(applied) - set(known):
        raise StoreFault("newer_program", max(applied))
    return [name for name in known if name not in applied]


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> None:
    """Run what is pending, each step in its own transaction."""
    from app.store import bootstrap  # noqa: PLC0415 - never loaded when there is nothing to do

    migrations = bootstrap.Migrations(SET)
    for step in steps:
        migrations(name=step.name)(_function(step))
    with store_faults():
        migrations.apply(bootstrap.database(connection.raw))


def _applied(connection: Connection) -> list[str]:
    table = "SELECT 1 FROM sqlite_schema WHERE name = '_sqlite_migrations'"
    if connection.row(table) is None:
        return []
    rows = connection.rows("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (SET,))
    return [str(name) for (name,) in rows]


def _function(step: Step) -> Callable[[Database], None]:
    def run(database: Database) -> None:
        for statement in step.statements:
            database.execute(statement)
        crash.here("migrate.before_commit")

    return run
