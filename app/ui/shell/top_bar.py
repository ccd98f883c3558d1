"""The bar above a page: its title, the search over everything, help, and leaving the counter."""

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from app.ui import icons
from app.ui.i18n import tr
from app.ui.theme import Theme
from app.ui.tokens import Size, Space
from app.ui.widgets.buttons import Button, QuietButton
from app.ui.widgets.layout import Words

PATIENCE = 300  # ms before the bar says that something is being done


class TopBar(QFrame):
    """Title at the left; search, help and lock at the right."""

    jump_asked = Signal()
    help_asked = Signal()
    lock_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("part", "top")
        self._title = Words("", "title", wrap=False)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._busy = Words("", "quiet", wrap=False)
        self._soon = QTimer(self, singleShot=True, interval=PATIENCE)
        self._soon.timeout.connect(self._say_busy)
        search = Button(tr("Find anything"), self.jump_asked.emit, key="Ctrl+K")
        helping = QuietButton(tr("Help"), self.help_asked.emit, key="F1")
        lock = QuietButton(tr("Leave the counter"), self.lock_asked.emit, key="Ctrl+L")
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        line.setSpacing(Space.S)
        line.addWidget(self._title, 1)
        line.addWidget(self._busy)
        for button, name in ((search, "search"), (helping, "help"), (lock, "lock")):
            button.setIcon(icons.icon(name, theme.colour("primary"), Size.ICON))
            button.setIconSize(QSize(Size.ICON, Size.ICON))
            line.addWidget(button)
        self._buttons: tuple[Button, ...] = (search, helping, lock)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the title readable in a window of another width."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """Where the title would be cut let the buttons show their keys alone, then shrink it."""
        for part, is_short in (("title", False), ("title", True), ("section", True)):
            self._title.become(part)
            for button in self._buttons:
                button.shorten(on=is_short)
            needed = sum(button.sizeHint().width() + Space.S for button in self._buttons)
            if needed + self._title.sizeHint().width() + Space.XL <= self.width():
                break

    def minimumSizeHint(self) -> QSize:
        """Need no more than the short buttons do."""
        return QSize(0, super().minimumSizeHint().height())

    def show_title(self, title: str) -> None:
        """Show where the officer is."""
        self._title.setText(title)
        self._give_room()

    def show_busy(self, busy: bool) -> None:
        """Say that something is being done."""
        self._busy.clear()
        self._soon.start() if busy else self._soon.stop()

    def _say_busy(self) -> None:
        self._busy.setText(tr("Working …"))
