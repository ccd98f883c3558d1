"""A paper on the screen, page below page, as it would be printed; nothing is recorded."""

from functools import partial
from importlib import import_module

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.papers import Printout
from app.ui import notices
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.page import PrintWish, Session
from app.ui.tokens import Size, Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.layout import row, scrolled
from app.usecases import printing

DOTS = 110  # to the inch: letters of 9.5 points can be read


class PaperPreview(QDialog):
    """The pages, and the ways out: print, where there is a dossier behind it, or close."""

    def __init__(
        self, session: Session, wish: PrintWish | None, paper: Printout, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(label(wish.form) if wish else paper.template.title)
        self._session = session
        self._wish = wish
        self.pictures: list[QImage] = import_module("app.ui.printing.press").pages(paper, DOTS)
        self.print = PrimaryButton(tr("Print"), self._print, key="Ctrl+P")
        self.print.setShortcut("Ctrl+P")
        self.end = Button(tr("Close"), self.reject, key="Esc")
        self._area = self._pages()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self._area, 1)
        ways = row(self.end) if wish is None else row(self.print, self.end)
        column.addLayout(ways)
        self._fit(parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the pages by the keys that turn pages everywhere."""
        bar = self._area.verticalScrollBar()
        steps = {
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
        }
        if (step := steps.get(Qt.Key(event.key()))) is not None:
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)

    def _pages(self) -> QScrollArea:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setSpacing(Space.M)
        for number, picture in enumerate(self.pictures, start=1):
            page = QLabel()
            page.setPixmap(QPixmap.fromImage(picture))
            page.setAccessibleName(tr("Page {n} of {all}", n=number, all=len(self.pictures)))
            column.addWidget(page, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return scrolled(content)

    def _fit(self, parent: QWidget) -> None:
        """As large as the paper asks for, and never larger than the window."""
        room = parent.window().size()
        widest = max(picture.width() for picture in self.pictures) + 6 * Space.L
        self.resize(min(widest, room.width() - Space.L), room.height() - 2 * Space.L)
        self.setMinimumWidth(min(Size.FORM // 2, room.width()))

    def _print(self) -> None:
        if self._wish is not None:
            self._session.window.print_asked.emit(self._wish)
        self.accept()


def open_preview(session: Session, wish: PrintWish, parent: QWidget) -> None:
    """Read what the paper says, and show it over the page."""
    desk, shown, form = session.desk, wish.shown, wish.form
    session.tasks.run(
        partial(printing.paper, desk, shown.id, form),
        lambda paper: PaperPreview(session, wish, paper, parent).open(),
        lambda error: session.say(notices.of(error)),
    )
