"""The three lists of the page Đợt lưu động."""

from app.domain.papers.round_list import RoundTask
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.typed import shown_day
from app.ui.widgets.table import Column, RowModel, RowView
from app.usecases.lookup import DossierRow
from app.usecases.rounds import RoundView


def round_table() -> tuple[RowModel[RoundView], RowView]:
    """The rounds."""
    model = RowModel[RoundView](
        (
            Column[RoundView](tr("Place"), lambda row: row.round.place, bold=True),
            Column[RoundView](tr("Days"), _days, width=21),
            Column[RoundView](tr("Who goes"), lambda row: row.round.team, width=24),
            Column[RoundView](tr("State"), _state, width=20, tone=_tone),
            Column[RoundView](tr("Dossiers"), lambda row: str(row.dossiers), width=8, right=True),
        ),
        lambda row: row.round.id,
    )
    return model, RowView(model, tr("Rounds to the villages"))


def task_table() -> tuple[RowModel[RoundTask], RowView]:
    """What waits for people there."""
    model = RowModel[RoundTask](
        (
            Column[RoundTask](tr("Full name"), lambda row: row.name, width=24, bold=True),
            Column[RoundTask](tr("Number"), lambda row: row.code, width=20),
            Column[RoundTask](tr("What to do there"), lambda row: label(row.kind), width=17),
            Column[RoundTask](tr("Procedure"), _what),
            Column[RoundTask](tr("Telephone"), lambda row: row.phone, width=11),
        ),
        lambda row: row.dossier_id,
    )
    return model, RowView(model, tr("What to take along"))


def dossier_table() -> tuple[RowModel[DossierRow], RowView]:
    """What was taken in on the round."""
    model = RowModel[DossierRow](
        (
            Column[DossierRow](tr("Number"), lambda row: row.code, width=20, bold=True),
            Column[DossierRow](tr("Owner"), lambda row: row.owner, width=24),
            Column[DossierRow](tr("Procedure"), lambda row: row.procedure_name),
            Column[DossierRow](tr("State"), lambda row: label(row.state), width=20),
        ),
        lambda row: row.id,
    )
    return model, RowView(model, tr("Taken in on the round"))


def _days(row: RoundView) -> str:
    first, last = shown_day(row.round.first), shown_day(row.round.last)
    return first if first == last else f"{first} – {last}"


def _state(row: RoundView) -> str:
    words = label(row.round.state)
    return tr("{state}, this PC", state=words) if row.is_here else words


def _tone(row: RoundView) -> str:
    return "good" if row.is_here else "text"


def _what(row: RoundTask) -> str:
    return f"{row.what}: {row.detail}" if row.detail else row.what
