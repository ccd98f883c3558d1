"""Where to save a list: an Excel file or a PDF, asked in the program's own dialog."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.i18n import tr

_EXCEL, _PDF = "Excel (*.xlsx)", "PDF (*.pdf)"


def ask_where_to_save(
    parent: QWidget, name: str, save: Callable[[Path], None], *, has_paper: bool = True
) -> None:
    """Ask for a file, `name` being proposed; `save` is called with what was chosen.

    A list that has no paper of its own is offered as an Excel file alone.
    """
    dialog = QFileDialog(parent, tr("Save as Excel, PDF") if has_paper else tr("Save as Excel"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([_EXCEL, _PDF] if has_paper else [_EXCEL])
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile(name)
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_suffix(chosen)))
    dialog.fileSelected.connect(lambda path: save(Path(path)))
    dialog.open()


def _suffix(chosen: str) -> str:
    return "pdf" if "pdf" in chosen else "xlsx"
