"""Late, or only told late: what this PC can prove of a dossier, and of a period's dossiers."""

import msgspec

from app.domain.dossier import Dossier
from app.domain.history import TimelineEntry
from app.domain.link import Stretch
from app.domain.reports import LifeLine, Period
from app.domain.timeliness import (
    TOLD_LATE,
    Judgement,
    Known,
    Timeliness,
    Totals,
    decision,
    timeliness,
    totals,
)
from app.store.projections.reports import Reports
from app.store.reader import Reader
from app.system.clock import milliseconds
from app.usecases.desk import Desk
from app.usecases.staff import hidden_dossiers
from sync.protocol.identity import EventId

_BEFORE = 86_400_000
"""Of the link journal a day more is read: an outage may have begun before the act."""


class LateList(msgspec.Struct, frozen=True, kw_only=True):
    """Hồ sơ bị tính trễ do đồng bộ: those decided in a period that the province heard of late.

    `totals` counts every dossier of the period; `hidden` are rows of other agencies left out.
    """

    period: Period
    rows: tuple[Timeliness, ...]
    totals: Totals
    hidden: int = 0


def of_dossier(desk: Desk, dossier_id: str) -> Timeliness | None:
    """What is proved of one dossier; None while nothing has settled it."""
    return of_record(desk, desk.store.reader().dossier(dossier_id))


def of_record(desk: Desk, record: Dossier) -> Timeliness | None:
    """The same of a dossier that is at hand."""
    entry, reader = decision(record), desk.store.reader()
    if entry is None:
        return None
    stretches = reader.evidence.stretches(entry.at - _BEFORE)
    return timeliness(record, entry, _known(desk, reader, entry, stretches), _now(desk))


def told_late(desk: Desk, period: Period) -> LateList:
    """The list of a period, by when its dossiers were decided; every dossier of it is judged."""
    reader = desk.store.reader()
    lines = reader.topic(Reports).lines((period.start, period.end))
    stretches = reader.evidence.stretches(period.start - _BEFORE)
    found = [
        judged
        for line in lines
        if not line.elsewhere and period.holds(line.settled)
        if (judged := _judged(desk, reader, line, stretches)) is not None
    ]
    rows = sorted((one for one in found if one.judgement in TOLD_LATE), key=_by_decision)
    hidden = hidden_dossiers(desk, reader, [one.id for one in rows])
    return LateList(
        period=period,
        rows=tuple(one for one in rows if one.id not in hidden),
        totals=totals(found),
        hidden=len(hidden),
    )


def link_extract(desk: Desk, found: Timeliness) -> tuple[Stretch, ...]:
    """The link journal from the recording of the act to its arrival, both ends with it."""
    way = found.journey
    end = _now(desk) if way.delivered is None else max(way.delivered, way.learned or 0)
    return tuple(desk.store.reader().evidence.stretches(found.entered, end))


def _judged(
    desk: Desk, reader: Reader, line: LifeLine, stretches: list[Stretch]
) -> Timeliness | None:
    record = reader.dossier(line.id)
    entry = decision(record)
    if entry is None:
        return None
    return timeliness(record, entry, _known(desk, reader, entry, stretches), _now(desk))


def _known(desk: Desk, reader: Reader, entry: TimelineEntry, stretches: list[Stretch]) -> Known:
    return Known(
        journey=reader.evidence.journey(EventId.parse(entry.id)),
        stretches=stretches,
        is_own=entry.device == desk.store.device.device,
    )


def _by_decision(one: Timeliness) -> tuple[int, str]:
    return one.decided, one.id


def _now(desk: Desk) -> int:
    return milliseconds(desk.now())


__all__ = ["Judgement", "LateList", "Timeliness", "link_extract", "of_dossier", "told_late"]
