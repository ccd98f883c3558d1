"""Cán bộ và mật khẩu: the two parts beside one another, and what is asked of the use cases."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.domain.access import Role
from app.system.secrets import new_uuid
from app.ui import labels, notices, words
from app.ui.i18n import tr
from app.ui.notices import Notice
from app.ui.officers.new_officer import NewOfficerPart
from app.ui.officers.own_password import OwnPasswordPart
from app.ui.officers.part import Part
from app.ui.officers.pin import PinPart
from app.ui.page import Session
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import scrolled
from app.ui.widgets.notice_bar import NoticeBar
from app.usecases import administration
from app.usecases.administration import NewOfficer

USUAL = (980, 620)  # px; whole on a screen of 1024x768, scrolled when letters are large


class OfficersDialog(QDialog):
    """Change one's own password, or let one more officer sign in on this PC."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Officers and passwords"))
        self.resize(*USUAL)
        self._session = session
        self.notices = NoticeBar()
        self.password = OwnPasswordPart()
        self.officer = NewOfficerPart([one for one in labels.choices(Role) if _signs_in(one[1])])
        self.pin = PinPart()
        self.pin.asked.connect(self._keep_pin)
        self.password.asked.connect(self._change_password)
        self.officer.asked.connect(self._add_officer)
        self._arrange()

    def _arrange(self) -> None:
        parts = QHBoxLayout()
        parts.setSpacing(Space.M)
        for part in (self.password, self.pin, self.officer):
            parts.addWidget(part, 1)
        column = QVBoxLayout(self)
        column.setSpacing(Space.M)
        column.addWidget(self.notices)
        column.addWidget(scrolled(parts), 1)
        column.addLayout(flow(Button(tr("Close"), self.reject, key="Esc")))
        self.password.old.setFocus()

    def _change_password(self, old: str, new: str) -> None:
        work = partial(administration.change_password, self._session.desk, old, new)
        self._do(self.password, work, tr("Your password is changed."))

    def _keep_pin(self, own: str, pin: str) -> None:
        work = partial(administration.keep_pin, self._session.desk, own, pin)
        self._do(self.pin, work, tr("The PIN is good until the end of today."))

    def _add_officer(self, name: str, role: Role, own: str, first: str) -> None:
        desk = self._session.desk
        identity = new_uuid(desk.machine.clock.now(), desk.machine.entropy)
        officer = NewOfficer(identity, name, role)
        work = partial(administration.add_officer, desk, officer, own, first)
        self._do(self.officer, work, tr("{name} can sign in on this PC now.", name=name))

    def _do(self, part: Part, work: Callable[[], None], success: str) -> None:
        self.notices.dismiss()
        self._session.tasks.run(
            work, lambda _nothing: self._succeed(part, success), partial(self._refuse, part)
        )

    def _succeed(self, part: Part, sentence: str) -> None:
        if isValid(self):
            part.clear()
        self._tell(notices.done(sentence))

    def _refuse(self, part: Part, error: Exception) -> None:
        notice = notices.of(error)
        said = notice is not None and isValid(self)
        if not (said and part.refuse(words.code_of(error), _whole(notice))):
            self._tell(notice)

    def _tell(self, notice: Notice | None) -> None:
        """Say it here, or above the page when the officer has not waited for it."""
        if not isValid(self):
            self._session.say(notice)
        elif notice is not None:
            self.notices.show_notice(notice)


def _whole(notice: Notice | None) -> str:
    return f"{notice.text} {notice.remedy} ({notice.code})".replace("  ", " ") if notice else ""


def _signs_in(role: Role) -> bool:
    """The province is a role of events that come from there, not of a person at this PC."""
    return role is not Role.PROVINCE
