"""A clerk whose power goes: types at the real page until the draft is said to be safe.

python -m tests.ui.reception.killed_child FOLDER
"""

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QApplication

from app.ui.application import dress
from app.ui.page import Goto, Session
from app.ui.places import places
from app.ui.reception.page import ReceptionPage
from app.ui.reception.people_part import Part
from app.ui.shell.workspace import Workspace
from app.ui.tasks import TaskRunner, Workers
from app.ui.theme import Theme
from tests.helpers.desk import a_desk
from tests.helpers.office import an_office
from tests.ui.reception.counter import on


def main(folder: Path) -> None:
    """Type, wait for the word that it is saved, and be killed."""
    app = QApplication([])
    dress(app, Theme())
    workers = Workers()
    desk = on(workers, lambda: a_desk(an_office(folder)))
    window = Workspace(Session(desk, TaskRunner(workers)), places(), Theme())
    window.show()
    window.go(Goto("reception"))
    page = window.page
    assert isinstance(page, ReceptionPage)
    fields = page.form.people.fields[Part.SUBMITTER]
    _type(fields.name.line, "Lò Văn Tém")
    _type(fields.birth.line, "1990")
    look = QTimer()
    look.timeout.connect(lambda: _die_when_saved(page))
    look.start(20)
    app.exec()


def _die_when_saved(page: ReceptionPage) -> None:
    if page.form.side.saved.text().startswith("✓"):
        print("saved", flush=True)  # noqa: T201 - the promise that the test reads
        os.kill(os.getpid(), signal.SIGKILL)


def _type(line: QObject, text: str) -> None:
    for letter in text:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.sendEvent(line, event)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
