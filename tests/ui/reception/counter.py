"""A clerk at the real window: types, presses keys, scans; every key besides the text is counted."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.dossier import Dossier
from app.domain.papers import Printout
from app.ui.page import Goto, Session
from app.ui.places import places
from app.ui.press import Paper
from app.ui.reception.page import ReceptionPage
from app.ui.reception.people_part import Part
from app.ui.reception.person_fields import PersonFields
from app.ui.shell.workspace import Workspace
from app.ui.tasks import TaskRunner, Workers
from app.ui.theme import Theme
from tests.helpers.desk import a_desk
from tests.helpers.office import an_office
from tests.helpers.patience import PATIENCE

T = TypeVar("T")
HAND = 140  # ms between two keys of a person
SCANNER = 4
NO_KEY = Qt.Key(0)
_KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\b": Qt.Key.Key_Backspace}
CARD = "012090001234||LÒ VĂN TÉM|31011990|Nam|Bản Lao Chải, Sì Lở Lầu, Phong Thổ, Lai Châu|02052021"
CHILD_CARD = (
    "012312005678||LÒ THỊ SƯƠNG|15032012|Nữ|Bản Lao Chải, Sì Lở Lầu, Phong Thổ, Lai Châu|02052024"
)
BIRTH = "1.001193"


class PaperTray:
    """The printer: keeps what it was given, or says that there is none."""

    def __init__(self) -> None:
        self.papers: list[Printout] = []

    def put(self, *papers: Paper) -> None:
        self.papers.extend(papers)


def on(workers: Workers, work: Callable[[], T]) -> T:
    """Do something on the store's thread and wait for it."""
    done, answers = threading.Event(), []

    def job() -> None:
        try:
            answers.append(work())
        finally:
            done.set()

    workers.write(job)
    assert done.wait(PATIENCE)
    return answers[0]


class Counter:
    """One clerk, one window, one printer."""

    BEGINS_AT = "reception"

    def __init__(self, qtbot: QtBot, workers: Workers, folder: Path) -> None:
        self.qtbot = qtbot
        self.workers = workers
        self.office = on(workers, lambda: an_office(folder))
        self.desk = on(workers, lambda: a_desk(self.office))
        self.tray = PaperTray()
        tasks = TaskRunner(workers)
        self.unheard: list[Exception] = []
        tasks.failed_unheard.connect(self.unheard.append)
        self.session = Session(self.desk, tasks, press=self.tray)
        self.window = Workspace(self.session, places(), Theme())
        self.window.resize(1024, 768)
        self.window.show()
        self.window.go(Goto(self.BEGINS_AT))
        self.keys = 0
        self._at = 1000

    @property
    def page(self) -> ReceptionPage:
        page = self.window.page
        assert isinstance(page, ReceptionPage)
        return page

    @property
    def submitter(self) -> PersonFields:
        return self.page.form.people.fields[Part.SUBMITTER]

    @property
    def owner(self) -> PersonFields:
        return self.page.form.people.fields[Part.OWNER]

    @property
    def dossier(self) -> Dossier:
        """The dossier that was taken in last."""
        dossier = self.page.taking.dossier
        assert dossier is not None
        return dossier

    def presses(self, *keys: str) -> None:
        """Press keys that are no text; they count."""
        for key in keys:
            self.keys += 1
            pressed = QKeySequence.fromString(key)[0]  # type: ignore[index]
            self.qtbot.keyClick(_where_keys_go(), pressed.key(), pressed.keyboardModifiers())

    def marks(self, letters: str) -> None:
        """Press single letters that are no text but an answer; they count."""
        self.keys += len(letters)
        self.types(letters)

    def types(self, text: str) -> None:
        """Type text as Unikey hands it over; it does not count."""
        for letter in text:
            self._letter(letter, HAND)

    def scans(self, text: str) -> None:
        """Let a scanner type: fast, with whatever control keys are in the text."""
        self._at += HAND
        for letter in text:
            self._letter("\r" if letter == "\n" else letter, SCANNER, _KEYS.get(letter, NO_KEY))
        self.until(lambda: not self.page.cards.is_scanning())
        self.settles()

    def commits(self, text: str) -> None:
        """Let an input method hand over a whole text at once."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(_where_keys_go(), event)
        self.settles()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(holds)

    def settles(self) -> None:
        """Wait until everything that was asked has been answered, and the page shows it."""
        self.until(lambda: not self.session.tasks.is_busy)
        read = threading.Event()
        self.workers.read(read.set)
        assert read.wait(PATIENCE)
        shown: list[bool] = []
        self.workers.post(lambda: shown.append(True))
        self.until(lambda: bool(shown))

    def finds_procedure(self, text: str) -> None:
        """F4, what the citizen says, Enter."""
        self.presses("F4")
        self.types(text)
        self.presses("Return")
        self.until(lambda: self.page.presenter.form.procedure_code != "")
        self.settles()

    def takes_in(self) -> Dossier:
        """F8, and wait for the number."""
        before = self.page.taking.dossier
        self.presses("F8")
        self.settles()
        assert (told := self.page.form.first_blocking()) is None, told
        self.until(lambda: self.page.taking.dossier is not before)
        self.settles()
        return self.dossier

    def problems(self) -> set[str]:
        """The codes of all that is shown as still to do."""
        return {one.code for one in self.page.form.problems}

    def does(self, work: Callable[[], T]) -> T:
        """Ask a use case on the store's thread."""
        return on(self.workers, work)

    def closes(self) -> None:
        """The end of the day."""
        self.settles()
        self.window.close_session()
        self.window.close()
        self.window.deleteLater()
        on(self.workers, self.office.closes)
        assert self.unheard == []

    def _letter(self, letter: str, gap: int, key: Qt.Key = NO_KEY) -> None:
        """Send one letter with the time at which it came."""
        self._at += gap
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(self._at)
            QApplication.sendEvent(_where_keys_go(), event)


def _where_keys_go() -> QWidget:
    """The widget to which the platform would hand the next key."""
    target = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert target is not None
    return target
