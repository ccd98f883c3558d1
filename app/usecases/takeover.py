"""Nhập ngày đầu: taking over the dossiers at work from the province's export, and taking that back.

A file is read, its columns are found or told once, every row is judged, and what can be taken over
is recorded in small groups, each in one transaction. Whatever is here by its code is left alone:
going on after a power cut is doing the same again. An import bears its file's digest for a name, so
that what was broken off and what followed are one.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

import msgspec

from app.domain import access
from app.domain.access import Role
from app.domain.calendar import OFFICE_TIME
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import Imported, ProcedureRef
from app.domain.practice import MARK
from app.domain.procedure_search import Entry
from app.domain.states import State
from app.domain.takeover import (
    Cell,
    Field,
    Judged,
    Judgement,
    Known,
    Layout,
    Source,
    codes_in,
    find_layout,
    heading_of,
    judge,
    unknown_states,
)
from app.domain.text import fold
from app.store.act import Act
from app.store.projections.imports import Codes, Imports
from app.store.reader import Reader
from app.system import spreadsheet, tables
from app.system.clock import instant, milliseconds
from app.system.spreadsheet import Sheet
from app.system.tables import TableFile
from app.usecases.acceptance import procedure_ref
from app.usecases.desk import Desk
from app.usecases.practice import is_practice
from app.usecases.step import must_still_hold, record
from app.usecases.terms import working_time

AT_ONCE = 25
"""Dossiers of one transaction: no other act waits longer than that takes."""

NAMED = 20
"""Dossiers of an import that are named where not all can be taken back."""

_KEPT = "takeover.columns"
_BATCH = 16  # figures of the digest that name an import
_IDS = uuid.UUID("6d2a9c1e-58f0-4b8e-9a40-1f6c35d0e7b2")
_CLOSES = time(17, 0)  # on a day off


class OfficeColumns(msgspec.Struct, frozen=True):
    """What the office said of its province's export: fields by heading, states by their words.

    An empty field says that nothing is read from that column.
    """

    headings: dict[str, str] = {}
    states: dict[str, int] = {}


class Plan(msgspec.Struct, frozen=True):
    """How a file is read: which of its tables, and which column says what."""

    table: int
    layout: Layout


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """One import of which anything is still here; `worked_on` names dossiers that would stay."""

    id: str
    at: datetime
    by: str
    dossiers: int
    untouched: int
    worked_on: tuple[str, ...] = ()


class Preview(msgspec.Struct, frozen=True):
    """Every row judged; `strange` are words for states that are not understood."""

    rows: tuple[Judged, ...]
    strange: Mapping[str, int] = {}

    def of(self, *wanted: Judgement) -> tuple[Judged, ...]:
        """The rows of these judgements."""
        return tuple(row for row in self.rows if row.judgement in wanted)


def open_file(path: Path) -> TableFile:
    """Read the province's export; raises `RuleViolation` or `OSError`."""
    return tables.read(path)


def office_columns(reader: Reader) -> OfficeColumns:
    """What this PC keeps of earlier files."""
    kept = reader.preferences.get(_KEPT)
    return msgspec.json.decode(kept, type=OfficeColumns) if kept else OfficeColumns()


def keep_columns(desk: Desk, file: TableFile, plan: Plan, states: Mapping[str, State]) -> None:
    """Keep how this file is read, for the next one."""
    before = office_columns(desk.store.reader())
    by_place = {place: field for field, place in plan.layout.columns.items()}
    head = file.tables[plan.table].rows[plan.layout.head]
    headings = {
        heading: by_place[place].value if place in by_place else ""
        for place, cell in enumerate(head)
        if (heading := heading_of(cell))
    }
    said = {fold(words): int(state) for words, state in states.items()}
    kept = OfficeColumns(before.headings | headings, before.states | said)
    desk.store.preferences.put(_KEPT, msgspec.json.encode(kept))


def propose(desk: Desk, file: TableFile) -> Plan | None:
    """The table and the row of headings that look most like an export; None where none does."""
    office = office_columns(desk.store.reader()).headings
    found = [
        (len(layout.columns), -place, Plan(place, layout))
        for place, table in enumerate(file.tables)
        if (layout := find_layout(table.rows, office)) is not None
    ]
    return max(found, key=lambda one: one[:2])[2] if found else None


def headings(file: TableFile, plan: Plan) -> list[Cell]:
    """The headings of the chosen row."""
    return file.tables[plan.table].rows[plan.layout.head]


def preview(desk: Desk, file: TableFile, plan: Plan) -> Preview:
    """Judge every row; nothing is recorded. Raises `RuleViolation` without a column of codes."""
    if Field.CODE not in plan.layout.columns:
        raise RuleViolation("import_code_column_missing")
    reader, rows = desk.store.reader(), file.tables[plan.table].rows
    states = {words: State(code) for words, code in office_columns(reader).states.items()}
    here = reader.topic(Codes).here(codes_in(rows, plan.layout))
    known = Known(_finder(desk), here, _closing(desk), milliseconds(desk.now()), states=states)
    source = Source(file.digest, file.digest[:_BATCH])
    judged = tuple(judge(rows, plan.layout, source, known))
    return Preview(judged, unknown_states(rows, plan.layout, states))


def groups(found: Preview) -> Iterator[tuple[Imported, ...]]:
    """What can be taken over, in groups of one transaction each."""
    said = [row.said for row in found.rows if row.said is not None]
    for first in range(0, len(said), AT_ONCE):
        yield tuple(said[first : first + AT_ONCE])


def take_over(desk: Desk, group: Sequence[Imported]) -> int:
    """Record one group; answers how many were not here yet. Doing it again changes nothing."""
    must_still_hold(desk)
    taken = 0
    with desk.store.act(by=desk.officer) as act:
        here = act.topic(Codes).here(frozenset(said.code for said in group))
        for said in group:
            if said.code not in here:
                access.check(Role(desk.officer.role), said)
                dossier_id = _new_id(desk, act, said.code)
                act.record(dossier_id, Dossier(id=dossier_id).take_over(said))
                taken += 1
    return taken


def imports(desk: Desk) -> tuple[Import, ...]:
    """The imports of which anything is still here, the newest first."""
    reader = desk.store.reader()
    topic = reader.topic(Imports)
    return tuple(
        Import(
            id=one.id,
            at=instant(one.at).astimezone(OFFICE_TIME),
            by=one.by,
            dossiers=one.dossiers,
            untouched=one.untouched,
            worked_on=tuple(
                row.code for row in reader.rows(topic.of(one.id, untouched=False, limit=NAMED))
            ),
        )
        for one in topic.batches()
    )


def take_back(desk: Desk, batch: str, reason: str) -> int:
    """Take some dossiers of an import back, each by an act of its own; answers how many.

    Called until nothing is left: zero says so. Raises `RuleViolation`.
    """
    ids = desk.store.reader().topic(Imports).of(batch, untouched=True, limit=AT_ONCE)
    if not ids:
        return 0
    with desk.store.act(by=desk.officer) as act:
        for dossier_id in ids:
            now = act.dossier(dossier_id)
            record(desk, act, dossier_id, now.withdraw_import(reason), now.version)
    return len(ids)


def write_rows(desk: Desk, path: Path, title: str, rows: Sequence[tuple[Judged, str]]) -> None:
    """Write rows with what is said about them into an Excel file; raises `OSError`.

    In the practice office it says above them that it is worth nothing.
    """
    heads = (("Dòng", 8), ("Mã hồ sơ", 28), ("Chủ hồ sơ", 28), ("Thủ tục", 40), ("Lý do", 50))
    lines = [(row.row, row.code, row.owner, row.procedure, why) for row, why in rows]
    above = (MARK, title) if is_practice(desk) else (title,)
    spreadsheet.write(path, [Sheet("Chưa nhập", above, heads, lines)])


def _new_id(desk: Desk, act: Act, code: str) -> str:
    """The same on every PC, so that two imports of one dossier meet; another after a withdrawal."""
    codes, attempt = act.topic(Codes), 0
    while True:
        name = f"{desk.office.commune_code}\n{code}\n{attempt}"
        dossier_id = str(uuid.uuid5(_IDS, name))
        if not codes.is_taken(dossier_id):
            return dossier_id
        attempt += 1


def _finder(desk: Desk) -> Callable[[str, str], ProcedureRef | None]:
    """Find a procedure by its code, else by a whole name that no other has; each is read once."""
    entries = desk.catalogue.entries(desk.office.province_name)
    by_code = {one.code: one for one in entries}
    named: defaultdict[str, set[str]] = defaultdict(set)
    for one in entries:
        for name in filter(None, (one.short_name, one.name)):
            named[fold(name)].add(one.code)
    by_name = {name: by_code[min(codes)] for name, codes in named.items() if len(codes) == 1}
    read: dict[str, ProcedureRef] = {}

    def find(code: str, name: str) -> ProcedureRef | None:
        entry: Entry | None = by_code.get(code) or by_name.get(fold(name))
        if entry is None:
            return None
        if entry.code not in read:
            read[entry.code] = procedure_ref(desk.catalogue.procedure(entry.code))
        return read[entry.code]

    return find


def _closing(desk: Desk) -> Callable[[date], datetime]:
    hours = working_time(desk)
    return lambda day: hours.closing(day) or datetime.combine(day, _CLOSES, OFFICE_TIME)
