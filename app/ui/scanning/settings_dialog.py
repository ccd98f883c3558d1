"""Máy quét của máy này: its folder, what a page may weigh, and what happens to taken files."""

from pathlib import Path

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from app.system import ground
from app.ui.i18n import tr
from app.ui.tokens import Size, Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import ChoiceField, TextField, TickField
from app.ui.widgets.flow import flow
from app.usecases.scanning import ScanSettings

BUDGETS = (80_000, 150_000, 300_000)


class ScanSettingsDialog(QDialog):
    """Saved on an explicit act."""

    chosen = Signal(object)

    def __init__(self, settings: ScanSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Scanner of this PC"))
        self.setMinimumWidth(Size.FORM)
        self._settings = settings
        self.folder = TextField(
            tr("Folder of the scanner"),
            hint=tr("Where the scanner's own program puts its files; empty for none."),
            longest=400,
        )
        sizes = dict.fromkeys((*BUDGETS, settings.page_budget))
        self.budget = ChoiceField(
            tr("What a page may weigh"),
            [(tr("{n} KB a page", n=size // 1000), size) for size in sorted(sizes)],
            hint=tr("Lighter pages go sooner over a weak line; heavier ones are clearer."),
        )
        self.removes = TickField(tr("Delete files of the folder once they are safe here"))
        self.save = PrimaryButton(tr("Save"), self._save, key="Ctrl+S")
        self.save.setShortcut("Ctrl+S")
        self.folder.fill(settings.folder)
        self.budget.fill(settings.page_budget)
        self.removes.fill(settings.removes)
        self._arrange()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(Space.M)
        column.addWidget(self.folder)
        column.addLayout(flow(Button(tr("Choose a folder …"), self._choose_folder)))
        for part in (self.budget, self.removes):
            column.addWidget(part)
        column.addLayout(flow(self.save, Button(tr("Close"), self.reject, key="Esc")))

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, tr("Folder of the scanner"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.fill)
        dialog.open()

    def _save(self) -> None:
        folder = self.folder.value()
        if wrong := _wrong(folder):
            self.folder.complain(wrong)
            self.folder.line.setFocus()
            return
        budget = self.budget.value()
        changes: dict[str, object] = {"folder": folder, "removes": self.removes.value()}
        if isinstance(budget, int):
            changes["page_budget"] = budget
        self.chosen.emit(msgspec.structs.replace(self._settings, **changes))
        self.accept()


def _wrong(folder: str) -> str:
    """Why that folder will not do; one of another machine could hold up every search for long."""
    if not folder:
        return ""
    if not Path(folder).is_dir():
        return tr("There is no such folder.")
    if ground.is_on_network(Path(folder)):
        return tr("Choose a folder of this PC and let the scanner write into it.")
    return ""
