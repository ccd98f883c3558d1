"""What each step of the first start is to the page: a card, and the work of its button."""

from collections.abc import Callable

from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.i18n import tr
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import TextField
from app.ui.widgets.layout import Card, Words, quiet
from app.usecases.desk import Desk

Work = Callable[[], Desk | None]
"""Runs on the store's thread; answers the desk that keeps to new settings, or nothing new."""


class StepPart(Card):
    """One step; `work` answers `None` while something typed is wrong."""

    def __init__(self, title: str, told: str) -> None:
        super().__init__(title)
        self.add(quiet(told))
        self.error = Words("", "error")
        self.error.hide()

    def show_desk(self, desk: Desk) -> None:
        """Fill in what is set already; called at every visit of the step."""

    def work(self, desk: Desk) -> Work | None:
        """What the button does; raises nothing itself."""
        raise NotImplementedError

    def complain(self, sentence: str) -> None:
        """Say what stands in the way; what is typed stays."""
        self.error.setText(sentence and f"⚠ {sentence}")
        self.error.setVisible(bool(sentence))

    def first(self) -> QWidget:
        """What has the focus first."""
        return self


class FolderField(TextField):
    """A folder, typed or chosen."""

    def __init__(self, label: str, hint: str = "") -> None:
        super().__init__(label, hint=hint, longest=400)
        self.choose = Button(tr("Choose a folder …"), self._choose)

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, tr("Choose a folder …"), self.value())
        if found:
            self.fill(found)
            self.edited.emit()
