"""From a filter to SQL: fixed pieces are joined, values are always bound."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from app.store import searching
from app.store.records import Filter
from app.system.clock import milliseconds

_COLUMNS = """SELECT id, state, code, provisional_code, official_code, procedure, procedure_name,
owner, submitter, holder, accepted, due, ended, returned, level, waiting, conflicts, refused,
doubtful FROM view_dossier"""

ORDERS = {
    "accepted": "ORDER BY accepted, key",
    "-accepted": "ORDER BY accepted DESC, key DESC",
    "due": "ORDER BY due IS NULL, due, key",
    "-due": "ORDER BY due DESC, key DESC",
    "code": "ORDER BY code, key",
    "-code": "ORDER BY code DESC, key DESC",
    "owner": "ORDER BY owner_order, key",
    "-owner": "ORDER BY owner_order DESC, key DESC",
    "procedure": "ORDER BY procedure, accepted, key",
    "-procedure": "ORDER BY procedure DESC, accepted DESC, key DESC",
    "state": "ORDER BY state, due, key",
    "-state": "ORDER BY state DESC, due DESC, key DESC",
}


class Query(NamedTuple):
    """A statement and its bound values."""

    sql: str
    values: tuple[object, ...]


def page(which: Filter, order: str, offset: int, limit: int) -> Query:
    """One page: keys are found in an index first, whole rows are read only for the page."""
    where, values = _conditions(which)
    by = ORDERS[order]
    keys = ("WHERE key IN (SELECT key FROM view_dossier", *where, by, "LIMIT ? OFFSET ?)")
    return _query((_COLUMNS, *keys, by), (*values, limit, offset))


def count(which: Filter) -> Query:
    """How many there are."""
    where, values = _conditions(which)
    return _query(("SELECT count(*) FROM view_dossier", *where), values)


def by_keys(keys: Sequence[int]) -> Query:
    """Lines in the order of their keys as given."""
    listed = msgspec.json.encode(list(keys)).decode()
    order = "JOIN json_each(?) AS wanted ON wanted.value = view_dossier.key ORDER BY wanted.id"
    return _query((_COLUMNS.replace("SELECT id", "SELECT view_dossier.id"), order), (listed,))


def by_ids(dossiers: Sequence[str]) -> Query:
    """Lines in the order of their ids as given."""
    listed = msgspec.json.encode(list(dossiers)).decode()
    order = "JOIN json_each(?) AS wanted ON wanted.value = view_dossier.id ORDER BY wanted.id"
    return _query((_COLUMNS.replace("SELECT id", "SELECT view_dossier.id"), order), (listed,))


_TROUBLED = """key IN (SELECT key FROM view_dossier WHERE troubled
UNION SELECT key FROM view_shared_code JOIN view_claim USING (code) WHERE NOT former)"""
_NOT_HIDDEN = (
    "+key NOT IN (SELECT key FROM view_field WHERE field IN (SELECT value FROM json_each(?)))"
)


def by_id(dossier: str) -> Query:
    """One line."""
    return _query((_COLUMNS, "WHERE id = ?"), (dossier,))


def _conditions(which: Filter) -> tuple[list[str], list[object]]:
    parts: list[str] = []
    values: list[object] = []
    for is_set, part, value in _clauses(which):
        if is_set:
            parts += ["AND" if parts else "WHERE", part]
            values += value
    return parts, values


def _clauses(which: Filter) -> list[tuple[object, str, list[object]]]:
    states = msgspec.json.encode(which.states).decode()
    match = searching.folded_match(which.text) if which.text else ""
    in_states = "state IN (SELECT value FROM json_each(?))"
    # the plus keeps the order's index in the lead: a word that thousands have stops after one page
    found = "+key IN (SELECT rowid FROM search_folded WHERE search_folded MATCH ?)"
    return [
        (which.states, in_states, [states]),
        (which.procedure, "procedure = ?", [which.procedure]),
        (which.text, found, [match]),
        *_spans(which),
        *_work(which),
        (which.open_only, "ended IS NULL", []),
        (which.unsent_only, "level < 2", []),
        (which.troubled_only, _TROUBLED, []),
        (which.unscanned_only, "+key IN (SELECT key FROM view_unscanned)", []),
        (which.hidden_fields, _NOT_HIDDEN, [msgspec.json.encode(which.hidden_fields).decode()]),
        (which.to_tell_only, "key IN (SELECT key FROM view_telling)", []),
    ]


def _work(which: Filter) -> list[tuple[object, str, list[object]]]:
    """What waits inside the commune, by its kind and moment."""
    waiting = "key IN (SELECT key FROM view_work WHERE what = ? AND (? IS NULL OR due < ?))"
    before = None if which.work_before is None else milliseconds(which.work_before)
    return [(which.work, waiting, [which.work, before, before])]


def _spans(which: Filter) -> list[tuple[object, str, list[object]]]:
    spans = (
        (which.accepted_from, "accepted >= ?"),
        (which.accepted_before, "accepted < ?"),
        (which.due_from, "due >= ?"),
        (which.due_before, "due < ?"),
        (which.returned_from, "returned >= ?"),
        (which.returned_before, "returned < ?"),
    )
    return [(end, part, [milliseconds(end)]) for end, part in spans if end is not None]


def _query(parts: Sequence[str], values: Sequence[object]) -> Query:
    return Query(" ".join(parts), tuple(values))
