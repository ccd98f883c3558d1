"""Asks for today's date and the time, when the PC's clock cannot be believed."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.system.clock_guard import Doubt, Fault
from app.ui import notices
from app.ui.clock.told import notice_of, on_the_wall
from app.ui.i18n import tr
from app.ui.page import Session
from app.ui.reception import typed
from app.ui.tokens import Size, Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Words
from app.ui.widgets.notice_bar import NoticeBar
from app.usecases.clock import tell_time

_HANDS_MAY_BE_RIGHT = frozenset({Doubt.JUMPED, Doubt.ZONE})


class ClockDialog(QDialog):
    """Two lines to type; the PC's own clock is not touched."""

    def __init__(self, session: Session, fault: Fault, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("What time is it?"))
        self.setMinimumWidth(Size.FORM * 3 // 4)
        self._session = session
        self.notices = NoticeBar()
        said = notice_of(fault)
        words = Words(f"⚠  {said.text} {said.remedy}  ({said.code})", "caution")
        self.day = TextField(
            tr("Today is"),
            required=True,
            placeholder="31/12/2026",
            longest=10,
            hint=tr("As on a calendar or a telephone, not as on this PC."),
        )
        self.time = TextField(tr("Now it is"), required=True, placeholder="08:40", longest=5)
        if fault.doubt in _HANDS_MAY_BE_RIGHT:
            self.time.fill(f"{on_the_wall(fault):%H:%M}")
        self.save = PrimaryButton(tr("Go on with this time"), self._save, key="Ctrl+S")
        self.save.setShortcut("Ctrl+S")
        column = QVBoxLayout(self)
        column.setSpacing(Space.M)
        for part in (words, self.notices, self.day, self.time):
            column.addWidget(part)
        column.addLayout(flow(self.save, Button(tr("Not now"), self.reject, key="Esc")))
        self.day.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words need at this width."""
        super().showEvent(event)
        column = self.layout()
        if column is not None:
            self.resize(self.width(), max(self.height(), column.heightForWidth(self.width())))

    def _save(self) -> None:
        is_day = typed.day_of(self.day.value()) is not None
        self.day.complain("" if is_day else tr("Type the date as 31/12/2026."))
        moment = typed.moment(self.day.value(), self.time.value())
        self.time.complain("" if moment or not is_day else tr("Type the time as 08:40."))
        if moment is not None:
            work = partial(tell_time, self._session.desk, moment)
            self._session.tasks.run(work, lambda _none: self.accept(), self._complain)

    def _complain(self, error: Exception) -> None:
        if (notice := notices.of(error)) is not None:
            self.notices.show_notice(notice)
