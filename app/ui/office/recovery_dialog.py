"""Đổi mã khôi phục: a new code is shown, put on paper, and only then takes the old one's place."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.domain.calendar import OFFICE_TIME
from app.ui import notices, press, words
from app.ui.i18n import tr
from app.ui.notices import Notice
from app.ui.page import Session
from app.ui.press import PressFault
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import PasswordField, TextField, TickField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words, scrolled
from app.ui.widgets.notice_bar import NoticeBar
from app.usecases import forgotten
from app.usecases.forgotten import RecoveryDraft, RecoveryStanding

USUAL = (640, 600)  # px


class RecoveryDialog(QDialog):
    """How it is with the code, and the way to a new one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Recovery code of the office"))
        self.resize(*USUAL)
        self._session = session
        self._draft: RecoveryDraft | None = None
        self.notices = NoticeBar()
        self.standing = Words("", "strong")
        self.own = PasswordField(tr("Your own password"))
        self.make = PrimaryButton(tr("Make a new code"), self._make, key="Enter")
        self.code = Words("", "title")
        self.print = Button(tr("Print it"), self._print)
        self.keeper = TextField(tr("Who keeps the envelope"), required=True, longest=80)
        self.tick = TickField(tr("The code is on paper, in a sealed envelope"))
        self.keep = PrimaryButton(tr("The new code is in force now"), self._keep)
        self._second: tuple[QWidget, ...] = (self.code, self.print, self.keeper, self.tick)
        self._arrange()
        desk = session.desk
        session.tasks.read(
            "recovery", lambda: forgotten.recovery_standing(desk), self._show, self._refuse
        )

    def _arrange(self) -> None:
        card = Card()
        card.add(self.standing)
        card.add(
            Words(
                tr(
                    "The old code goes on being valid until the new one is on paper. Copies of "
                    "the office made before open with the old code only: keep its envelope as "
                    "long as those copies."
                )
            )
        )
        card.add(self.own, self.make, *self._second, self.keep)
        self.own.line.returnPressed.connect(self._make)
        self.tick.toggled.connect(self.keep.setEnabled)
        self._show_draft(None)
        column = QVBoxLayout(self)
        column.setSpacing(Space.M)
        column.addWidget(self.notices)
        column.addWidget(scrolled(card), 1)
        column.addLayout(flow(Button(tr("Close"), self.reject, key="Esc")))
        self.own.setFocus()

    def _show(self, standing: RecoveryStanding) -> None:
        if not isValid(self):
            return
        if standing.used:
            said = tr(
                "This code was used on {day}: make a new one, print it and seal it.",
                day=_day(standing.used),
            )
        else:
            said = tr(
                "In force since {day}. Kept by: {keeper}.",
                day=_day(standing.made),
                keeper=standing.keeper or tr("not noted"),
            )
        self.standing.setText(said)

    def _make(self) -> None:
        if not self.own.value():
            self.own.complain(tr("Type the password."))
            return
        self.make.setEnabled(False)
        work = partial(forgotten.draft_recovery_code, self._session.desk, self.own.value())
        self._session.tasks.run(work, self._show_draft, self._refuse)

    def _show_draft(self, draft: RecoveryDraft | None) -> None:
        if not isValid(self):
            return
        self._draft = draft
        self.own.fill("")
        self.own.complain("")
        self.code.setText(draft.code if draft else "")
        self.own.setVisible(draft is None)
        self.make.setVisible(draft is None)
        for widget in (*self._second, self.keep):
            widget.setVisible(draft is not None)
        self.keep.setEnabled(self.tick.value())

    def _print(self) -> None:
        if self._draft is None:
            return
        try:
            press.print_recovery_code(self._draft.code)
        except (PressFault, OSError) as error:
            self._refuse(error)

    def _keep(self) -> None:
        if self._draft is None:
            return
        if not self.keeper.value():
            self.keeper.complain(tr("Type the full name."))
            return
        desk, draft, keeper = self._session.desk, self._draft, self.keeper.value()
        self._session.tasks.run(
            lambda: forgotten.keep_recovery_code(desk, draft, keeper), self._kept, self._refuse
        )

    def _kept(self, _nothing: None) -> None:
        self._session.say(notices.done(tr("The recovery code is changed.")))
        if isValid(self):
            self._show_draft(None)
            self.accept()

    def _refuse(self, error: Exception) -> None:
        notice = notices.of(error)
        if not isValid(self):
            self._session.say(notice)
            return
        self.make.setEnabled(True)
        if notice is None:
            return
        if words.code_of(error) == "wrong_password":
            self.own.complain(_whole(notice))
            self.own.setFocus()
        else:
            self.notices.show_notice(notice)


def _day(at: int) -> str:
    return f"{datetime.fromtimestamp(at / 1000, OFFICE_TIME):%d/%m/%Y}"


def _whole(notice: Notice) -> str:
    return f"{notice.text} {notice.remedy} ({notice.code})".replace("  ", " ")
