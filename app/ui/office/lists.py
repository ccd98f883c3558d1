"""The lists of the page Cơ quan."""

from app.domain.access import DEVICE_ROLE, Role
from app.domain.events import KINDS
from app.domain.officers import Agency, OfficerRecord
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.office.presenter import View
from app.ui.reception.typed import shown_day
from app.ui.widgets.fields import ChoiceField
from app.ui.widgets.table import Column, RowModel, RowView
from app.usecases.audit import Audit, AuditRow

_OTHER_KINDS = {
    "office.founded": "Lập cơ quan trên máy",
    "device.epoch_begun": "Máy bắt đầu dãy số mới",
    "device.clock_confirmed": "Xác nhận ngày giờ của máy",
    "device.machine_told": "Máy báo cấu hình cho tỉnh",
}
NARROW_HIDES = {"staff": (2,), "audit": (2, 5)}


class StaffModel(RowModel[OfficerRecord]):
    """Officers as they are today, which `day` names (ISO)."""

    def __init__(self) -> None:
        self.day = ""
        columns = (
            Column[OfficerRecord](tr("Full name"), lambda row: row.name, width=24, bold=True),
            Column[OfficerRecord](tr("Role"), lambda row: label(row.role), width=20),
            Column[OfficerRecord](tr("Position"), lambda row: row.position, width=20),
            Column[OfficerRecord](tr("Agency"), lambda row: row.agency, width=9),
            Column[OfficerRecord](tr("Now"), self._standing, tone=self._tone),
        )
        super().__init__(columns, lambda row: row.id)

    def _standing(self, row: OfficerRecord) -> str:
        return standing(row, self.day)

    def _tone(self, row: OfficerRecord) -> str:
        is_here = row.works_on(self.day) and row.away_on(self.day) is None
        return "text" if is_here else "quiet"


def view_choice() -> ChoiceField:
    """Which of the lists is shown."""
    return ChoiceField(
        tr("Show"),
        [
            (tr("Officers"), View.STAFF),
            (tr("Agencies at the centre"), View.AGENCIES),
            (tr("Who did what"), View.AUDIT),
            (tr("Templates of papers"), View.TEMPLATES),
        ],
    )


def audit_words(found: Audit) -> str:
    """Say how much is shown of who did what."""
    if found.is_cut:
        return tr("Older entries are not shown: name a day, a number or an officer.")
    return tr("{n} entries. * was written down later than it happened.", n=len(found.rows))


def standing(row: OfficerRecord, day: str) -> str:
    """Say whether an officer works, is away, or works here no more."""
    away = row.away_on(day)
    if row.removed:
        said = tr("works here no more")
    elif not row.works_on(day):
        said = tr("time was over on {day}", day=shown_day(row.until))
    elif away is not None:
        said = tr("away until {day}", day=shown_day(away.last))
    elif (coming := row.next_absence(day)) is not None:
        said = tr("works; away from {day}", day=shown_day(coming.first))
    else:
        said = tr("works until {day}", day=shown_day(row.until)) if row.until else tr("works")
    return said


def agency_list() -> tuple[RowModel[Agency], RowView]:
    """The agencies that have a counter here."""
    model = RowModel[Agency](
        (
            Column[Agency](tr("Code"), lambda row: row.code, width=10, bold=True),
            Column[Agency](tr("Name"), lambda row: row.name, width=28),
            Column[Agency](tr("Fields of its procedures"), lambda row: ", ".join(row.fields)),
        ),
        lambda row: row.code,
    )
    return model, RowView(model, tr("Agencies at the centre"))


def audit_list() -> tuple[RowModel[AuditRow], RowView]:
    """Who did what."""
    model = RowModel[AuditRow](
        (
            Column[AuditRow](tr("When"), _when, width=12),
            Column[AuditRow](tr("Who"), lambda row: row.by, width=22, bold=True),
            Column[AuditRow](tr("Role"), _role, width=18),
            Column[AuditRow](tr("Did what"), lambda row: act_words(row.kind)),
            Column[AuditRow](tr("Number"), lambda row: row.code, width=20),
            Column[AuditRow](tr("PC"), lambda row: row.pc or tr("this PC"), width=10),
        ),
        lambda row: f"{row.at.isoformat()} {row.kind} {row.code}",
    )
    return model, RowView(model, tr("Who did what"))


def act_words(kind: str) -> str:
    """Name what was done, whether to a dossier or to the office."""
    if kind in _OTHER_KINDS:
        return tr(_OTHER_KINDS[kind])
    known = KINDS.get(kind)
    act = (known.act or known.office_act) if known else None
    return label(act) if act is not None else kind


def _when(row: AuditRow) -> str:
    return f"{row.at:%H:%M %d/%m}" + (" *" if row.is_late else "")


def _role(row: AuditRow) -> str:
    if row.role == DEVICE_ROLE:
        return tr("the PC itself")
    return next((label(one) for one in Role if one.value == row.role), row.role)
