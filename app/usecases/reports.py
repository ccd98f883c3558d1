"""Báo cáo: a period's biểu II.06a, its daily sheet, its register, and what they cover."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import msgspec

from app.domain.events import DeviceCertified, DeviceRevoked
from app.domain.papers.register import RegisterRow
from app.domain.reports import (
    Coverage,
    DailySheet,
    Period,
    Reach,
    Situation,
    Span,
    daily_sheet,
    known_until,
    period_of,
    situation,
)
from app.store.projections.certification import Certifications
from app.store.projections.reports import Reports
from app.store.reader import Reader
from app.system.clock import milliseconds
from app.usecases.desk import Desk
from app.usecases.lookup import DossierRow, row_of
from app.usecases.pc_names import DEVICE, OFFICE

PAGE = 100


class ReportKind(StrEnum):
    """What a period is shown as."""

    SITUATION = "situation"
    """Biểu II.06a/VPCP/KSTT (TT 01/2020/TT-VPCP)."""
    SHEET = "sheet"
    """Bảng tổng hợp of a day or of some days."""
    REGISTER = "register"
    """Sổ theo dõi hồ sơ, Mẫu 07."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One period, counted now. `certified` are the lines of the certification books."""

    period: Period
    situation: Situation
    sheet: DailySheet
    coverage: Coverage
    certified: int
    registered: int

    @property
    def is_complete(self) -> bool:
        """Is the period over and everybody's work in it known? Else all of it is "tạm"."""
        return self.coverage.is_complete(self.period.end)


def report(desk: Desk, period: Period) -> Report:
    """Count a period from what happened in it, never from how things stand now."""
    now = milliseconds(desk.now())
    reader = desk.store.reader()
    topic = reader.topic(Reports)
    span = (period.start, period.end)
    lines = topic.lines(span)
    return Report(
        period=period,
        situation=situation(lines, period, now),
        sheet=daily_sheet(lines, period, now),
        coverage=coverage(desk, reader, now),
        certified=reader.topic(Certifications).count(span),
        registered=topic.registered(span),
    )


def this(desk: Desk, span: Span, day: date | None = None) -> Period:
    """The day, month, quarter or year around a day; around today where none is said."""
    return period_of(span, day or desk.now().date())


def register(
    desk: Desk, period: Period, offset: int = 0, limit: int = -1
) -> tuple[tuple[str, RegisterRow], ...]:
    """Rows of the register (Mẫu 07) by when they were received, each with its dossier."""
    topic = desk.store.reader().topic(Reports)
    return tuple(topic.register((period.start, period.end), offset, limit))


def behind(
    desk: Desk, dossier_ids: Sequence[str], offset: int = 0, limit: int = PAGE
) -> tuple[DossierRow, ...]:
    """The dossiers behind a number, a page of them."""
    found = desk.store.reader().rows(dossier_ids[offset : offset + limit])
    return tuple(map(row_of, found))


def coverage(desk: Desk, reader: Reader, now: int) -> Coverage:
    """Up to when the work of each PC of the office is known here; this one's is, up to now."""
    own = desk.store.device.device
    said = [fact.said for fact in reader.facts(DEVICE)]
    names = {
        one.device: one.name
        for one in said
        if isinstance(one, DeviceCertified) and OFFICE in one.prefixes
    }
    revoked = {one.device for one in said if isinstance(one, DeviceRevoked)}
    known = reader.reached()
    others = (
        Reach(
            device=device,
            name=name or device,
            until=known_until(one for one in known if one.device == device),
            is_revoked=device in revoked,
        )
        for device, name in sorted(names.items(), key=lambda pair: pair[1])
        if device != own
    )
    here = Reach(device=own, name=names.get(own, ""), until=now, is_here=True)
    return Coverage(counted_at=now, reaches=(here, *others))
