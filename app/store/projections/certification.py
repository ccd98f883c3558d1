"""The lines of the certification books: one row a line, as it stands after its corrections."""

import msgspec

from app.domain.dossier import Dossier
from app.domain.register import BookKind, Line, lines_of
from app.domain.text import fold
from app.store.connection import Connection
from app.store.projections.topic import DossierView, Tables, Topic

_LINE = """
CREATE TABLE view_certification (
    event TEXT PRIMARY KEY,
    key INTEGER NOT NULL,
    book TEXT NOT NULL,
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID
"""

_PAGE = """
SELECT body FROM view_certification
WHERE book = ? AND year = ? AND at >= ? AND at < ? AND search LIKE ?
ORDER BY number DESC, event
"""


class Certifications(Topic):
    """Questions about the lines of the books."""

    def last_number(self, kind: BookKind, year: int) -> int:
        """The highest number that a line of the year's book bears here; 0 for none."""
        sql = "SELECT max(number) FROM view_certification WHERE book = ? AND year = ?"
        found = self.value(sql, (kind.value, year))
        return found if isinstance(found, int) else 0

    def lines(self, kind: BookKind, year: int) -> list[Line]:
        """Every line of the year's book, by number."""
        sql = (
            "SELECT body FROM view_certification WHERE book = ? AND year = ? ORDER BY number, event"
        )
        return [_line(body) for (body,) in self.rows(sql, (kind.value, year))]

    def page(self, kind: BookKind, year: int, span: tuple[int, int], text: str = "") -> list[Line]:
        """Lines written in a span (UTC milliseconds, its end excluded), the newest first.

        `text` narrows to requesters and papers, without accents.
        """
        like = f"%{fold(text).replace('%', '')}%"
        return [_line(body) for (body,) in self.rows(_PAGE, (kind.value, year, *span, like))]

    def count(self, span: tuple[int, int]) -> int:
        """How many lines were written in a span, in all books."""
        sql = "SELECT count(*) FROM view_certification WHERE at >= ? AND at < ?"
        found = self.value(sql, span)
        return found if isinstance(found, int) else 0


def _show(connection: Connection, key: int, dossier: Dossier) -> None:
    connection.run("DELETE FROM view_certification WHERE key = ?", (key,))
    rows = [
        (
            line.event,
            key,
            line.said.book,
            line.said.year,
            line.number,
            line.at,
            fold(f"{line.said.requester} {line.paper}"),
            msgspec.json.encode(line),
        )
        for line in lines_of(dossier)
    ]
    connection.run_many("INSERT INTO view_certification VALUES (?,?,?,?,?,?,?,?)", rows)


def _line(body: bytes) -> Line:
    return msgspec.json.decode(body, type=Line)


VIEW = DossierView(
    Tables(
        "certification",
        1,
        ("view_certification",),
        (
            _LINE,
            "CREATE INDEX view_certification_number ON view_certification (book, year, number)",
            "CREATE INDEX view_certification_at ON view_certification (at)",
            "CREATE INDEX view_certification_key ON view_certification (key)",
        ),
    ),
    _show,
)
