"""What waits for somebody inside the commune: signatures, originals, faults, opinions, closing."""

from collections.abc import Iterator
from datetime import date, datetime

from app.domain.calendar import OFFICE_TIME
from app.domain.dossier import Dossier
from app.domain.dossier_record import Deed
from app.domain.duties import DutyKind
from app.domain.states import State
from app.store.connection import Connection
from app.store.projections.topic import DossierView, Tables
from app.system.clock import milliseconds

_WORK = """
CREATE TABLE view_work (
    what TEXT NOT NULL,
    key INTEGER NOT NULL,
    due INTEGER,
    PRIMARY KEY (what, key)
) STRICT, WITHOUT ROWID
"""

Row = tuple[str, int, int | None]


def _show(connection: Connection, key: int, dossier: Dossier) -> None:
    connection.run("DELETE FROM view_work WHERE key = ?", (key,))
    rows = [(kind.value, key, due) for kind, due in _waiting(dossier)]
    connection.run_many("INSERT OR REPLACE INTO view_work VALUES (?,?,?)", rows)


def _waiting(dossier: Dossier) -> Iterator[tuple[DutyKind, int | None]]:
    """Each kind once, with its earliest moment (UTC milliseconds) where it has one."""
    if dossier.awaits_signature:
        yield DutyKind.SIGN, None
    if dossier.images_to_compare:
        yield DutyKind.COMPARE, None
    if dossier.open_faults:
        yield DutyKind.MEND, _earliest(dossier.open_faults)
    if dossier.open_consultations:
        yield DutyKind.CONSULTATION, _earliest(dossier.open_consultations)
    if dossier.state is State.PROCESSING and dossier.open_wish is not None:
        yield DutyKind.ASK_CITIZEN, None
    if dossier.state is State.SUPPLEMENT and dossier.supplements:
        yield from _closing(dossier.supplements[-1].asked.close_after)


def _closing(close_after: str | None) -> Iterator[tuple[DutyKind, int | None]]:
    if close_after:
        day = date.fromisoformat(close_after)
        yield (
            DutyKind.CLOSE,
            milliseconds(datetime(day.year, day.month, day.day, tzinfo=OFFICE_TIME)),
        )


def _earliest(deeds: tuple[Deed, ...]) -> int | None:
    return min((due for one in deeds if (due := getattr(one.said, "due", None))), default=None)


VIEW = DossierView(
    Tables(
        "work",
        1,
        ("view_work",),
        (_WORK, "CREATE INDEX view_work_key ON view_work (key)"),
    ),
    _show,
)
