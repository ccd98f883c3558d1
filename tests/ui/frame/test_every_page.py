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
    qtbot.waitUntil(lambda: shown(made) == "first_start")  # where a new office is led to by itself
    yield made
    made.end()


def shown(shift: Shift) -> str:
    return shift.workspace.page.key if shift.workspace.page else ""


def quiet(qtbot: QtBot, shift: Shift) -> None:
    qtbot.waitUntil(lambda: not shift.workspace.session.tasks.is_busy)


def has_name(one: QWidget) -> bool:
    own = getattr(one, "text", None)
    said = one.accessibleName() or (own() if callable(own) else "")
    return bool(said) or one.inherits("QTableCornerButton") or one.inherits("QHeaderView")


def nameless(page: QWidget) -> list[str]:
    return [
        f"{type(one).__name__} {one.objectName()}"
        for one in page.findChildren(QWidget)
        if isinstance(one, NAMED) and one.isVisible() and not has_name(one)
    ]


def unreachable(page: QWidget) -> list[str]:
    return [
        one.accessibleName() or one.text()
        for one in page.findChildren(QAbstractButton)
        if one.isVisible()
        if one.focusPolicy() == Qt.FocusPolicy.NoFocus and not one.inherits("QTableCornerButton")
    ]


@pytest.mark.parametrize("key", PAGES)
def test_a_page_fits_a_small_screen_and_is_named_and_used_without_a_mouse(
    qtbot: QtBot, shift: Shift, key: str
):
    """One visit a page: to begin a shift costs more than all that is asked."""
    shift.workspace.go(Goto(key))
    quiet(qtbot, shift)
    page = shift.workspace.page
    assert page is not None
    assert page.key == key
    assert page.title()
    assert nameless(page) == []
    assert unreachable(page) == []
    least = shift.workspace.minimumSizeHint()
    assert (least.width() <= 1024, least.height() <= 720) == (True, True), least


def test_f1_finds_a_section_about_every_page(qtbot: QtBot, shift: Shift):
    guide = {one.key for one in sections(resources() / "help" / "guide")}
    pages = {place.key: place.build(shift.workspace.session) for place in places()}
    for key, page in pages.items():
        qtbot.addWidget(page)
        assert page.key == key
        assert page.help_section in guide, key
