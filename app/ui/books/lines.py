"""The lines of a book as a list."""

from app.ui.i18n import tr
from app.ui.reception.typed import shown_money
from app.ui.widgets.table import Column, RowModel, RowView
from app.usecases.books import BookLine


def line_list() -> tuple[RowModel[BookLine], RowView]:
    """The list and its rows."""
    model = RowModel(
        [
            Column[BookLine](tr("Number in the book"), _number, width=8, bold=True, tone=_tone),
            Column[BookLine](tr("Written on"), lambda one: f"{one.written:%d/%m %H:%M}", width=12),
            Column[BookLine](tr("Requester"), lambda one: one.line.said.requester, width=18),
            Column[BookLine](tr("Papers"), _paper),
            Column[BookLine](tr("Pages × copies"), _count, width=10),
            Column[BookLine](tr("Fee (đồng)"), _fee, width=8, right=True),
        ],
        key=lambda one: one.line.event,
    )
    return model, RowView(model, tr("Lines of the book"))


def _number(one: BookLine) -> str:
    return f"⚠ {one.line.number:02d}" if one.is_doubtful else f"{one.line.number:02d}"


def _tone(one: BookLine) -> str:
    return "bad" if one.is_doubtful else "quiet" if one.line.struck else ""


def _paper(one: BookLine) -> str:
    line = one.line
    struck = tr("Struck: {reason}. ", reason="; ".join(line.reasons)) if line.struck else ""
    return f"{struck}{line.paper}"


def _count(one: BookLine) -> str:
    return f"{one.line.pages} × {one.line.copies}"


def _fee(one: BookLine) -> str:
    return shown_money(one.line.said.amount)
