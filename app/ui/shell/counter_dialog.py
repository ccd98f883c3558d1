"""Quầy này: how the screen looks, how the printer is fed, and where copies go, at this counter.

From here one also comes to the officers of this PC and their passwords.
"""

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.ui import notices
from app.ui.i18n import tr
from app.ui.notices import Notice, Tone
from app.ui.officers.dialog import OfficersDialog
from app.ui.page import Session
from app.ui.tokens import LARGEST_BASE, SMALLEST_BASE, Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import ChoiceField, TextField, TickField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import columns
from app.ui.widgets.notice_bar import NoticeBar
from app.usecases import administration, maintenance
from app.usecases.desk import Desk
from app.usecases.maintenance import BackupRow
from app.usecases.office import OfficeSettings

_LETTERS = 62  # wide enough for the hints in one line or two, whatever the size of letters


class CounterDialog(QDialog):
    """Letters, contrast, paper, name, idle lock, copies; saved on an explicit act."""

    changed = Signal(object)  # the desk that keeps to the new settings

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("This counter"))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        self._session = session
        sizes = [(str(size), size) for size in range(SMALLEST_BASE, LARGEST_BASE + 1)]
        self.points = ChoiceField(tr("Size of letters"), sizes)
        self.contrast = TickField(tr("Strong contrast"))
        self.sparing = TickField(tr("Weak PC: spare memory, from the next start on"))
        self.paper = ChoiceField(
            tr("Paper of the printer"),
            [(tr("A5, one slip a sheet"), "a5"), (tr("A4, two slips to cut apart"), "a4")],
        )
        self.name = TextField(tr("Name of the counter"), longest=40)
        self.agency = TextField(
            tr("Agency of this counter"),
            longest=12,
            hint=tr("Its code on the page Office; empty for the commune."),
        )
        self.minutes = ChoiceField(
            tr("Hide the screen after"),
            [(tr("{n} minutes", n=n), n) for n in (5, 10, 15, 30)],
        )
        self.folder = TextField(
            tr("Folder for the second copy"),
            hint=tr("On another disk, such as a USB stick that stays in; empty for none."),
        )
        self.save = PrimaryButton(tr("Save"), self._save, key="Ctrl+S")
        self.save.setShortcut("Ctrl+S")
        self.notices = NoticeBar()
        self._arrange()
        self._fill(session.desk.settings)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(Space.M)
        column.addWidget(self.notices)
        column.addLayout(columns(self.points, self.paper))
        column.addWidget(self.contrast)
        column.addWidget(self.sparing)
        column.addLayout(columns(self.name, self.minutes))
        column.addWidget(self.agency)
        column.addWidget(self.folder)
        choose = Button(tr("Choose a folder …"), self._choose_folder)
        column.addLayout(flow(choose, Button(tr("Copy now"), self.copy_now)))
        column.addLayout(flow(Button(tr("Officers and passwords …"), self.open_officers)))
        column.addLayout(flow(self.save, Button(tr("Close"), self.reject, key="Esc")))

    def _fill(self, settings: OfficeSettings) -> None:
        self.points.fill(settings.font_points)
        self.contrast.fill(settings.high_contrast)
        self.sparing.fill(settings.spares_memory)
        self.paper.fill(settings.paper)
        self.name.fill(settings.counter)
        self.agency.fill(settings.agency)
        self.minutes.fill(settings.idle_lock_minutes)
        self.folder.fill(settings.backup_folder)

    def _chosen(self) -> OfficeSettings:
        settings: OfficeSettings = self._session.desk.settings
        return msgspec.structs.replace(
            settings,
            font_points=self.points.value(),
            high_contrast=self.contrast.value(),
            spares_memory=self.sparing.value(),
            paper=self.paper.value(),
            counter=self.name.value(),
            agency=self.agency.value().upper(),
            idle_lock_minutes=self.minutes.value(),
            backup_folder=self.folder.value(),
        )

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, tr("Folder for the second copy"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.fill)
        dialog.open()

    def open_officers(self) -> None:
        """Change one's own password, or add an officer."""
        OfficersDialog(self._session, self).open()

    def copy_now(self) -> None:
        """Copy into the folder that is saved; beside the store's thread, for it may take long."""
        work = partial(maintenance.create_backup, self._session.desk)
        self._session.tasks.read("copy", work, self._copied, self._complain)

    def _copied(self, made: BackupRow) -> None:
        if made.lost:
            what = tr("Copied, but {n} scans are not in the copy.", n=made.lost)
            self._tell(Notice(Tone.CAUTION, what, tr("Make room, or call for help.")))
            return
        self._tell(notices.done(tr("Copied and read back: {name}", name=made.path.name)))

    def _save(self) -> None:
        work: Callable[[], Desk] = partial(
            administration.change_settings, self._session.desk, self._chosen()
        )
        self._session.tasks.run(work, self._saved, self._complain)

    def _saved(self, desk: Desk) -> None:
        self.accept()
        self.changed.emit(desk)

    def _complain(self, error: Exception) -> None:
        self._tell(notices.of(error))

    def _tell(self, notice: Notice | None) -> None:
        """Say it here, or above the page when the officer has not waited for it."""
        if not isValid(self):
            self._session.say(notice)
        elif notice is not None:
            self.notices.show_notice(notice)
