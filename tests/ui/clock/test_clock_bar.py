"""What the officer sees when the PC's clock is wrong."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.system.clock import OFFICE_TIME
from app.system.clock_guard import Doubt, Fault
from app.ui.clock.bar import ClockBar
from app.ui.clock.dialog import ClockDialog
from app.ui.clock.told import notice_of
from app.ui.page import Session
from app.ui.tasks import TaskRunner, Workers
from app.usecases.desk import Desk
from tests.helpers.clock import A_MORNING
from tests.ui.frame.conftest import desk, pc  # noqa: F401 - fixtures

OFFICE_ZONE = timedelta(hours=7)
DEAD = datetime(2009, 1, 1, 0, 3, tzinfo=OFFICE_TIME)


def a_fault(
    doubt: Doubt | None = None, off: timedelta = timedelta(0), zone: timedelta = OFFICE_ZONE
) -> Fault:
    return Fault(doubt, DEAD, off, zone)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (a_fault(Doubt.BEFORE_BUILD), "MC-171", "00:03 01/01/2009. "),
        (a_fault(Doubt.BEFORE_BOUND), "MC-170", "chậm hơn"),
        (a_fault(Doubt.FAR_AHEAD), "MC-172", "quá xa"),
        (a_fault(Doubt.JUMPED), "MC-173", "31 ngày"),
        (a_fault(Doubt.SET_BACK), "MC-174", "chỉnh lùi"),
        (a_fault(Doubt.STOPPED), "MC-175", "đứng yên"),
        (a_fault(Doubt.ZONE, zone=timedelta(hours=-8)), "MC-176", "09:03 31/12/2008 (UTC−08:00)"),
        (a_fault(zone=timedelta(hours=5.5)), "MC-177", "(UTC+05:30)"),
        (a_fault(off=timedelta(hours=3, minutes=8)), "MC-178", "nhanh 3 giờ"),
        (a_fault(off=timedelta(minutes=-40)), "MC-178", "chậm 40 phút"),
        (a_fault(off=timedelta(days=-4, minutes=20)), "MC-178", "chậm 4 ngày"),
        (a_fault(off=timedelta(hours=7)), "MC-179", "nhầm múi giờ"),
    ],
)
def test_each_fault_has_its_words_and_its_code(fault: Fault, code: str, words: str):
    notice = notice_of(fault)
    assert notice.code == code
    assert words in notice.text
    assert notice.remedy


@pytest.fixture
def bar(qtbot: QtBot, desk: Desk, workers: Workers) -> Iterator[ClockBar]:  # noqa: F811
    window = QWidget()
    qtbot.addWidget(window)
    made = ClockBar(Session(desk, TaskRunner(workers)))
    made.setParent(window)
    window.show()
    yield made
    window.close()


def dialogs(bar: ClockBar) -> list[ClockDialog]:
    return [one for one in bar.window().findChildren(ClockDialog) if one.isVisible()]


def test_the_officer_is_asked_once_and_the_bar_waits(bar: ClockBar):
    bar.show_fault(a_fault(Doubt.BEFORE_BUILD))
    (dialog,) = dialogs(bar)
    dialog.reject()
    bar.show_fault(a_fault(Doubt.BEFORE_BUILD))
    assert "MC-171" in bar.text()
    assert dialogs(bar) == []
    bar.ask()
    assert len(dialogs(bar)) == 1


def test_what_was_closed_is_not_said_again_and_a_right_clock_says_nothing(bar: ClockBar):
    bar.show_fault(a_fault(off=timedelta(hours=3, minutes=8)))
    bar.dismiss()
    bar.show_fault(a_fault(off=timedelta(hours=3, minutes=9)))
    assert bar.text() == ""
    bar.show_fault(a_fault(Doubt.SET_BACK))
    assert "MC-174" in bar.text()
    bar.show_fault(None)
    assert bar.text() == ""


def test_the_answer_goes_to_the_office(qtbot: QtBot, bar: ClockBar, desk: Desk):  # noqa: F811
    bar.show_fault(a_fault(Doubt.BEFORE_BUILD))
    (dialog,) = dialogs(bar)
    dialog.save.click()
    assert dialog.day.error
    dialog.day.fill("24/11/1926")
    dialog.time.fill("0850")
    dialog.save.click()
    qtbot.waitUntil(lambda: "Xem lại năm" in dialog.notices.text())
    dialog.day.fill("24/11/2026")
    with qtbot.waitSignal(dialog.finished):
        dialog.save.click()
    assert desk.now() == (A_MORNING + timedelta(minutes=10)).astimezone(OFFICE_TIME)
