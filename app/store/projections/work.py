"""What waits for somebody inside the commune: signatures, originals, faults, opinions, closing."""

from collections.abc import Iterator
from datetime import date, datetime

from app.domain.calendar import OFFICE_TIME
from app.domain.dossier import Dossier
from app.domain.dossier_record import Deed
from app.domain.duties import DutyKind, brought_online, paid_online
from app.domain.procedure import Channel
from app.domain.states import State
from app.store.connection import Connection
from app.store.projections.topic import DossierView, Tables, Topic
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
    yield from _from_online(dossier)
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


def _from_online(dossier: Dossier) -> Iterator[tuple[DutyKind, int | None]]:
    """What came by the portal, with since when it waits."""
    if dossier.state is State.REGISTERED and dossier.channel is Channel.ONLINE:
        yield DutyKind.ANSWER_ONLINE, dossier.registered_at
    if (brought := brought_online(dossier)) is not None:
        yield DutyKind.TAKE_ONLINE, brought.at
    if (paid := paid_online(dossier)) is not None:
        yield DutyKind.PAID_ONLINE, paid.happened_at


def _closing(close_after: str | None) -> Iterator[tuple[DutyKind, int | None]]:
    if close_after:
        day = date.fromisoformat(close_after)
        yield (
            DutyKind.CLOSE,
            milliseconds(datetime(day.year, day.month, day.day, tzinfo=OFFICE_TIME)),
        )


def _earliest(deeds: tuple[Deed, ...]) -> int | None:
    return min((due for one in deeds if (due := getattr(one.said, "due", None))), default=None)


class Works(Topic):
    """Questions about what waits."""

    def first(self, what: DutyKind, limit: int) -> list[tuple[str, int]]:
        """Dossiers of which this waits, with their moments, the earliest first."""
        sql = (
            "SELECT d.id, w.due FROM view_work w JOIN view_dossier d ON d.key = w.key"
            " WHERE w.what = ? AND w.due IS NOT NULL ORDER BY w.due, w.key LIMIT ?"
        )
        return [(str(id_), int(due)) for id_, due in self.rows(sql, (what.value, limit))]


VIEW = DossierView(
    Tables(
        "work",
        2,
        ("view_work",),
        (_WORK, "CREATE INDEX view_work_key ON view_work (key)"),
    ),
    _show,
)
