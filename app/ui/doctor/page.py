"""Kiểm tra máy as a page of the window."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.doctor.panel import DoctorPanel
from app.ui.i18n import tr
from app.ui.page import Command, Goto, Page, Session
from app.usecases.this_pc import ThisPc


class DoctorPage(Page):
    """Begins to look at every visit."""

    key = "doctor"
    help_section = "trouble"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        desk = session.desk
        self.panel = DoctorPanel(session.tasks, ThisPc(desk.profile, desk.machine), desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)

    def title(self) -> str:
        """Answer the page's title."""
        return tr("Check this PC")

    def enter(self, _goal: Goto) -> None:
        """Look at once."""
        self.panel.begin()

    def leave(self) -> None:
        """Nobody looks any more: wait for the line no longer."""
        self.panel.presenter.stop()

    def commands(self) -> Sequence[Command]:
        """F5 looks again."""
        return (Command("F5", tr("Check again"), self.panel.begin),)

    def first_focus(self) -> QWidget:
        """Answer the button."""
        return self.panel.again
