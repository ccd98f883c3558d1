"""Mai's time at the counter with the rounds going by themselves, as in the program."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.dossier import Dossier
from app.ui.page import Goto
from app.ui.shell.main_window import MainWindow
from app.ui.shift import Shift
from app.ui.sync_centre.page import SyncCentrePage
from app.ui.tasks import Workers
from app.ui.theme import Theme
from tests.helpers.desk import a_desk, a_dossier
from tests.helpers.office import an_office
from tests.helpers.province import Province
from tests.ui.reception.counter import on


class AtWork:
    """One officer, one window, one sync thread."""

    def __init__(self, qtbot: QtBot, workers: Workers, folder: Path) -> None:
        self.qtbot = qtbot
        self.workers = workers
        self.office = on(workers, lambda: an_office(folder))
        self.desk = on(workers, lambda: a_desk(self.office))
        self.window = MainWindow()
        self.shift = Shift(self.desk, workers, Theme())
        self.window.show_only(self.shift.workspace)
        self.window.resize(1024, 768)
        self.window.show()
        self.shift.begin()
        self.shift.workspace.go(Goto("sync_centre"))
        self.until(self.page.enrolment.isVisible)

    @property
    def page(self) -> SyncCentrePage:
        page = self.shift.workspace.page
        assert isinstance(page, SyncCentrePage)
        return page

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds)

    def receives(self, **changes: Any) -> Dossier:
        return on(self.workers, lambda: a_dossier(self.desk, "1.004873", **changes))

    def presses(self, *keys: str) -> None:
        for key in keys:
            pressed = QKeySequence.fromString(key)[0]  # type: ignore[index]
            where = QApplication.focusWidget()
            assert where is not None
            self.qtbot.keyClick(where, pressed.key(), pressed.keyboardModifiers())

    def enrols(self, province: Province) -> None:
        """Type the address and the code, then Enter three times."""
        self.page.enrolment.url.line.setFocus()
        self._types(province.url)
        self.presses("Return")
        self._types(province.invites())
        self.presses("Return", "Space")

    def is_known(self, province: Province) -> None:
        self.enrols(province)
        self.until(lambda: self.says("Đã kết nối") and not self.page.enrolment.isVisible())

    def says(self, text: str) -> bool:
        return text in self.page.line.text()

    def closes(self) -> None:
        self.shift.end()
        on(self.workers, lambda: None)
        self.window.close()
        self.window.deleteLater()
        on(self.workers, self.office.closes)

    def _types(self, text: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), text)


def cells(model: QAbstractItemModel) -> list[list[str]]:
    """What a list shows, row by row."""
    shown = Qt.ItemDataRole.DisplayRole
    return [
        [str(model.data(model.index(row, column), shown)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
