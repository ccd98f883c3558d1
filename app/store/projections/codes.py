"""Which dossier bears which code, so that a code on two of them is seen at once.

Not every number that a dossier is found by: those of its own slips, present and replaced.
"""

from collections.abc import Iterable
from typing import NamedTuple

from app.domain.dossier import Dossier
from app.domain.shared_codes import Claim, claims, first_of
from app.store.connection import Connection
from app.store.projections.topic import DossierView, Tables, Topic

_CLAIM = """
CREATE TABLE view_claim (
    code TEXT NOT NULL,
    key INTEGER NOT NULL,
    former INTEGER NOT NULL,
    ours INTEGER NOT NULL,
    position INTEGER NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (code, key)
) STRICT, WITHOUT ROWID
"""

_SHARED = """
CREATE TABLE view_shared_code (
    code TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID
"""

_KEEP_SHARED = """
INSERT OR IGNORE INTO view_shared_code
SELECT code FROM view_claim WHERE code = ? AND NOT former GROUP BY code HAVING count(*) > 1
"""


class Bearer(NamedTuple):
    """A dossier that bears a code which another one bears too."""

    code: str
    dossier_id: str
    keeps: bool
    may_replace: bool


class Twin(NamedTuple):
    """Another dossier on whose slip a code of this one stands, or stood."""

    code: str
    dossier_id: str
    now: str
    owner: str


class Codes(Topic):
    """Questions about codes that stand on two dossiers."""

    def beginning_with(self, start: str) -> list[str]:
        """List the codes on slips that begin like this, in order."""
        found = self.rows(
            "SELECT DISTINCT code FROM view_claim WHERE code >= ? AND code < ? ORDER BY code",
            (start, start + "\U0010ffff"),
        )
        return [code for (code,) in found]

    def shared(self) -> list[Bearer]:
        """Everybody who bears a code that is not his alone; who keeps it comes first."""
        found = self.rows(
            "SELECT c.code, d.id, c.ours, c.position, c.event FROM view_shared_code"
            " JOIN view_claim AS c USING (code) JOIN view_dossier AS d USING (key)"
            " WHERE NOT c.former ORDER BY c.code"
        )
        bearers: dict[str, dict[str, Claim]] = {}
        for code, dossier, ours, position, event in found:
            claim = Claim(str(code), False, bool(ours), int(str(position)), str(event))
            bearers.setdefault(claim.code, {})[str(dossier)] = claim
        return [one for each in bearers.values() for one in _bearers(each)]

    def to_replace(self, dossier: str) -> str:
        """The code of that dossier that another one keeps; empty for none."""
        mine = (one for one in self.shared() if one.dossier_id == dossier)
        return next((one.code for one in mine if one.may_replace), "")

    def count(self) -> int:
        """How many codes stand on more than one dossier."""
        found = self.value("SELECT count(*) FROM view_shared_code")
        return found if isinstance(found, int) else 0

    def twins(self, dossier: str) -> list[Twin]:
        """The others on whose slips a code of this dossier stands or stood."""
        found = self.rows(
            "SELECT mine.code, d.id, d.code, d.owner FROM view_dossier AS me"
            " JOIN view_claim AS mine ON mine.key = me.key"
            " JOIN view_claim AS theirs ON theirs.code = mine.code AND theirs.key <> mine.key"
            " JOIN view_dossier AS d ON d.key = theirs.key WHERE me.id = ? ORDER BY 1, 2",
            (dossier,),
        )
        return [Twin(*map(str, row)) for row in found]


def _bearers(claims_: dict[str, Claim]) -> Iterable[Bearer]:
    first = first_of(claims_.values())
    for dossier, claim in sorted(claims_.items(), key=lambda one: one[1] != first):
        is_first = claim == first
        yield Bearer(claim.code, dossier, is_first, claim.is_ours and not is_first)


def _show(connection: Connection, key: int, dossier: Dossier) -> None:
    """Replace what stands under a dossier; both its old and its new codes are counted again."""
    before = [code for (code,) in connection.rows(_OF_KEY, (key,))]
    connection.run("DELETE FROM view_claim WHERE key = ?", (key,))
    now = list(claims(dossier))
    rows = [(one.code, key, one.is_former, one.is_ours, one.position, one.event) for one in now]
    connection.run_many("INSERT INTO view_claim VALUES (?,?,?,?,?,?)", rows)
    for code in {*before, *(one.code for one in now)}:
        connection.run("DELETE FROM view_shared_code WHERE code = ?", (code,))
        connection.run(_KEEP_SHARED, (code,))


_OF_KEY = "SELECT code FROM view_claim WHERE key = ?"

VIEW = DossierView(
    Tables(
        "codes",
        1,
        ("view_claim", "view_shared_code"),
        (_CLAIM, "CREATE INDEX view_claim_key ON view_claim (key)", _SHARED),
    ),
    _show,
)
