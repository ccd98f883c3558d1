"""Writes one dossier's fold into the projections; the only writer they have."""

import functools
from collections.abc import Sequence

from app.domain import text
from app.domain.dossier import Dossier
from app.domain.provincial import owed, standing
from app.store.connection import Connection
from app.store.history import Acked, Acks
from app.store.projections.people import birth_words, people_of
from app.store.searching import spellings
from sync.protocol.event import Event
from sync.protocol.identity import EventId

_ENDS = (4, 6)  # people say the last figures of a telephone or a card

_PUT_DOSSIER = """
INSERT OR REPLACE INTO view_dossier (
    key, id, state, code, provisional_code, official_code, procedure, procedure_name, owner,
    owner_order, submitter, holder, accepted, due, ended, returned, level, waiting, conflicts,
    recorded, refused, doubtful
) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
"""


_HIDE = (
    "DELETE FROM view_dossier WHERE key = ?",
    "DELETE FROM view_code WHERE key = ?",
    "DELETE FROM search_folded WHERE rowid = ?",
    "DELETE FROM search_exact WHERE rowid = ?",
)


class Projector:
    """Bound to the connection whose transaction it writes in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def show(self, key: int, dossier: Dossier, events: Sequence[Event], acks: Acks) -> None:
        """Replace whatever the tables say of this dossier."""
        pending = [event.id for event in events if event.position is None]
        level = _level(pending, acks, is_recorded=_is_recorded(dossier)) if events else 0
        self._replace_pending(key, pending)
        if dossier.is_void:
            self._hide(key)
            return
        self._connection.run(_PUT_DOSSIER, _row(key, dossier, level))
        codes = [(text.squeezed(code), key) for code in _codes(dossier)]
        self._connection.run_many("INSERT OR IGNORE INTO view_code VALUES (?,?)", codes)
        self._replace_search(key, dossier)

    def _replace_pending(self, key: int, pending: Sequence[EventId]) -> None:
        self._connection.run("DELETE FROM view_pending WHERE key = ?", (key,))
        rows = [(key, *each) for each in pending]
        self._connection.run_many("INSERT INTO view_pending VALUES (?,?,?,?)", rows)

    def _hide(self, key: int) -> None:
        """An import that was taken back: no list and no search finds it."""
        for sql in _HIDE:
            self._connection.run(sql, (key,))

    def _replace_search(self, key: int, dossier: Dossier) -> None:
        names = " | ".join(_names(dossier))
        codes = " ".join(part for code in _codes(dossier) for part in (code, text.squeezed(code)))
        numbers = " ".join(_numbers(dossier))
        self._connection.run(
            "INSERT OR REPLACE INTO search_folded (rowid, names, codes, numbers) VALUES (?,?,?,?)",
            (key, spellings(text.fold(names)), codes.lower(), numbers),
        )
        self._connection.run(
            "INSERT OR REPLACE INTO search_exact (rowid, names) VALUES (?,?)",
            (key, names.lower()),
        )


def refresh_levels(connection: Connection, acks: Acks) -> list[str]:
    """After an acknowledgement: raise or lower what waited; answers the ids that changed."""
    rows = connection.rows(
        "SELECT d.key, d.id, d.level, d.recorded, p.device, p.epoch, max(p.n) FROM view_dossier d"
        " JOIN view_pending p ON p.key = d.key GROUP BY d.key, p.device, p.epoch"
    )
    pending: dict[tuple[int, str, int, int], list[EventId]] = {}
    for *dossier, device, epoch, n in rows:
        pending.setdefault((*dossier,), []).append(EventId(device, epoch, n))
    acks = Acks(functools.cache(acks.province), functools.cache(acks.hub))
    levels = (
        (_level(events, acks, is_recorded=bool(recorded)), key, id_, before)
        for (key, id_, before, recorded), events in pending.items()
    )
    changed = [row for row in levels if row[0] != row[3]]
    sql = "UPDATE view_dossier SET level = ? WHERE key = ?"
    connection.run_many(sql, [row[:2] for row in changed])
    return [id_ for _, _, id_, _ in changed]


def _row(key: int, dossier: Dossier, level: int) -> tuple[object, ...]:
    owner = dossier.owner or dossier.submitter
    official = dossier.official_code or ""
    procedure = dossier.procedure
    return (
        key,
        dossier.id,
        int(dossier.state),
        official or dossier.number,
        dossier.number,
        official,
        procedure.code if procedure else "",
        (procedure.short_name or procedure.name) if procedure else "",
        owner.name if owner else "",
        text.fold(owner.name) if owner else "",
        dossier.submitter.name if dossier.submitter else "",
        dossier.held_by,
        dossier.accepted_at,
        dossier.promise.due if dossier.promise else None,
        dossier.ended_at,
        dossier.returned_at,
        level,
        int(bool(dossier.waiting)),
        len(dossier.conflicts),
        int(_is_recorded(dossier)),
        int(_is_refused(dossier)),
        len(dossier.doubtful),
    )


def _are_sent(pending: Sequence[EventId], acked: Acked) -> bool:
    """Whether somebody holds all these, though they have no place in the order yet."""
    return all(event.n <= acked(event.author) for event in pending)


def _level(pending: Sequence[EventId], acks: Acks, *, is_recorded: bool) -> int:
    """0 here, 1 at the commune's server, 2 at the province's gateway, 3 recorded there."""
    if not _are_sent(pending, acks.province):
        return int(_are_sent(pending, acks.hub))
    return 3 if is_recorded else 2


def _is_recorded(dossier: Dossier) -> bool:
    """The province's system has it, and nothing was done since that it would have to know."""
    return standing(dossier).is_recorded and not owed(dossier)


def _is_refused(dossier: Dossier) -> bool:
    """It would not take what was done last, and nobody has mended or offered it again since."""
    return bool(owed(dossier).refused)


def _codes(dossier: Dossier) -> tuple[str, ...]:
    """Every number that somebody may come with, that of the visit among them."""
    return (*dossier.codes, dossier.ticket) if dossier.ticket else dossier.codes


def _names(dossier: Dossier) -> list[str]:
    people = [person for _, person in people_of(dossier)]
    return [name for person in people for name in (person.name, person.organisation) if name]


def _numbers(dossier: Dossier) -> list[str]:
    people = [person for _, person in people_of(dossier)]
    given = [number for person in people for number in (person.id_number, person.phone) if number]
    whole = [text.squeezed(number) for number in given]
    born = [part for person in people for part in birth_words(person)]
    return [
        *born,
        *whole,
        *(number[-size:] for number in whole for size in _ENDS if len(number) > size),
    ]
