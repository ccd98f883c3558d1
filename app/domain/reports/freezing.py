"""A period's figures frozen (chốt số liệu), and what has become of them since.

The frozen figures stand for ever; what changes later is shown beside them, with the dossiers that
changed it. The content is hashed as JSON with sorted names, without the hash itself.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from app.domain.errors import RuleViolation
from app.domain.events.reports import (
    CoveredTo,
    FieldFigures,
    KnownTo,
    ReportFrozen,
    SheetFigure,
)
from app.domain.fold.office import Deed
from app.domain.procedure import Channel
from app.domain.reports.coverage import Coverage, Reached
from app.domain.reports.daily import DailySheet, counted_in, money_in
from app.domain.reports.lifeline import LifeLine
from app.domain.reports.period import Period
from app.domain.reports.situation import Column, Situation, columns_of

_SUMS = (
    "received",
    "settled",
    "given_back",
    "returned",
    "open_in_time",
    "open_due",
    "open_late",
    "open_supplement",
)


class Counted(NamedTuple):
    """A period as it was counted; `certified` are the lines of the certification books."""

    situation: Situation
    sheet: DailySheet
    certified: int


class Frozen(NamedTuple):
    """One freezing, who did it when; `is_intact`: its content still has the hash that it bears."""

    said: ReportFrozen
    by: str
    at: int
    id: str
    is_intact: bool


class Trace(NamedTuple):
    """Where one dossier is counted in a period; two that are equal change no figure."""

    field: str
    columns: tuple[Column, ...]
    parts: tuple[str, ...]
    fees: int
    online: bool
    electronic: bool
    supplements: bool


def report_id(period: Period) -> str:
    """The entity of a period's report: the same on every PC."""
    return f"report-{period.first.isoformat()}-{period.last.isoformat()}"


def freeze(
    period: Period,
    counted: Counted,
    coverage: Coverage,
    known: Iterable[Reached],
    commune: str,
) -> ReportFrozen:
    """Say what is frozen; raises `RuleViolation("period_not_over")` before the period's end."""
    if coverage.counted_at < period.end:
        raise RuleViolation("period_not_over", period.last.isoformat())
    said = ReportFrozen(
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        commune=commune,
        counted_at=coverage.counted_at,
        figures=figures_of(counted.situation),
        sheet=sheet_of(counted),
        known=tuple(KnownTo(device=one.device, epoch=one.epoch, n=one.n) for one in known),
        covers=tuple(
            CoveredTo(device=one.device, name=one.name, until=one.until)
            for one in coverage.reaches
            if not one.is_revoked
        ),
        complete=coverage.is_complete(period.end),
    )
    return msgspec.structs.replace(said, digest=digest(said))


def figures_of(counted: Situation) -> tuple[FieldFigures, ...]:
    """The rows of biểu II.06a as numbers, by the field's name."""
    return tuple(
        FieldFigures(field=field, counts=tuple(counted.count(one, field) for one in Column))
        for field in counted.fields
    )


def sheet_of(counted: Counted) -> tuple[SheetFigure, ...]:
    """The numbers of the summary."""
    sheet = counted.sheet
    told = {name: len(getattr(sheet.total, name)) for name in _SUMS} | {
        "fees": sheet.total.fees,
        "certified": counted.certified,
        "online": sheet.online,
        "electronic": sheet.electronic,
        "on_time": sheet.on_time,
    }
    return tuple(SheetFigure(name=name, count=count) for name, count in told.items())


def digest(said: ReportFrozen) -> str:
    """SHA-256 of the canonical content, hex."""
    told = msgspec.to_builtins(msgspec.structs.replace(said, digest=""))
    return hashlib.sha256(msgspec.json.encode(told, order="sorted")).hexdigest()


def freezings(deeds: Iterable[Deed]) -> tuple[Frozen, ...]:
    """Every freezing of a period in order; the last one is what it is compared with."""
    return tuple(
        Frozen(deed.said, deed.by, deed.at, deed.id, digest(deed.said) == deed.said.digest)
        for deed in deeds
        if isinstance(deed.said, ReportFrozen)
    )


def must_differ(now: ReportFrozen, before: Iterable[Frozen]) -> None:
    """Raise `RuleViolation` where the last freezing already says all this."""
    last = next(reversed([one.said for one in before]), None)
    if last is not None and _content(last) == _content(now):
        raise RuleViolation("report_frozen_unchanged")


def situation_then(said: ReportFrozen, field: str | None = None) -> Mapping[Column, int]:
    """The frozen numbers of a field, or of all."""
    rows = [one.counts for one in said.figures if field in {None, one.field}]
    return {
        column: sum(row[place] for row in rows if place < len(row))
        for place, column in enumerate(Column)
    }


def sheet_then(said: ReportFrozen) -> Mapping[str, int]:
    """The frozen numbers of the summary."""
    return {one.name: one.count for one in said.sheet}


def trace(line: LifeLine | None, period: Period) -> Trace | None:
    """Where a dossier is counted in a period that is over; None for nowhere."""
    if line is None:
        return None
    found = Trace(
        field=line.field,
        columns=columns_of(line, period, period.end),
        parts=tuple(counted_in(line, period, period.end)),
        fees=money_in(line, period),
        online=line.channel is Channel.ONLINE,
        electronic=line.electronic,
        supplements=line.supplements > 1,
    )
    return found if found.columns or found.parts or found.fees else None


def _content(said: ReportFrozen) -> tuple[object, ...]:
    return said.figures, said.sheet, said.complete, said.first, said.last
