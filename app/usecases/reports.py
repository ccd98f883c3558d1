"""Báo cáo: a period's biểu II.06a, its daily sheet, its register, and what they cover."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

from app.domain.errors import RuleViolation
from app.domain.events import DeviceCertified
from app.domain.papers.register import RegisterRow
from app.domain.reports import (
    Counted,
    Coverage,
    DailySheet,
    Frozen,
    Period,
    Reach,
    Reached,
    Situation,
    Span,
    daily_sheet,
    figures_of,
    freeze,
    freezings,
    known_until,
    life_line,
    must_differ,
    period_of,
    report_id,
    sheet_of,
    situation,
    trace,
)
from app.store.projections.certification import Certifications
from app.store.projections.reports import Reports
from app.store.reaching import Known, Mark
from app.store.reader import Reader
from app.system.clock import milliseconds
from app.usecases.desk import Desk
from app.usecases.lookup import DossierRow, row_of
from app.usecases.pc_names import DEVICE, OFFICE, revoked_pcs
from app.usecases.staff import hidden_dossiers, hidden_fields
from app.usecases.step import Entity, record_office
from sync.protocol.identity import Author

PAGE = 100
REPORT: Final = "report"


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
    """Rows of its register that this officer sees."""
    hidden: int = 0
    """Rows that she does not: dossiers of other agencies. Every figure counts them."""
    frozen: tuple[Frozen, ...] = ()
    """Every freezing of this period, the last one last."""

    @property
    def counted(self) -> Counted:
        """Its figures alone."""
        return Counted(self.situation, self.sheet, self.certified)

    @property
    def is_complete(self) -> bool:
        """Is the period over and everybody's work in it known? Else all of it is "tạm"."""
        return self.coverage.is_complete(self.period.end)


class Since(msgspec.Struct, frozen=True, kw_only=True):
    """What was frozen, whether its figures are others now, and which dossiers made them so.

    A figure may also change because the province put entries into another order: then there are
    changes without a dossier here.
    """

    frozen: Frozen
    causes: tuple[str, ...] = ()
    is_changed: bool = False


def report(desk: Desk, period: Period) -> Report:
    """Count a period from what happened in it, never from how things stand now."""
    now = milliseconds(desk.now())
    reader = desk.store.reader()
    topic = reader.topic(Reports)
    span = (period.start, period.end)
    lines = topic.lines(span)
    registered = topic.registered(span, hidden_fields(desk, reader))
    return Report(
        period=period,
        situation=situation(lines, period, now),
        sheet=daily_sheet(lines, period, now),
        coverage=coverage(desk, reader.reached(), now),
        certified=reader.topic(Certifications).count(span),
        registered=registered,
        hidden=topic.registered(span) - registered,
        frozen=freezings(reader.deeds_of(report_id(period))),
    )


def this(desk: Desk, span: Span, day: date | None = None) -> Period:
    """The day, month, quarter or year around a day; around today where none is said."""
    return period_of(span, day or desk.now().date())


def register(
    desk: Desk, period: Period, offset: int = 0, limit: int = -1
) -> tuple[tuple[str, RegisterRow], ...]:
    """Rows of the register (Mẫu 07) by when they were received, each with its dossier.

    Without those of other agencies, as everywhere where names stand.
    """
    reader = desk.store.reader()
    span, hidden = (period.start, period.end), hidden_fields(desk, reader)
    return tuple(reader.topic(Reports).register(span, offset, limit, hidden))


def seen(desk: Desk, dossier_ids: Sequence[str]) -> tuple[str, ...]:
    """Those of the dossiers behind a number that are not another agency's."""
    hidden = hidden_dossiers(desk, desk.store.reader(), dossier_ids)
    return tuple(one for one in dossier_ids if one not in hidden)


def behind(
    desk: Desk, dossier_ids: Sequence[str], offset: int = 0, limit: int = PAGE
) -> tuple[DossierRow, ...]:
    """The dossiers behind a number that this officer sees, a page of them."""
    found = desk.store.reader().rows(seen(desk, dossier_ids)[offset : offset + limit])
    return tuple(map(row_of, found))


def freeze_report(desk: Desk, shown: Report) -> Report:
    """Chốt số liệu: keep the figures of a period as they are reported, with their hash.

    Counted anew inside the act; raises `RuleViolation` where the period is not over, where the
    figures are no longer those that were shown, or where the last freezing says the same.
    """
    period = shown.period
    entity = Entity(report_id(period), REPORT)
    span = (period.start, period.end)
    with desk.store.act(by=desk.officer) as act:
        now = milliseconds(act.now())
        known = act.reached()
        lines = act.topic(Reports).lines(span)
        certified = act.topic(Certifications).count(span)
        counted = Counted(situation(lines, period, now), daily_sheet(lines, period, now), certified)
        covered = coverage(desk, known, now)
        said = freeze(period, counted, covered, known, desk.office.commune_code)
        if said.figures != figures_of(shown.situation) or said.sheet != sheet_of(shown.counted):
            raise RuleViolation("report_changed")
        before = act.deeds(entity.id)
        must_differ(said, freezings(before))
        record_office(desk, act, entity, said, before)
    return report(desk, period)


def is_changed(shown: Report, frozen: Frozen) -> bool:
    """Are the figures of a frozen period others now?"""
    said = frozen.said
    return said.figures != figures_of(shown.situation) or said.sheet != sheet_of(shown.counted)


def since(desk: Desk, shown: Report, frozen: Frozen) -> Since:
    """What has come to a period since it was frozen: the dossiers that changed a figure."""
    return Comparison().since(desk, shown, frozen)


class Comparison:
    """Compares a period with its freezing again and again, as a page does that stays open.

    While the figures are the same nothing is read; when they are others, only what was touched
    since the last time is folded as it was then. Used on one thread.
    """

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._mark: Mark | None = None
        self._causes: frozenset[str] = frozenset()

    def since(self, desk: Desk, shown: Report, frozen: Frozen) -> Since:
        """Say whether the figures are others, and which dossiers made them so."""
        if not is_changed(shown, frozen):
            return Since(frozen=frozen)
        reader = desk.store.reader()
        # a certificate or a revocation changes what counts of anybody's work: all anew
        of = (frozen.id, len(reader.facts(DEVICE)))
        if of != self._of:
            self._of, self._mark, self._causes = of, None, frozenset()
        mark = reader.mark()  # before the reading: what comes meanwhile is read the next time
        if mark != self._mark:
            known = Known({Author(one.device, one.epoch): one.n for one in frozen.said.known})
            before = self._mark
            touched = reader.touched_since(before) if before else reader.touched_beyond(known)
            changed = frozenset(_changing(reader, touched, known, shown.period))
            self._mark, self._causes = mark, self._causes.difference(touched) | changed
        return Since(frozen=frozen, causes=tuple(sorted(self._causes)), is_changed=True)


def _changing(
    reader: Reader, touched: Sequence[str], known: Known, period: Period
) -> Iterator[str]:
    """Those that are counted otherwise now; only what was known then is folded."""
    topic = reader.topic(Reports)
    were_here = reader.known_to(known) if touched else frozenset()
    for entity in touched:
        then = reader.dossier_then(entity, known) if entity in were_here else None
        was = None if then is None else life_line(then)
        if trace(topic.line(entity), period) != trace(was, period):
            yield entity


def coverage(desk: Desk, known: Sequence[Reached], now: int) -> Coverage:
    """Up to when the work of each PC of the office is known here; this one's is, up to now."""
    own = desk.store.device.device
    said = (fact.said for fact in desk.store.reader().facts(DEVICE))
    names = {
        one.device: one.name
        for one in said
        if isinstance(one, DeviceCertified) and OFFICE in one.prefixes
    }
    revoked = revoked_pcs(desk)
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
