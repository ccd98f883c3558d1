"""Chốt số liệu: what a report of a period said when it was closed, never to be changed."""

from typing import ClassVar

import msgspec

from app.domain.events.payload import Payload
from app.domain.office_acts import OfficeAct


class FieldFigures(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row of biểu II.06a: a field and its columns 3 to 13, in order."""

    field: str
    counts: tuple[int, ...]


class KnownTo(msgspec.Struct, frozen=True, kw_only=True):
    """The last entry of one author that was counted: device, epoch, n."""

    device: str
    epoch: str
    n: int


class CoveredTo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One PC and up to when (UTC milliseconds) its work was known."""

    device: str
    name: str = ""
    until: int | None = None


class SheetFigure(msgspec.Struct, frozen=True, kw_only=True):
    """One number of the summary (bảng tổng hợp), by its name in `app.domain.reports.daily`."""

    name: str
    count: int


class ReportFrozen(Payload, frozen=True, kw_only=True):
    """The figures of a period (ISO days, both counted) as they were reported.

    `known` are the entries that were counted: whoever has them counts the same again. `digest` is
    the SHA-256 of the canonical content (`app.domain.reports.freezing`), hex. `complete` says
    whether every PC of the office was known to the period's end.
    """

    kind: ClassVar[str] = "office.report_frozen"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.FREEZE_REPORT

    first: str
    last: str
    commune: str
    counted_at: int
    figures: tuple[FieldFigures, ...]
    sheet: tuple[SheetFigure, ...]
    known: tuple[KnownTo, ...]
    covers: tuple[CoveredTo, ...]
    complete: bool
    digest: str = ""
