"""Printed means confirmed on paper: the bar asks, and every answer has its consequence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.dossier import Dossier
from app.domain.events import Received, SlipForm
from app.store.act import Act
from app.system.clock import milliseconds
from app.ui.page import Session
from app.ui.press import Paper, PdfPress, PressFault
from app.ui.shell.print_desk import PrintDesk
from app.ui.tasks import TaskRunner
from app.ui.widgets.notice_bar import NoticeBar
from app.usecases import print_jobs
from app.usecases.desk import Desk
from tests.helpers.dossiers import HOUR, a_promise, a_received
from tests.ui.frame.papers import a_form, on_paper


class PaperJam:
    """A printer that eats its paper until somebody opens it."""

    def __init__(self, press: PdfPress) -> None:
        self._press = press
        self.is_jammed = True

    def put(self, *papers: Paper) -> None:
        if self.is_jammed:
            raise PressFault("printer_failed")
        self._press.put(*papers)


class Counter:
    """A real desk, its print desk, and the officer who answers the bar."""

    def __init__(self, qtbot: QtBot, tasks: TaskRunner, desk: Desk, folder: Path) -> None:
        self.qtbot = qtbot
        self.tasks = tasks
        self.desk = desk
        self.paper = PdfPress(folder)
        self.bar = NoticeBar()
        qtbot.addWidget(self.bar)
        self.window: QWidget | None = None
        self.said: list[str] = []
        self.session = Session(desk, tasks, press=self.paper)
        self.session.window.say.connect(lambda notice: self.said.append(notice.code))
        self.print_desk = PrintDesk(self.session, self.bar)

    def asks(self, work: Callable[[], object]) -> object:
        """Do something on the store's thread and wait for it."""
        answers: list[object] = []
        self.tasks.run(work, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    def dossier(self) -> Dossier:
        """The dossier as it is now."""
        rows = self.asks(lambda: self.desk.store.reader().dossier(self.id))
        assert isinstance(rows, Dossier)
        return rows

    def receives(self) -> None:
        def work() -> Dossier:
            with self.desk.store.act(by=self.desk.officer) as act:
                return act.record(act.new_id(), _received(act))

        dossier = self.asks(work)
        assert isinstance(dossier, Dossier)
        self.id = dossier.id

    def prints(self) -> None:
        self.session.print_paper(self.dossier().version, SlipForm.RECEIPT)
        self.qtbot.waitUntil(lambda: bool(self.bar.text()))

    def answers(self, word: str) -> None:
        found = [b for b in self.bar.findChildren(QPushButton) if b.text() == word]
        found[-1].click()
        self.qtbot.waitUntil(lambda: not self.tasks.is_busy)

    def open_jobs(self) -> int:
        jobs = self.asks(lambda: print_jobs.unconfirmed_prints(self.desk))
        assert isinstance(jobs, tuple)
        return len(jobs)

    def copies(self) -> list[int]:
        return [slip.copy for slip in self.dossier().slips]


def _received(act: Act) -> Received:
    now = milliseconds(act.now())
    promise = a_promise(start=now, due=now + 8 * HOUR)
    received: Received = a_received(accepted_at=now, promise=promise, number=act.next_number().code)
    return received


@pytest.fixture
def counter(qtbot: QtBot, tasks: TaskRunner, desk: Desk, tmp_path: Path) -> Counter:
    made = Counter(qtbot, tasks, desk, tmp_path)
    made.receives()
    return made


def test_paper_that_came_out_is_recorded_in_the_dossier(counter: Counter):
    counter.prints()
    assert "đã in ra giấy chưa?" in counter.bar.text()
    assert counter.open_jobs() == 1
    counter.answers("Đã in")
    assert counter.open_jobs() == 0
    assert counter.copies() == [1]
    assert len(counter.paper.files) == 1


def stands_in(counter: Counter, qtbot: QtBot) -> tuple[QWidget, QLineEdit, QPushButton]:
    """A window with the bar, a field and a button; the clerk stands on the button."""
    window, line, button = QWidget(), QLineEdit(), QPushButton("Tiếp")
    qtbot.addWidget(window)
    counter.window = window  # it lives as long as its bar
    column = QVBoxLayout(window)
    for part in (counter.bar, line, button):
        column.addWidget(part)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button.setFocus()
    return window, line, button


def test_after_several_answers_the_clerk_stands_where_she_stood(counter: Counter, qtbot: QtBot):
    window, _line, button = stands_in(counter, qtbot)
    counter.prints()
    assert counter.bar.isAncestorOf(window.focusWidget())
    counter.session.print_paper(counter.dossier().version, SlipForm.APOLOGY)
    qtbot.waitUntil(lambda: not counter.tasks.is_busy)
    counter.answers("Đã in")
    counter.answers("Đã in")
    assert window.focusWidget() is button


def test_who_goes_on_typing_is_not_called_away_by_the_answer(counter: Counter, qtbot: QtBot):
    window, line, _button = stands_in(counter, qtbot)
    counter.prints()
    line.setFocus()
    counter.bar.dismiss()
    assert window.focusWidget() is line


def test_paper_that_did_not_come_out_leaves_no_mark(counter: Counter):
    counter.prints()
    counter.answers("Chưa in, in lại")
    counter.qtbot.waitUntil(lambda: len(counter.paper.files) == 2)
    counter.qtbot.waitUntil(lambda: bool(counter.bar.text()))
    counter.answers("Đã in")
    assert counter.copies() == [1]


def test_a_job_given_up_is_forgotten(counter: Counter):
    counter.prints()
    counter.answers("Chưa in")
    assert counter.open_jobs() == 0
    assert counter.copies() == []


def test_a_real_further_copy_takes_its_reason_by_one_key(counter: Counter):
    counter.prints()
    counter.answers("Đã in")
    counter.session.print_paper(counter.dossier().version, SlipForm.RECEIPT)
    counter.qtbot.waitUntil(lambda: "Vì sao in lại?" in counter.bar.text())
    counter.answers("Người dân làm mất giấy")
    counter.qtbot.waitUntil(lambda: "đã in ra giấy chưa?" in counter.bar.text())
    counter.answers("Đã in")
    assert counter.copies() == [1, 2]


def test_no_copy_after_all_takes_the_question_away(counter: Counter):
    counter.prints()
    assert not counter.print_desk.no_copy_after_all()  # that question stays until answered
    counter.answers("Đã in")
    counter.session.print_paper(counter.dossier().version, SlipForm.RECEIPT)
    counter.qtbot.waitUntil(lambda: "Vì sao in lại?" in counter.bar.text())
    assert counter.print_desk.no_copy_after_all()
    assert counter.bar.text() == ""
    assert counter.copies() == [1]


def test_a_jammed_printer_is_told_and_nothing_is_recorded(counter: Counter):
    jam = PaperJam(counter.paper)
    session = Session(counter.desk, counter.tasks, window=counter.session.window, press=jam)
    counter.session.window.print_asked.disconnect()
    counter.print_desk = PrintDesk(session, counter.bar)
    session.print_paper(counter.dossier().version, SlipForm.RECEIPT)
    counter.qtbot.waitUntil(lambda: bool(counter.said))
    counter.qtbot.waitUntil(lambda: not counter.tasks.is_busy)
    assert counter.said == ["MC-241"]
    assert counter.open_jobs() == 0
    jam.is_jammed = False
    session.print_paper(counter.dossier().version, SlipForm.RECEIPT)
    counter.qtbot.waitUntil(lambda: bool(counter.bar.text()))
    counter.answers("Đã in")
    assert counter.copies() == [1]


def test_after_a_power_cut_the_next_start_asks(counter: Counter):
    counter.prints()
    tomorrow = NoticeBar()
    counter.qtbot.addWidget(tomorrow)
    session = Session(counter.desk, counter.tasks, press=counter.paper)
    desk = PrintDesk(session, tomorrow)
    desk.ask_about_earlier()
    counter.qtbot.waitUntil(lambda: "đã in ra giấy chưa?" in tomorrow.text())


def test_a_press_names_the_file_after_the_number(counter: Counter):
    counter.prints()
    assert counter.paper.files[0].name == f"receipt-{counter.dossier().number}.pdf"


def test_lists_and_books_are_printed_without_a_question(counter: Counter):
    counter.session.print_papers([on_paper(a_form(code="SO-1"))] * 2)
    assert [path.name for path in counter.paper.files] == ["receipt-SO-1.pdf"]
    assert counter.bar.text() == ""
    assert counter.open_jobs() == 0


def test_a_list_that_the_printer_refuses_is_told(counter: Counter):
    jam = PaperJam(counter.paper)
    session = Session(counter.desk, counter.tasks, window=counter.session.window, press=jam)
    PrintDesk(session, counter.bar).put([on_paper(a_form())])
    assert counter.said == ["MC-241"]
    session.print_papers([])
