"""The little window of Ctrl+K: a line to type into and a list of where one can go."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from app.ui.i18n import tr
from app.ui.jump.presenter import Destination, destinations, places_like
from app.ui.page import Place, Session
from app.ui.tokens import Size, Space
from app.ui.widgets.layout import quiet
from app.ui.widgets.lists import PlainList
from app.usecases import lookup

_ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class JumpDialog(QDialog):
    """Typing finds, arrows move, Enter goes, Esc closes; the focus never leaves the line."""

    def __init__(self, session: Session, places: Sequence[Place], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Go to"))
        self.resize(Size.FORM, 420)
        self._session = session
        self._places = places
        self._is_open = True
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Code, name, procedure or page"))
        self.line.setAccessibleName(tr("Find anything"))
        self.line.textChanged.connect(self._ask)
        self.found = PlainList(tr("Where to go"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.itemClicked.connect(lambda _item: self._go())
        column = QVBoxLayout(self)
        column.setSpacing(Space.S)
        column.addWidget(self.line)
        column.addWidget(self.found, 1)
        column.addWidget(quiet(tr("Arrows move, Enter goes, Esc closes.")))
        self._ask("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes; the arrows move in the list while one goes on typing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        elif event.key() in _ARROWS:
            self.found.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _ask(self, text: str) -> None:
        near = places_like(text, self._places)
        self._show(near)
        if text.strip():
            desk = self._session.desk
            self._session.tasks.read(
                "jump",
                lambda: lookup.jump(desk, text),
                lambda found: self._show_found(near + destinations(found)),
            )

    def done(self, result: int) -> None:
        """Close; an answer that is still on its way finds nobody."""
        self._is_open = False
        super().done(result)

    def _show_found(self, where: Sequence[Destination]) -> None:
        if self._is_open:
            self._show(where)

    def _show(self, where: Sequence[Destination]) -> None:
        self.found.clear()
        for one in where:
            item = QListWidgetItem(f"{one.title}\n{one.detail}" if one.detail else one.title)
            item.setData(Qt.ItemDataRole.UserRole, one.goal)
            self.found.addItem(item)
        if not where:
            self.found.addItem(tr("Nothing found. Try fewer letters."))
        self.found.setCurrentRow(0)

    def _go(self) -> None:
        goal = self.found.currentIndex().data(Qt.ItemDataRole.UserRole)
        if goal is not None:
            self.accept()
            self._session.window.go.emit(goal)
