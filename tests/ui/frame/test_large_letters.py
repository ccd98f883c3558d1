"""At 18 points on the smallest screen no page cuts the words of a button or scrolls sideways."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.application import dress
from app.ui.page import Goto
from app.ui.shell.main_window import MainWindow
from app.ui.shift import Shift
from app.ui.tasks import Workers
from app.ui.theme import Theme
from app.ui.tokens import LIGHT
from app.usecases.desk import Desk
from tests.helpers.desk import a_dossier
from tests.ui.frame.test_every_page import PAGES, quiet, shown
from tests.ui.reception.counter import on

LARGEST = Theme(LIGHT, 18)
LAID_OUT = 5_000  # ms; a page that is right is right at once
SETTLED = 150  # ms; what was read is shown first and laid out then


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    """Who sees badly has the letters as large as they go."""
    dress(qapp, LARGEST)
    yield
    dress(qapp, Theme())


@pytest.fixture
def shift(qtbot: QtBot, workers: Workers, desk: Desk, large: None) -> Iterator[Shift]:
    """Mai at work, with a dossier that is due."""
    on(workers, lambda: a_dossier(desk))
    window = MainWindow()
    qtbot.addWidget(window)
    made = Shift(desk, workers, LARGEST)
    window.show_only(made.workspace)
    window.resize(1024, 768)
    window.show()
    made.begin()
    qtbot.waitUntil(lambda: shown(made) == "first_start")
    yield made
    made.end()


def cut(page: QWidget) -> list[str]:
    """The buttons whose words are wider than they are."""
    return [
        one.text()
        for one in page.findChildren(QPushButton)
        if one.isVisible() and QPushButton.sizeHint(one).width() > one.width()
    ]


def sideways(page: QWidget) -> list[str]:
    """What has to be scrolled to the side."""
    return [
        one.accessibleName() or type(one).__name__
        for one in page.findChildren(QAbstractScrollArea)
        if one.isVisible() and one.horizontalScrollBar().isVisible()
    ]


def unread(page: QWidget) -> list[str]:
    """The words that need more room than they have."""
    return [
        one.text()
        for one in page.findChildren(QLabel)
        if one.isVisible() and one.text() and not _has_room(one)
    ]


def _has_room(words: QLabel) -> bool:
    if not _is_inside(words):
        return False
    if words.wordWrap():
        return words.heightForWidth(words.width()) <= words.height()
    return words.sizeHint().width() <= words.width()


def _is_inside(words: QLabel) -> bool:
    """Whether nothing around it cuts it off, but what scrolls."""
    around = words.parentWidget()
    while around is not None and not isinstance(around.parentWidget(), QAbstractScrollArea):
        if not around.rect().contains(QRect(words.mapTo(around, QPoint()), words.size())):
            return False
        around = around.parentWidget()
    return True


def fits(page: QWidget) -> bool:
    return not (cut(page) or sideways(page) or unread(page))


def test_no_page_cuts_a_button_or_scrolls_sideways(qtbot: QtBot, shift: Shift):
    found = {}
    for key in PAGES:
        shift.workspace.go(Goto(key))
        quiet(qtbot, shift)
        page = shift.workspace
        assert page.page is not None
        qtbot.wait(SETTLED)
        try:
            qtbot.waitUntil(partial(fits, page), timeout=LAID_OUT)
        except qtbot.TimeoutError:
            found[key] = (*cut(page), *sideways(page), *unread(page))
    assert not found, "\n".join(f"{key}: {wrong}" for key, wrong in found.items())
