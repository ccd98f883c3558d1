"""How a table is told once for every kind of database."""

from collections.abc import Sequence
from typing import NamedTuple


class Table(NamedTuple):
    """A table in SQLite's words (TEXT, INTEGER, BLOB); `key` and `also_unique` name columns.

    In a database that all communes share, each row also belongs to a commune: the column, its part
    in every key and index, and the policy that hides the others' rows come by themselves. So no
    statement names the commune, and none can forget it.
    """

    name: str
    columns: str
    key: str
    also_unique: Sequence[str] = ()
    indexes: Sequence[str] = ()
    append_only: bool = False
    """The database refuses to change a row or to take one away."""


Step = tuple[Table, ...]
"""What one version of the program adds to the version before; a released step is never edited."""
