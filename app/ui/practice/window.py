"""The practice window: a process of its own, signed in by itself; all that it prints is marked."""

import sys
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.domain.practice import Progress
from app.ui import unforeseen
from app.ui.application import build
from app.ui.counter import Counter, look_of
from app.ui.i18n import tr
from app.ui.page import Touched
from app.ui.practice.starting import start
from app.ui.practice.strip import PracticeFrame
from app.ui.printing.marks import mark_everything
from app.ui.shift import Shift
from app.usecases import practice, this_pc
from app.usecases.shipped import places
from app.usecases.this_pc import ThisPc


class PracticeWindow:
    """The counter of the practice office, framed, with the guide that follows what is done."""

    def __init__(self, app: QApplication, pc: ThisPc) -> None:
        mark_everything(app)
        self._app = app
        self._pc = pc
        self._shift: Shift | None = None
        self.counter = Counter(app, pc, places)
        self.counter.entered = self._follow
        window = self.counter.window
        window.setWindowTitle(tr("PRACTICE"))
        self.frame = PracticeFrame(self._start_again)
        window.put_inside(self.frame, self.frame.put)

    def begin(self) -> None:
        """Show it and sign in: the password is everybody's."""
        self.counter.begin()
        self.counter.sign_in.enter_as(practice.OFFICER, practice.PASSWORD)

    def _follow(self, shift: Shift) -> None:
        """Look again after whatever was done."""
        self._shift = shift
        shift.desk.store.listen(self._touched)
        self._read()

    def _touched(self, _touched: Touched) -> None:
        self.counter.workers.post(self._read)

    def _read(self) -> None:
        if self._shift is not None:
            session = self._shift.workspace.session
            work = partial(practice.how_far, self._shift.desk)
            session.tasks.read("practice", work, self._show)

    def _show(self, progress: Progress) -> None:
        self.frame.show_progress(progress)

    def _start_again(self) -> None:
        """Close this window and open a fresh one."""
        start(self._pc.profile.path, fresh=True)
        self.counter.window.close()


def run(folder: Path | None, *, fresh: bool = False) -> int:
    """Open the practice window until it is closed; the office for it is made if need be."""
    pc = practice.prepare(this_pc.this_pc(folder), fresh=fresh)
    app = build(sys.argv[:1], look_of(this_pc.window_settings(pc)))
    shown = PracticeWindow(app, pc)
    shown.begin()
    with unforeseen.told_to(shown.counter.complain):
        status = app.exec()
        shown.counter.close()
    return status
