"""Dossiers with papers not yet scanned, papers on file by their owner, and the files named."""

from collections.abc import Iterator
from typing import NamedTuple

from app.domain.dossier import Dossier
from app.domain.scans import digitised, lacking
from app.store.connection import Connection
from app.store.projections.topic import DossierView, Tables, Topic

_UNSCANNED = """
CREATE TABLE view_unscanned (
    key INTEGER PRIMARY KEY,
    papers INTEGER NOT NULL
) STRICT
"""

_ON_FILE = """
CREATE TABLE view_on_file (
    owner TEXT NOT NULL,
    key INTEGER NOT NULL,
    scan TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    PRIMARY KEY (owner, key, scan)
) STRICT, WITHOUT ROWID
"""

_FILE = """
CREATE TABLE view_file (
    file TEXT NOT NULL,
    key INTEGER NOT NULL,
    device TEXT NOT NULL,
    PRIMARY KEY (file, key, device)
) STRICT, WITHOUT ROWID
"""

_DIGITISED = """
CREATE TABLE view_digitised (
    key INTEGER PRIMARY KEY,
    components INTEGER NOT NULL,
    result INTEGER NOT NULL,
    reused INTEGER NOT NULL
) STRICT
"""

_TABLES = Tables(
    name="scans",
    version=2,
    tables=("view_unscanned", "view_on_file", "view_file", "view_digitised"),
    statements=(
        _UNSCANNED,
        _ON_FILE,
        "CREATE INDEX view_on_file_key ON view_on_file (key)",
        _FILE,
        "CREATE INDEX view_file_key ON view_file (key)",
        _DIGITISED,
    ),
)


class OnFile(NamedTuple):
    """A scan of another dossier, and the day to which its paper is valid (ISO; empty: no end)."""

    dossier_id: str
    scan: str
    valid_until: str


class Share(NamedTuple):
    """Of the dossiers accepted in a span, how many are digitised (QĐ 766, 4.2 and 4.3)."""

    dossiers: int
    components: int
    both: int
    reused: int


class Scans(Topic):
    """Questions about scans."""

    def unscanned_papers(self) -> int:
        """How many papers wait for the scanner, in all dossiers."""
        return int(str(self.value("SELECT coalesce(sum(papers), 0) FROM view_unscanned")))

    def files_of(self, device: str) -> list[str]:
        """Every file that an event of that PC names: it was kept there."""
        sql = "SELECT DISTINCT file FROM view_file WHERE device = ?"
        return [str(file) for (file,) in self.rows(sql, (device,))]

    def on_file(self, owner: str, day: str) -> list[OnFile]:
        """Papers of that owner (số định danh) that are valid on a day (ISO), the newest first."""
        found = self.rows(
            "SELECT d.id, f.scan, f.valid_until FROM view_on_file AS f JOIN view_dossier AS d"
            " ON d.key = f.key WHERE f.owner = ? AND (f.valid_until = '' OR f.valid_until >= ?)"
            " ORDER BY f.key DESC, f.scan DESC",
            (owner, day),
        )
        return [OnFile(*map(str, row)) for row in found]

    def share(self, accepted_from: int, accepted_before: int) -> Share:
        """The share of dossiers accepted in a span (UTC milliseconds)."""
        ((count, *shares),) = self.rows(
            "SELECT count(*), coalesce(sum(s.components), 0),"
            " coalesce(sum(s.components AND s.result), 0), coalesce(sum(s.reused), 0)"
            " FROM view_dossier AS d JOIN view_digitised AS s ON s.key = d.key"
            " WHERE d.accepted >= ? AND d.accepted < ?",
            (accepted_from, accepted_before),
        )
        return Share(int(str(count)), *(int(str(each)) for each in shares))


def named_files(connection: Connection) -> Iterator[str]:
    """Every file that an event of a dossier names."""
    return (str(file) for (file,) in connection.rows("SELECT DISTINCT file FROM view_file"))


def _show(connection: Connection, key: int, dossier: Dossier) -> None:
    """Replace what stands under a dossier."""
    connection.run("DELETE FROM view_unscanned WHERE key = ?", (key,))
    connection.run("DELETE FROM view_on_file WHERE key = ?", (key,))
    connection.run("DELETE FROM view_file WHERE key = ?", (key,))
    if papers := lacking(dossier):
        connection.run("INSERT INTO view_unscanned VALUES (?, ?)", (key, len(papers)))
    for scan in dossier.scans:
        facts = scan.said.facts
        if facts.owner_id and not scan.said.is_result:
            row = (facts.owner_id, key, scan.event, facts.valid_until)
            connection.run("INSERT INTO view_on_file VALUES (?, ?, ?, ?)", row)
    named = {
        (file, key, entry.id.partition(":")[0])
        for entry in dossier.timeline
        for file in entry.files
    }
    connection.run_many("INSERT INTO view_file VALUES (?, ?, ?)", sorted(named))
    connection.run(
        "INSERT OR REPLACE INTO view_digitised VALUES (?, ?, ?, ?)",
        (key, *(int(each) for each in digitised(dossier))),
    )


VIEW = DossierView(_TABLES, _show)
