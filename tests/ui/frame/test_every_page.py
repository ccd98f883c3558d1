"""What every page of the program owes to those who see badly or use no mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from app.system.paths import resources
from app.ui.help.guide import sections
from app.ui.page import Goto
from app.ui.places import places
from app.ui.shell.main_window import MainWindow
from app.ui.shift import Shift
from app.ui.tasks import Workers
from app.ui.theme import Theme
from app.usecases.desk import Desk
from tests.ui.frame.test_workspace import NAMED

REACHED_FROM_OTHERS = {"dossier"}
PAGES = [place.key for place in places() if place.key not in REACHED_FROM_OTHERS]


@pytest.fixture
def shift(qtbot: QtBot, workers: Workers, desk: Desk) -> Iterator[Shift]:
    """Mai at work with the real pages."""
    window = MainWindow()
    qtbot.addWidget(window)
    made = Shift(desk, workers, Theme())
    window.show_only(made.workspace)
    window.resize(1024, 720)
    window.show()
    made.begin()
    yield made
    made.end()


def quiet(qtbot: QtBot, shift: Shift) -> None:
    qtbot.waitUntil(lambda: not shift.workspace.session.tasks.is_busy)


def has_name(one: QWidget) -> bool:
    own = getattr(one, "text", None)
    said = one.accessibleName() or (own() if callable(own) else "")
    return bool(said) or one.inherits("QTableCornerButton") or one.inherits("QHeaderView")


@pytest.mark.parametrize("key", PAGES)
def test_every_control_of_a_page_has_a_name(qtbot: QtBot, shift: Shift, key: str):
    shift.workspace.go(Goto(key))
    quiet(qtbot, shift)
    page = shift.workspace.page
    assert page is not None
    nameless = [
        f"{type(one).__name__} {one.objectName()}"
        for one in page.findChildren(QWidget)
        if isinstance(one, NAMED) and one.isVisible() and not has_name(one)
    ]
    assert nameless == []


@pytest.mark.parametrize("key", [place.key for place in places()])
def test_f1_finds_a_section_about_every_page(qtbot: QtBot, shift: Shift, key: str):
    page = next(place for place in places() if place.key == key).build(shift.workspace.session)
    qtbot.addWidget(page)
    assert page.key == key
    assert page.help_section in {one.key for one in sections(resources() / "help" / "guide")}


@pytest.mark.parametrize("key", PAGES)
def test_a_page_fits_beside_the_navigation_of_a_small_screen(qtbot: QtBot, shift: Shift, key: str):
    shift.workspace.go(Goto(key))
    quiet(qtbot, shift)
    assert shift.workspace.minimumSizeHint().width() <= 1024
    assert shift.workspace.minimumSizeHint().height() <= 720


@pytest.mark.parametrize("key", PAGES)
def test_a_page_is_used_without_a_mouse(qtbot: QtBot, shift: Shift, key: str):
    shift.workspace.go(Goto(key))
    quiet(qtbot, shift)
    page = shift.workspace.page
    assert page is not None
    assert page.title()
    buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible()]
    unreachable = [
        one.accessibleName() or one.text()
        for one in buttons
        if one.focusPolicy() == Qt.FocusPolicy.NoFocus and not one.inherits("QTableCornerButton")
    ]
    assert unreachable == []
