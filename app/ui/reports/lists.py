"""The lists of the page: figures, the register, the dossiers behind a number."""

from app.domain.papers.register import RegisterRow
from app.ui.i18n import tr
from app.ui.reports.figures import Figure
from app.ui.widgets.table import Column, RowModel, RowView

Entry = tuple[str, RegisterRow]
FROZEN_ONLY = (1, 3)
"""Columns of the figures that are shown where something was frozen."""
NARROW_HIDES = (2, 4, 5)
ROOMY = 130  # letters that a page holds before the register shows every column
"""Columns of the register that a narrow window has no room for."""


def figure_list() -> tuple[RowModel[Figure], RowView]:
    """The numbers of a report; Enter opens what is behind one."""
    model = RowModel[Figure](
        (
            Column[Figure](tr("What is counted"), _words),
            Column[Figure](tr("Frozen"), lambda one: one.frozen, width=9, right=True),
            Column[Figure](
                tr("Count"), lambda one: one.shown, width=17, right=True, bold=True, tone=_tone
            ),
            Column[Figure](
                tr("Difference"),
                lambda one: one.difference,
                width=10,
                right=True,
                tone=lambda _one: "caution",
            ),
        ),
        lambda one: one.key,
    )
    return model, RowView(model, tr("Figures of the report"))


def register_list() -> tuple[RowModel[Entry], RowView]:
    """Rows of the register, as they come into sight."""
    model = RowModel[Entry](
        (
            Column[Entry](tr("Number"), lambda one: one[1].code, width=23, bold=True),
            Column[Entry](tr("Owner"), lambda one: one[1].owner),
            Column[Entry](tr("Procedure"), lambda one: one[1].request, width=28),
            Column[Entry](tr("Received"), lambda one: one[1].accepted, width=16, right=True),
            Column[Entry](tr("Due"), lambda one: one[1].due, width=16, right=True),
            Column[Entry](tr("Handed over"), lambda one: one[1].returned, width=16, right=True),
            Column[Entry](tr("Outcome"), lambda one: one[1].note, width=22),
        ),
        lambda one: one[0],
    )
    return model, RowView(model, tr("Register of dossiers"))


def _words(one: Figure) -> str:
    return one.words if one.is_sum else f"    {one.words}"


def _tone(one: Figure) -> str:
    return one.tone or ("text" if one.ids else "quiet")
