"""The list: when each dossier was decided, and when the province heard of it."""

from app.domain.papers import wording
from app.domain.papers.proof import NOT_YET, hours_words
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.widgets.table import Column, RowModel, RowView
from app.usecases.timeliness import Timeliness

HIDES = {150: (1,), 190: (7,), 80: (2, 5, 6)}
"""Below so many letters a page has no room for these columns."""


def late_list() -> tuple[RowModel[Timeliness], RowView]:
    """Rows of a period; Enter opens the dossier."""
    model = RowModel[Timeliness](
        (
            Column[Timeliness](tr("Number"), lambda one: one.code, width=21, bold=True),
            Column[Timeliness](tr("Procedure"), lambda one: one.procedure),
            Column[Timeliness](tr("Due"), lambda one: _moment(one.due), width=11, right=True),
            Column[Timeliness](
                tr("Decided"), lambda one: _moment(one.decided), width=11, right=True
            ),
            Column[Timeliness](tr("The province got it"), _delivered, width=11, right=True),
            Column[Timeliness](tr("Recorded there"), _recorded, width=11, right=True),
            Column[Timeliness](tr("No line for"), _down, width=11, right=True),
            Column[Timeliness](tr("Why"), lambda one: label(one.judgement), width=36),
        ),
        lambda one: one.id,
    )
    return model, RowView(model, tr("Dossiers counted late because of synchronisation"))


def _moment(moment: int | None) -> str:
    return wording.short(moment) if moment else ""


def _delivered(one: Timeliness) -> str:
    return _moment(one.journey.delivered) or NOT_YET


def _recorded(one: Timeliness) -> str:
    return _moment(one.recorded) or NOT_YET


def _down(one: Timeliness) -> str:
    return hours_words(one.down.milliseconds) if one.down.tries else "-"
