"""The papers of a dossier, and how each stands with its scan."""

from app.ui.i18n import tr
from app.ui.tokens import Size
from app.ui.widgets.table import Column, RowModel, RowView
from app.usecases.scanning import PaperState


class PapersModel(RowModel[PaperState]):
    """One row a paper; the result of the dossier is the last one."""

    def __init__(self) -> None:
        columns = [
            Column[PaperState](tr("Paper"), _name, bold=True),
            Column[PaperState](tr("Scan"), standing, width=16, tone=_tone),
        ]
        super().__init__(columns, key=key_of)


class PapersView(RowView):
    """The list; the row stood on is the paper that is worked at."""

    def __init__(self, model: PapersModel) -> None:
        super().__init__(model, tr("Papers of the dossier"))
        self.setWordWrap(True)  # names of papers are long
        high = 2 * self.fontMetrics().lineSpacing() + Size.CORNER
        self.verticalHeader().setDefaultSectionSize(high)


def key_of(row: PaperState) -> str:
    """What names a row of one dossier."""
    return f"{row.is_result}:{row.name}"


def standing(row: PaperState) -> str:
    """How a paper stands, in words."""
    if row.scan is not None:
        if not row.is_here:
            return tr("not on this PC")
        said = row.scan.said
        words = tr("{n} pages, {kb} KB", n=said.pages, kb=-(-said.bytes // 1024))
        there = tr("at the province") if row.is_sent else tr("waits to be sent")
        return f"{words}\n{there}"
    if row.waived:
        return tr("not to be scanned")
    return tr("not scanned yet")


def _name(row: PaperState) -> str:
    return tr("Result: {name}", name=row.name) if row.is_result else row.name


def _tone(row: PaperState) -> str:
    if row.scan is not None:
        return "good" if row.is_here else "caution"
    return "quiet" if row.waived else "caution"
