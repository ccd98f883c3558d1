"""The list of dossiers: found as one types, narrowed, ordered by value, read as one scrolls."""

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from app.domain.dossier import Dossier
from app.domain.person import Person
from app.ui.dossiers.page import DossiersPage
from app.ui.dossiers.presenter import FIRST
from app.ui.page import Goto
from app.usecases.lookup import Section
from app.usecases.processing import forward
from tests.helpers.desk import LAWYER, a_dossier
from tests.ui.dossier.clerk import MARITAL, Clerk

MANY = 2 * FIRST + 30
CHO = Person(name="Sùng A Chớ", id_number="012085004321", id_kind="cccd")


@pytest.fixture
def page(clerk: Clerk) -> DossiersPage:
    clerk.window.go(Goto("dossiers"))
    clerk.settles()
    assert isinstance(clerk.window.page, DossiersPage)
    return clerk.window.page


def receives(clerk: Clerk, **changes: Any) -> Dossier:
    return clerk.does(lambda: a_dossier(clerk.desk, MARITAL, **changes))


def numbers(page: DossiersPage) -> list[str]:
    return [str(page.model.index(row, 0).data()) for row in range(page.model.rowCount())]


def many(clerk: Clerk, page: DossiersPage) -> None:
    """As many dossiers as an office takes in within some weeks."""
    clerk.does(lambda: [clerk.office.receives() for _ in range(MANY)])
    clerk.until(lambda: page.total.text().startswith(str(MANY)))
    clerk.settles()


def test_an_empty_list_says_what_to_do_next(clerk: Clerk, page: DossiersPage):
    assert page.nothing.isVisible()
    receives(clerk)
    clerk.until(lambda: not page.nothing.isVisible())
    assert page.model.rowCount() == 1


def test_a_dossier_is_found_without_accents_as_one_types(clerk: Clerk, page: DossiersPage):
    receives(clerk)
    of_cho = receives(clerk, submitter=CHO)
    clerk.types("sung a cho")
    clerk.until(lambda: numbers(page) == [of_cho.number])


def test_either_number_finds_the_dossier_and_enter_opens_the_only_one(
    clerk: Clerk, page: DossiersPage
):
    dossier = receives(clerk)
    receives(clerk)
    clerk.types(dossier.number)
    clerk.until(lambda: numbers(page) == [dossier.number])
    clerk.presses("Return")
    clerk.settles()
    assert clerk.now.id == dossier.id


def test_enter_goes_to_the_list_and_enter_again_opens(clerk: Clerk, page: DossiersPage):
    receives(clerk)
    newest = receives(clerk)
    clerk.until(lambda: page.model.rowCount() == 2)
    clerk.presses("Return")
    assert QApplication.focusWidget() is page.list
    clerk.presses("Return")
    clerk.settles()
    assert clerk.now.id == newest.id


def test_escape_empties_the_search_before_it_leads_away(clerk: Clerk, page: DossiersPage):
    receives(clerk)
    clerk.types("không có ai")
    clerk.until(page.nothing.isVisible)
    clerk.presses("Esc")
    clerk.until(lambda: page.model.rowCount() == 1)
    assert clerk.window.page is page


def test_the_list_is_narrowed_to_one_state_by_keys(clerk: Clerk, page: DossiersPage):
    receives(clerk)
    there = receives(clerk)
    clerk.does(lambda: forward(clerk.desk, there.version, LAWYER))
    page.section.box.setFocus()
    place = page.section.box.findText("Trạng thái: Đang xử lý")
    clerk.presses(*["Down"] * place)
    clerk.until(lambda: numbers(page) == [there.number])
    clerk.presses("Home")
    clerk.until(lambda: page.model.rowCount() == 2)


def test_a_part_of_the_day_is_ordered_by_its_deadline(clerk: Clerk, page: DossiersPage):
    clerk.window.go(Goto("dossiers", extra=Section.LATE_SOON))
    clerk.settles()
    assert page.presenter.which.order == "due"
    assert not page.presenter.which.descending


def test_a_heading_orders_by_value(clerk: Clerk, page: DossiersPage):
    ones = [receives(clerk).number for _ in range(3)]
    clerk.until(lambda: numbers(page) == ones[::-1])
    page.model.sort(0, Qt.SortOrder.AscendingOrder)
    clerk.until(lambda: numbers(page) == ones)


def test_the_list_is_read_page_by_page_and_none_is_passed_over(clerk: Clerk, page: DossiersPage):
    many(clerk, page)
    assert page.model.rowCount() == FIRST
    page.model.fetchMore(QModelIndex())
    assert not page.model.canFetchMore(QModelIndex())  # the page before is on its way
    clerk.until(lambda: page.model.rowCount() == 2 * FIRST)
    page.model.fetchMore(QModelIndex())
    clerk.until(lambda: page.model.rowCount() == MANY)
    assert len(set(numbers(page))) == MANY
    assert not page.model.canFetchMore(QModelIndex())


def test_who_reads_far_down_stays_there_when_something_changes(clerk: Clerk, page: DossiersPage):
    many(clerk, page)
    page.model.fetchMore(QModelIndex())
    clerk.until(lambda: page.model.rowCount() == 2 * FIRST)
    page.list.selectRow(150)
    stood_on = numbers(page)[150]
    page.list.scrollToBottom()
    seen = page.list.verticalScrollBar().value()
    receives(clerk)
    clerk.until(lambda: page.total.text().startswith(str(MANY + 1)))
    clerk.settles()
    assert numbers(page)[page.list.currentIndex().row()] == stood_on
    assert page.list.verticalScrollBar().value() == seen


@pytest.mark.parametrize("width", [1024, 1366])
def test_the_list_fits_the_window(clerk: Clerk, page: DossiersPage, width: int):
    receives(clerk)
    clerk.window.resize(width, 768)
    clerk.until(lambda: page.model.rowCount() == 1)
    assert page.list.horizontalScrollBar().maximum() == 0
    for column in range(page.model.columnCount()):
        if not page.list.isColumnHidden(column) and column != 2:
            text = str(page.model.index(0, column).data())
            needed = page.list.fontMetrics().horizontalAdvance(text)
            assert page.list.columnWidth(column) >= needed, text
