"""Nhật ký: who did what at this office, read from the journal itself."""

from datetime import date, datetime
from typing import NamedTuple

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.text import fold
from app.store.records import Audited
from app.usecases.desk import Desk
from app.usecases.pc_names import pc_names

PAGE = 500
MOST_READ = 20_000
"""Entries that one question looks at, from the newest on."""


class Wanted(NamedTuple):
    """What is looked for: words in a name or a number, and a day; empty is everything."""

    text: str = ""
    day: date | None = None


class AuditRow(msgspec.Struct, frozen=True, kw_only=True):
    """One act in the office's time."""

    at: datetime
    happened: datetime
    by: str
    role: str
    kind: str
    dossier_id: str
    code: str
    pc: str

    @property
    def is_late(self) -> bool:
        """Written down at another time than it happened."""
        return abs((self.at - self.happened).total_seconds()) >= 60


class Audit(NamedTuple):
    """What was found, and whether older entries were not looked at."""

    rows: tuple[AuditRow, ...]
    is_cut: bool


def audit(desk: Desk, wanted: Wanted) -> Audit:
    """Return the newest acts that fit; a question about everything ends at one page."""
    reader, names = desk.store.reader(), pc_names(desk)
    own = desk.store.device.device
    rows: list[AuditRow] = []
    before = looked = 0
    while looked < MOST_READ and len(rows) < PAGE:
        found = reader.audit(before, PAGE)
        looked += len(found)
        told = (_row(one, names, own) for one in found)
        rows += [row for row in told if _fits(row, wanted)]
        if len(found) < PAGE:
            return Audit(tuple(rows), is_cut=False)
        before = found[-1].place
    return Audit(tuple(rows[:PAGE]), is_cut=True)


def _row(one: Audited, names: dict[str, str], own: str) -> AuditRow:
    return AuditRow(
        at=one.at.astimezone(OFFICE_TIME),
        happened=one.happened.astimezone(OFFICE_TIME),
        by=one.by,
        role=one.role,
        kind=one.kind,
        dossier_id=one.entity if one.entity_type == "dossier" else "",
        code=one.code,
        pc="" if one.device == own else names.get(one.device, one.device),
    )


def _fits(row: AuditRow, wanted: Wanted) -> bool:
    if wanted.day is not None and wanted.day not in (row.at.date(), row.happened.date()):
        return False
    text = fold(wanted.text)
    return not text or text in fold(f"{row.by} {row.code}")
