"""The list of judged rows, and that of earlier imports."""

from app.domain.takeover import Judged, Judgement
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.takeover.presenter import why
from app.ui.widgets.table import Column, RowModel, RowView
from app.usecases.takeover import Import

MARKS = {
    Judgement.READY: "✓",
    Judgement.WARNED: "!",
    Judgement.SKIPPED: "–",
    Judgement.REFUSED: "✕",
}
_TONES = {
    Judgement.READY: "good",
    Judgement.WARNED: "caution",
    Judgement.SKIPPED: "quiet",
    Judgement.REFUSED: "bad",
}
WIDE_ONLY = (4, 5, 6)
ROOMY = 130  # letters that a page holds before its list shows every column
OWNER, UNTOUCHED = 3, 3  # said below the lists too: given up where the letters are very large
CRAMPED = 75  # letters


def rows_table() -> tuple[RowModel[Judged], RowView]:
    """Every row of the file with what becomes of it."""
    model: RowModel[Judged] = RowModel(
        [
            Column(tr("Row"), lambda row: str(row.row), width=5, right=True),
            Column(tr("What becomes of it"), _said, tone=lambda row: _TONES[row.judgement]),
            Column(tr("Dossier code"), lambda row: row.code, width=25, bold=True),
            Column(tr("Owner"), lambda row: row.owner, width=16),
            Column(tr("Procedure"), lambda row: row.procedure, width=20),
            Column(tr("Received"), lambda row: row.accepted, width=16, right=True),
            Column(tr("Due"), lambda row: row.due, width=16, right=True),
        ],
        key=lambda row: str(row.row),
    )
    return model, RowView(model, tr("Rows of the file"))


def imports_table() -> tuple[RowModel[Import], RowView]:
    """What was imported so far."""
    model: RowModel[Import] = RowModel(
        [
            Column(tr("Imported at"), lambda one: f"{one.at:%H:%M %d/%m/%Y}", width=18),
            Column(tr("Imported by"), lambda one: one.by),
            Column(tr("Dossiers"), lambda one: _counted(one.dossiers), width=12, right=True),
            Column(
                tr("Not worked on yet"), lambda one: _counted(one.untouched), width=20, right=True
            ),
        ],
        key=lambda one: one.id,
    )
    return model, RowView(model, tr("Imports so far"))


def whole(row: Judged) -> str:
    """All that is known of a row, for the line below the list."""
    parts = (row.owner, row.procedure, row.accepted, row.due, row.state)
    said = "; ".join(part for part in parts if part)
    return tr(
        "Row {n}: {words}. {said}", n=row.row, words=why(row) or label(row.judgement), said=said
    )


def _said(row: Judged) -> str:
    words = why(row) or label(row.judgement)
    return f"{MARKS[row.judgement]} {words}"


def _counted(count: int) -> str:
    return f"{count:,}".replace(",", ".")
