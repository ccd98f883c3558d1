"""Ctrl+K leads to anything by a few letters, without marks and without a mouse."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.jump.dialog import JumpDialog
from app.ui.jump.presenter import destinations
from app.ui.page import Goto, Session
from app.ui.places import places
from app.ui.tasks import TaskRunner
from app.usecases.desk import Desk
from app.usecases.lookup import Found
from tests.ui.frame.people import types


@pytest.fixture
def went() -> list[Goto]:
    """Where the officer was led."""
    return []


@pytest.fixture
def dialog(qtbot: QtBot, tasks: TaskRunner, desk: Desk, went: list[Goto]) -> JumpDialog:
    session = Session(desk, tasks)
    session.window.go.connect(went.append)
    made = JumpDialog(session, places(), None)
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.show()
    return made


def lines(dialog: JumpDialog) -> list[str]:
    return [dialog.found.item(row).text() for row in range(dialog.found.count())]


def test_all_pages_are_offered_before_a_letter_is_typed(dialog: JumpDialog):
    offered = [line.split("\n")[0] for line in lines(dialog)]
    assert offered == [place.text for place in places() if place.in_navigation]
    assert offered[:2] == ["Hôm nay", "Tiếp nhận"]


def test_letters_without_marks_and_enter_lead_to_a_page(
    qtbot: QtBot, dialog: JumpDialog, went: list[Goto]
):
    types(dialog.line, "dong b")
    qtbot.waitUntil(lambda: lines(dialog)[0].startswith("Đồng bộ"))
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert went == [Goto("sync_centre")]


def test_a_page_beside_the_navigation_is_found_by_its_name(
    qtbot: QtBot, dialog: JumpDialog, went: list[Goto]
):
    types(dialog.line, "giay in san")
    qtbot.waitUntil(lambda: lines(dialog)[0].startswith("Giấy in sẵn"))
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert went == [Goto("blank_slips")]


def test_arrows_move_while_one_goes_on_typing(qtbot: QtBot, dialog: JumpDialog, went: list[Goto]):
    qtbot.keyClick(dialog.line, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert went == [Goto("reception")]


def test_what_does_not_exist_leads_nowhere(qtbot: QtBot, dialog: JumpDialog, went: list[Goto]):
    types(dialog.line, "zzzz")
    qtbot.waitUntil(lambda: "Không tìm thấy" in lines(dialog)[0])
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert went == []
    assert dialog.isVisible()


def test_each_thing_found_leads_to_its_page():
    found = [
        Found("dossier", "d1", "TAM-1", "Lý Thị Mẩy"),
        Found("procedure", "1.001193", "Đăng ký khai sinh", ""),
        Found("person", "p1", "Lý Thị Mẩy", ""),
    ]
    assert [one.goal for one in destinations(found)] == [
        Goto("dossier", "d1"),
        Goto("reception", "1.001193", "procedure"),
        Goto("people", "p1"),
    ]


def test_an_answer_that_comes_after_the_window_is_gone_finds_nobody(
    qtbot: QtBot, tasks: TaskRunner, desk: Desk
):
    dialog = JumpDialog(Session(desk, tasks), places(), None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    before = lines(dialog)
    dialog.reject()
    dialog._show_found(())
    assert lines(dialog) == before
