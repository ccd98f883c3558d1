"""Nhập lên tỉnh: a key a field, the code typed back, the next dossier by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.ui.hand_entry.page import HandEntryPage
from app.ui.page import Goto
from app.ui.tasks import Workers
from app.usecases.dossier_view import open_dossier
from app.usecases.hand_entry import waiting
from app.usecases.step import take
from tests.helpers.desk import a_dossier
from tests.helpers.dossiers import a_recipient
from tests.ui.reception.counter import Counter


@pytest.fixture
def counter(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Counter]:
    made = Counter(qtbot, workers, tmp_path)
    yield made
    made.closes()


def code(number: int) -> str:
    return f"H35.12.03-261124-{number:04d}"


def opens(counter: Counter, dossiers: int) -> HandEntryPage:
    ids = counter.does(lambda: [a_dossier(counter.desk, "1.001193").id for _ in range(dossiers)])
    assert ids
    counter.window.go(Goto("hand_entry"))
    counter.settles()
    page = counter.window.page
    assert isinstance(page, HandEntryPage)
    counter.until(lambda: page.model.rowCount() == dossiers)
    page.view.setFocus()
    return page


def copied() -> str:
    return QGuiApplication.clipboard().text()


def left(counter: Counter) -> int:
    return len(counter.does(lambda: waiting(counter.desk)))


def begins(counter: Counter, page: HandEntryPage) -> None:
    counter.presses("Return")
    counter.until(lambda: page.sheet is not None)


def enters(counter: Counter, page: HandEntryPage, typed: str) -> None:
    """Give the code, press F8, and see the next dossier or the list."""
    before = page.sheet
    page.code.line.setText(typed)  # as pasted: Ctrl+V
    counter.presses("F8")
    counter.until(lambda: page.sheet is not before and not counter.session.tasks.is_busy)
    if left(counter):
        counter.until(lambda: page.sheet is not None and page.lines.hasFocus())


def test_enter_copies_field_after_field_and_ends_at_the_code(counter: Counter):
    page = opens(counter, 1)
    begins(counter, page)
    fields = page.line_model.rowCount()
    seen = []
    for _ in range(fields):
        counter.presses("Return")
        seen.append(copied())
    assert seen[:2] == ["1.001193", "Thủ tục đăng ký khai sinh"]
    assert "Giàng A Páo" in seen
    assert page.code.line.hasFocus()


def test_a_figure_copies_the_field_of_that_number(counter: Counter):
    page = opens(counter, 1)
    begins(counter, page)
    counter.presses("3")
    assert copied() == "Giàng A Páo"
    assert page.lines.currentIndex().row() == 3


def test_dossiers_in_a_row_take_a_key_a_field_and_one_more(counter: Counter):
    page = opens(counter, 5)
    begins(counter, page)
    before = counter.keys
    for number in range(5):
        for _ in range(page.line_model.rowCount()):
            counter.presses("Return")
        enters(counter, page, code(number))
    fields = 10
    assert counter.keys - before == 5 * (fields + 1)


def test_a_code_that_is_none_is_said_beside_it_and_nothing_is_noted(counter: Counter):
    page = opens(counter, 1)
    begins(counter, page)
    page.code.line.setText("H35")
    counter.presses("F8")
    counter.until(lambda: "Mã hồ sơ không đúng dạng" in page.code.error)
    assert left(counter) == 1


def test_the_code_of_another_dossier_is_asked_about_once(counter: Counter):
    page = opens(counter, 2)
    begins(counter, page)
    enters(counter, page, code(1))
    page.code.line.setText(code(1))
    counter.presses("F8")
    counter.until(lambda: "mã của hồ sơ khác" in page.code.error)
    assert left(counter) == 1
    counter.presses("F8")
    counter.until(lambda: left(counter) == 0)


def test_what_is_new_of_a_dossier_that_is_there_asks_for_no_code(counter: Counter):
    page = opens(counter, 1)
    begins(counter, page)
    enters(counter, page, code(1))

    def forward() -> None:
        (row,) = counter.desk.store.reader().search(code(1))
        shown = open_dossier(counter.desk, row.id).version
        take(counter.desk, shown, lambda now: now.forward(a_recipient()))

    counter.does(forward)
    page.presenter.read()
    counter.until(lambda: page.model.rowCount() == 1)
    page.view.setFocus()
    begins(counter, page)
    assert not page.code.isVisible()
    rows = [page.line_model.row_at(page.line_model.index(n, 0)) for n in range(3)]
    assert [row.text for row in rows if row is not None][:2] == [code(1), "Đang xử lý"]
    counter.presses("F8")
    counter.until(lambda: left(counter) == 0)


def test_the_clipboard_is_emptied_after_a_minute_and_on_leaving(counter: Counter):
    page = opens(counter, 1)
    begins(counter, page)
    counter.presses("Return")
    assert copied()
    assert page.copying.timer.interval() == 60_000
    page.copying.timer.timeout.emit()
    assert not copied()
    counter.presses("Return")
    counter.window.go(Goto("today"))
    counter.settles()
    assert not copied()


def test_what_the_officer_copied_elsewhere_stays(counter: Counter):
    page = opens(counter, 1)
    begins(counter, page)
    counter.presses("Return")
    QGuiApplication.clipboard().setText("của người khác")
    page.copying.timer.timeout.emit()
    assert copied() == "của người khác"


def test_esc_goes_back_to_the_list(counter: Counter):
    page = opens(counter, 1)
    begins(counter, page)
    counter.presses("Escape")
    assert page.sheet is None
    assert page.view.isVisible()
