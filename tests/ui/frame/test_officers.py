"""Officers and passwords: one's own is changed, one more officer is let in, all by keyboard."""

from functools import partial
from threading import Event

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from app.domain.access import Role
from app.ui.counter import Counter
from app.ui.officers.dialog import OfficersDialog
from app.ui.shell.counter_dialog import CounterDialog
from app.ui.sign_in.page import SignInPage
from app.usecases import administration
from app.usecases.administration import NewOfficer, ThisPc
from tests.helpers.desk import FACTS
from tests.helpers.office import MAI
from tests.ui.frame.conftest import PASSWORD
from tests.ui.frame.people import presses, types

NEW = "mật khẩu khác hẳn"  # an invented officer's
HOA = "Lò Thị Hoa"


def asks_who_works(counter: Counter) -> bool:
    page = counter.window.shown
    return isinstance(page, SignInPage) and bool(page.officer.value())


def signs_in(qtbot: QtBot, counter: Counter, password: str) -> SignInPage:
    page = counter.window.shown
    assert isinstance(page, SignInPage)
    types(page.password.line, password)
    qtbot.keyClick(page.password.line, Qt.Key.Key_Return)
    return page


def works(qtbot: QtBot, counter: Counter) -> None:
    qtbot.waitUntil(
        lambda: counter.workspace is not None and counter.window.shown is counter.workspace
    )


def locks(qtbot: QtBot, counter: Counter) -> SignInPage:
    counter.lock()
    qtbot.waitUntil(lambda: asks_who_works(counter))
    page = counter.window.shown
    assert isinstance(page, SignInPage)
    return page


@pytest.fixture
def at_work(qtbot: QtBot, pc: ThisPc, counter: Counter) -> Counter:
    administration.found_office(pc, FACTS, NewOfficer(MAI.id, MAI.name, Role.CLERK), PASSWORD)
    counter.begin()
    counter.window.activateWindow()
    qtbot.waitUntil(lambda: asks_who_works(counter))
    signs_in(qtbot, counter, PASSWORD)
    works(qtbot, counter)
    return counter


@pytest.fixture
def dialog(qtbot: QtBot, at_work: Counter) -> OfficersDialog:
    """Opened as an officer does: the name in the status line, then the button."""
    assert at_work.workspace is not None
    at_work.workspace.status_line.counter_asked.emit()
    settings = at_work.workspace.findChild(CounterDialog)
    assert settings is not None
    settings.open_officers()
    opened = settings.findChild(OfficersDialog)
    assert opened is not None
    qtbot.waitUntil(opened.password.old.line.hasFocus)
    return opened


def fills_in(qtbot: QtBot, *texts: str) -> None:
    """Type into one field after the other, Tab between them, and Enter after the last."""
    for place, text in enumerate(texts):
        if place:
            presses(qtbot, "Tab")
        line = QApplication.focusWidget()
        if isinstance(line, QLineEdit):
            types(line, text)
    presses(qtbot, "Return")


def closes(qtbot: QtBot) -> None:
    """Esc leads out of both dialogs, back to the page."""
    while (over := QApplication.activeModalWidget()) is not None:
        qtbot.keyClick(over, Qt.Key.Key_Escape)


def test_after_a_change_the_old_password_is_refused_and_the_new_one_signs_in(
    qtbot: QtBot, at_work: Counter, dialog: OfficersDialog
):
    fills_in(qtbot, PASSWORD, NEW, NEW)
    qtbot.waitUntil(lambda: "Đã đổi mật khẩu." in dialog.notices.text())
    assert [line.text() for line in dialog.password.findChildren(QLineEdit)] == ["", "", ""]
    closes(qtbot)
    page = locks(qtbot, at_work)
    signs_in(qtbot, at_work, PASSWORD)
    qtbot.waitUntil(lambda: "MC-201" in page.password.error)
    signs_in(qtbot, at_work, NEW)
    works(qtbot, at_work)


def test_a_wrong_old_password_is_told_beside_its_field_and_changes_nothing(
    qtbot: QtBot, at_work: Counter, dialog: OfficersDialog
):
    fills_in(qtbot, "không phải", NEW, NEW)
    old = dialog.password.old
    qtbot.waitUntil(lambda: bool(old.error))
    assert old.error.startswith("Mật khẩu không đúng.")
    assert "(MC-201)" in old.control.accessibleDescription()
    assert old.line.hasFocus()
    assert dialog.password.button.isEnabled()
    closes(qtbot)
    locks(qtbot, at_work)
    signs_in(qtbot, at_work, PASSWORD)
    works(qtbot, at_work)


def test_an_added_officer_stands_in_the_sign_in_list_and_signs_in(
    qtbot: QtBot, at_work: Counter, dialog: OfficersDialog
):
    dialog.officer.name.setFocus()
    dialog.officer.role.fill(Role.LEADER)
    fills_in(qtbot, HOA, "", NEW, NEW, PASSWORD)
    qtbot.waitUntil(lambda: f"Từ nay {HOA}" in dialog.notices.text())
    closes(qtbot)
    page = locks(qtbot, at_work)
    qtbot.waitUntil(lambda: page.officer.box.count() == 2)
    page.officer.box.setCurrentText(HOA)
    signs_in(qtbot, at_work, NEW)
    works(qtbot, at_work)
    assert at_work.workspace is not None
    officer = at_work.workspace.session.desk.officer
    assert (officer.name, officer.role) == (HOA, "leader")


def test_nobody_is_added_by_whoever_does_not_know_the_own_password(
    qtbot: QtBot, pc: ThisPc, dialog: OfficersDialog
):
    dialog.officer.name.setFocus()
    fills_in(qtbot, HOA, "", NEW, NEW, "không phải")
    qtbot.waitUntil(lambda: "MC-201" in dialog.officer.own.error)
    assert dialog.officer.name.value() == HOA
    assert [one.name for one in administration.officers_here(pc)] == [MAI.name]


def test_what_is_missing_is_told_beside_each_field(qtbot: QtBot, dialog: OfficersDialog):
    fills_in(qtbot, "", NEW, "khác")
    own = dialog.password
    assert (own.old.error, own.first.error) == ("Nhập mật khẩu hiện nay.", "")
    assert own.second.error == "Hai lần nhập mật khẩu không giống nhau."
    qtbot.keyClick(dialog.officer.button, Qt.Key.Key_Space)
    asked = dialog.officer
    assert all(field.error for field in (asked.name, asked.first, asked.own))
    assert asked.name.line.hasFocus()


def test_the_province_is_not_offered_as_an_officer_s_role(dialog: OfficersDialog):
    box = dialog.officer.role.box
    assert box.count() == len(Role) - 1
    assert box.findText("Công chức tiếp nhận") == 0


def test_both_parts_are_whole_on_a_small_screen(qtbot: QtBot, dialog: OfficersDialog):
    assert dialog.width() <= 1024
    assert dialog.height() <= 700
    area = dialog.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: area.viewport().height() > 0)
    assert area.verticalScrollBar().maximum() == 0
    assert area.horizontalScrollBar().maximum() == 0


def test_who_does_not_wait_hears_of_it_above_the_page(
    qtbot: QtBot, at_work: Counter, dialog: OfficersDialog
):
    busy = Event()
    at_work.workers.write(partial(_waits_for, busy))
    try:
        fills_in(qtbot, PASSWORD, NEW, NEW)
        assert not dialog.password.button.isEnabled()
        closes(qtbot)
        qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    finally:
        busy.set()
    assert at_work.workspace is not None
    notices = at_work.workspace.notices
    qtbot.waitUntil(lambda: "Đã đổi mật khẩu." in notices.text())


def _waits_for(event: Event) -> None:
    event.wait()
