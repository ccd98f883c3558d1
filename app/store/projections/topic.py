"""What a topic is made of: tables with their version, who fills them, and who reads them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from app.domain.dossier import Dossier
from app.domain.fold.office import Deed
from app.store.answering import store_faults
from app.store.connection import Connection, Row, Values


class Tables(NamedTuple):
    """Tables (or indexes) of one topic; whoever changes them or their rows raises `version`."""

    name: str
    version: int
    tables: tuple[str, ...]
    statements: tuple[str, ...]


class DossierView(NamedTuple):
    """Rows made from one folded dossier; `show` replaces all that stood under its key."""

    of: Tables
    show: Callable[[Connection, int, Dossier], None]


class OfficeView(NamedTuple):
    """Rows made from the counting events of one entity of the office, by its type."""

    of: Tables
    entity_type: str
    show: Callable[[Connection, int, str, Sequence[Deed]], None]


class Topic:
    """Questions about one topic's tables; made by `Reader.topic` for one thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query of ours; raises `StoreFault`."""
        with store_faults():
            return self._connection.rows(sql, values)

    def value(self, sql: str, values: Values = (), default: object = None) -> object:
        """The first column of the first row; raises `StoreFault`."""
        with store_faults():
            return self._connection.value(sql, values, default)
