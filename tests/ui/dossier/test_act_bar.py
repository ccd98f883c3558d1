"""Acts beyond the ninth have a letter in the list; large letters wrap and push nothing sideways."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.states import Act
from app.ui.dossier.act_bar import ActBar
from app.ui.dossier.timeline_words import told
from app.ui.dossiers.page import DossiersPage
from app.ui.page import Goto
from app.usecases.dossier_view import open_dossier
from app.usecases.work import Step, assign
from tests.ui.dossier.clerk import Clerk

MANY = tuple(
    act for act in Act if act not in {Act.REGISTER, Act.GIVE_CODE, Act.ANSWER, Act.REPORT_STATE}
)[:14]


def letters() -> QFont:
    """What 18 pt asks for on a common screen."""
    font = QApplication.font()
    font.setPointSize(18)
    return font


def test_an_act_without_a_key_is_chosen_by_its_letter_in_the_open_list(qtbot: QtBot):
    bar = ActBar()
    qtbot.addWidget(bar)
    bar.offer(MANY, [("In giấy tiếp nhận", lambda: None)])
    bar.show()
    bar.open_menu()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    with qtbot.waitSignal(bar.chosen) as chosen:
        qtbot.keyClick(menu, Qt.Key.Key_B)
    assert chosen.args == [MANY[10]]


def test_an_act_with_a_key_answers_to_its_number_in_the_list_too(qtbot: QtBot):
    bar = ActBar()
    qtbot.addWidget(bar)
    bar.offer(MANY, [])
    bar.show()
    bar.open_menu()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    with qtbot.waitSignal(bar.chosen) as chosen:
        qtbot.keyClick(menu, Qt.Key.Key_5)
    assert chosen.args == [MANY[4]]


def test_every_line_of_the_list_has_a_sign_of_its_own(qtbot: QtBot):
    bar = ActBar()
    qtbot.addWidget(bar)
    printed: list[str] = []
    bar.offer(MANY, [("In giấy tiếp nhận", lambda: printed.append("slip"))])
    signs = [sign for sign, _entry in bar.signs()]
    assert signs == ["4", "5", "6", "7", "8", "9", "A", "B", "C", "D", "E", "F"]
    bar.trigger("In giấy tiếp nhận")
    assert printed == ["slip"]


def test_nothing_is_pushed_sideways_by_large_letters(clerk: Clerk):
    clerk.window.setFont(letters())
    clerk.forwards()
    clerk.sheet.acts.setFont(letters())
    clerk.settles()
    assert clerk.sheet._area.horizontalScrollBar().maximum() == 0
    assert clerk.sheet.acts.minimumSizeHint().width() < 700
    clerk.window.go(Goto("dossiers"))
    clerk.settles()
    page = clerk.window.page
    assert isinstance(page, DossiersPage)
    page.setFont(letters())
    assert page.minimumSizeHint().width() < 770
    assert page.search.line.width() > page.section.box.width()


def test_the_history_names_who_works_on_it(clerk: Clerk):
    """An officer is a name, a recipient a record: both are said."""
    dossier = clerk.forwards()
    clerk.does(lambda: assign(clerk.desk, dossier.version, Step("Lù A Sử")))
    view = clerk.does(lambda: open_dossier(clerk.desk, dossier.id))
    said = [told(row, clerk.desk.now()).said for row in view.timeline]
    assert any("Chuyển cho Lù A Sử" in words for words in said)
    assert any("Chuyển cho Lý A Sài" in words for words in said)
