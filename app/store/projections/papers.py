"""Hand-over lists by their number, and papers that a citizen is owed and nobody has confirmed."""

from typing import NamedTuple

from app.domain.dossier import Dossier
from app.domain.events import Forwarded, SlipForm
from app.domain.history import Outcome
from app.domain.papers.forms import not_printed
from app.store.connection import Connection
from app.store.projections.topic import DossierView, Tables, Topic

_HANDOVER = """
CREATE TABLE view_handover (
    number TEXT NOT NULL,
    key INTEGER NOT NULL,
    PRIMARY KEY (number, key)
) STRICT, WITHOUT ROWID
"""

_OWED = """
CREATE TABLE view_owed (
    key INTEGER NOT NULL,
    form TEXT NOT NULL,
    since INTEGER NOT NULL,
    device TEXT NOT NULL,
    PRIMARY KEY (key, form)
) STRICT, WITHOUT ROWID
"""

_TABLES = Tables(
    name="papers",
    version=1,
    tables=("view_handover", "view_owed"),
    statements=(
        _HANDOVER,
        "CREATE INDEX view_handover_key ON view_handover (key)",
        _OWED,
        "CREATE INDEX view_owed_since ON view_owed (since)",
    ),
)


class Owed(NamedTuple):
    """A paper that somebody is to get; `since` is when its event was recorded (milliseconds)."""

    dossier_id: str
    form: SlipForm
    since: int


class Papers(Topic):
    """Questions about lists and about papers not yet printed."""

    def on_list(self, number: str) -> list[str]:
        """The dossiers handed over under this number, in the order of their codes."""
        found = self.rows(
            "SELECT d.id FROM view_handover AS h JOIN view_dossier AS d ON d.key = h.key"
            " WHERE h.number = ? ORDER BY d.code",
            (number,),
        )
        return [str(dossier) for (dossier,) in found]

    def lists_like(self, beginning: str) -> list[str]:
        """The numbers of lists that begin so."""
        found = self.rows(
            "SELECT DISTINCT number FROM view_handover"
            " WHERE substr(number, 1, length(?)) = ? ORDER BY number",
            (beginning, beginning),
        )
        return [str(number) for (number,) in found]

    def owed(self, since: int, device: str) -> list[Owed]:
        """Papers of acts done at a PC from that moment on that nobody confirmed, oldest first."""
        found = self.rows(
            "SELECT d.id, o.form, o.since FROM view_owed AS o JOIN view_dossier AS d"
            " ON d.key = o.key WHERE o.since >= ? AND o.device = ? ORDER BY o.since, d.code",
            (since, device),
        )
        return [Owed(str(one), SlipForm(str(form)), int(str(at))) for one, form, at in found]


def _show(connection: Connection, key: int, dossier: Dossier) -> None:
    """Replace what stands under a dossier."""
    connection.run("DELETE FROM view_handover WHERE key = ?", (key,))
    connection.run("DELETE FROM view_owed WHERE key = ?", (key,))
    for number in _lists(dossier):
        connection.run("INSERT INTO view_handover VALUES (?, ?)", (number, key))
    recorded = {entry.id: entry for entry in dossier.timeline}
    for form, of in not_printed(dossier):
        told = recorded[of]
        connection.run(
            "INSERT INTO view_owed VALUES (?, ?, ?, ?)", (key, form.value, told.at, told.device)
        )


def _lists(dossier: Dossier) -> set[str]:
    return {
        entry.said.list_number
        for entry in dossier.timeline
        if isinstance(entry.said, Forwarded)
        and entry.outcome is Outcome.APPLIED
        and entry.said.list_number
    }


VIEW = DossierView(_TABLES, _show)
