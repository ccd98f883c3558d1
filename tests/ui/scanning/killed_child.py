"""A clerk whose power goes while a scan is kept: takes what the scanner left, and presses F8.

python -m tests.ui.scanning.killed_child PROFILE DOSSIER SCANNER_FOLDER
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.store import keys
from app.store.profile import Profile
from app.store.store import Store
from app.system.machine import Machine
from app.ui.application import dress
from app.ui.page import Goto, Session
from app.ui.places import places
from app.ui.scanning.page import ScanningPage
from app.ui.shell.workspace import Workspace
from app.ui.tasks import TaskRunner, Workers
from app.ui.theme import Theme
from app.usecases.desk import Desk
from app.usecases.scanning import ScanSettings
from tests.helpers.clock import FrozenClock
from tests.helpers.desk import a_desk
from tests.helpers.office import MAI, PASSWORD, AnOffice
from tests.ui.reception.counter import on

STEP = 30  # ms


def main(profile: Path, dossier: str, folder: Path) -> None:
    """One step after the other, each when the one before is done."""
    app = QApplication([])
    dress(app, Theme())
    workers = Workers()
    desk = on(workers, lambda: signed_in(profile))
    window = Workspace(Session(desk, TaskRunner(workers)), places(), Theme())
    window.show()
    window.go(Goto("scanning", dossier))
    page = window.page
    assert isinstance(page, ScanningPage)
    asked: list[str] = []

    def step() -> None:
        presenter = page.presenter
        if presenter.row is None:
            return
        if not presenter.settings.folder:
            presenter.change_settings(ScanSettings(folder=str(folder)))
        elif not presenter.pages() and not asked:
            presenter.look_into_folder()
            page.take_folder()
        elif not asked and not (presenter.intake.is_running or page.session.tasks.is_busy):
            asked.append("F8")
            page.keep()
        elif asked and not list(folder.iterdir()):
            print("removed", flush=True)  # noqa: T201 - the test reads it
            os._exit(0)

    clock = QTimer()
    clock.timeout.connect(step)
    clock.start(STEP)
    app.exec()


def signed_in(profile: Path) -> Desk:
    """The office as it was left."""
    there, machine = Profile(profile), Machine(FrozenClock(), os.urandom, "machine-1")
    key = keys.unlock(there, MAI.id, PASSWORD)
    return a_desk(AnOffice(Store.open(there, key, machine), key, ""))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
