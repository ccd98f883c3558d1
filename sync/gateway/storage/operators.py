"""Who looks after the province's gateway, and the audit of what they did: it only grows."""

from typing import NamedTuple

from sync.gateway.storage.database import Database, Session


class Operator(NamedTuple):
    """A person at the province's centre. `valid_from`: sessions that began before it are over."""

    name: str
    may_act: bool
    password: str
    valid_from: int


class Deed(NamedTuple):
    """One line of the audit: who did what about what, in the order of `id`."""

    id: int
    at: int
    who: str
    what: str
    about: str
    detail: str


class Operators:
    """The operators in the registry."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, operator: Operator) -> None:
        """Add an operator, or give one a new password and role."""
        with self._database.writing() as db:
            db.execute(
                """INSERT INTO operators (name, may_act, password, valid_from)
                VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET may_act = excluded.may_act,
                    password = excluded.password, valid_from = excluded.valid_from""",
                (operator.name, int(operator.may_act), *operator[2:]),
            )

    def remove(self, name: str) -> bool:
        """Take an operator out; answer whether there was one."""
        with self._database.writing() as db:
            return bool(db.execute("DELETE FROM operators WHERE name = ?", (name,)).rowcount)

    def end_sessions(self, name: str, now_ms: int) -> None:
        """Let no session count that began up to now."""
        with self._database.writing() as db:
            db.execute("UPDATE operators SET valid_from = ? WHERE name = ?", (now_ms + 1, name))

    def find(self, name: str) -> Operator | None:
        """The operator of that name."""
        return next((one for one in self.all() if one.name == name), None)

    def all(self) -> tuple[Operator, ...]:
        """List them by name."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT name, may_act, password, valid_from FROM operators ORDER BY name"
            )
            return tuple(Operator(row[0], bool(row[1]), *row[2:]) for row in rows)


class Audit:
    """Who did what; it only grows, and the database itself refuses to change a line."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, at: int, who: str, what: str, about: str = "", detail: str = "") -> None:
        """Write a line."""
        with self._database.writing() as db:
            write_deed(db, at, who, what, about, detail)

    def before(self, id_: int, limit: int) -> list[Deed]:
        """The lines before one, the newest first; 0 for the newest of all."""
        with self._database.reading() as db:
            rows = db.execute(
                """SELECT id, at, who, what, about, detail FROM audit
                WHERE ? = 0 OR id < ? ORDER BY id DESC LIMIT ?""",
                (id_, id_, limit),
            )
            return [Deed(*row) for row in rows]


def write_deed(  # noqa: PLR0913, PLR0917 - the columns of the list
    db: Session, at: int, who: str, what: str, about: str, detail: str
) -> None:
    """Write a line within the caller's transaction."""
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM audit").fetchone()
    db.execute(
        "INSERT INTO audit (id, at, who, what, about, detail) VALUES (?, ?, ?, ?, ?, ?)",
        (last + 1, at, who, what, about, detail),
    )
