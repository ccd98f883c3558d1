"""The other half of a day, by keys alone: money, what was lost, who is away, the village.

Eight further troubles: (13) a fee is written down ten times too high and taken out again; (14) a
citizen pays by transfer and it has to arrive; (15) the drawer lacks a thousand đồng; (16) the slip
is lost before there is a result; (17) somebody asks by the number of a commune that is gone; (18) a
colleague is away; (19) the desk goes to a village; (20) something waits for a person, or nothing.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain import cash
from app.domain.events import OfficerAdded
from app.domain.register import BookKind
from app.domain.states import Act
from app.ui.cash.page import CashPage, View
from app.ui.office.page import OfficePage
from app.ui.rounds.page import RoundsPage
from app.ui.tasks import Workers
from app.ui.troubles.page import TroublesPage
from app.usecases import books, staff
from tests.ui.day.clerk_by_keys import Day
from tests.ui.day.test_a_day_at_the_counter import a_certificate_is_asked_for, copies

OLD_NUMBER = "12/TNHS-2024"


@pytest.fixture
def day(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Day]:
    made = Day(qtbot, workers, tmp_path)
    made.does(lambda: books.open_book(made.desk, BookKind.COPIES))
    made.does(lambda: a_colleague(made))
    yield made
    made.closes()


def a_colleague(day: Day) -> None:
    with day.desk.store.act(by=day.desk.officer) as act:
        act.record_office("san", "officer", OfficerAdded(name="Tẩn Láo San", role="specialist"))


def takes(day: Day, amount: str, method: str = "") -> cash.Movement:
    """Thu phí on the dossier that is open; a method is chosen by its first letter."""
    form = day.begins(Act.TAKE_FEE)
    day.fills(form.amount.control, amount)
    if method:
        day.reaches(form.method.box)
        day.presses(method)
    return cash.movements(day.records())[-1]


def a_fee_is_written_ten_times_too_high(day: Day, dossier: str) -> None:
    day.begins_account("mistake")
    day.goes_on_with(dossier)
    takes(day, "80000")
    form = day.begins(Act.REFUND_FEE)
    day.reaches(form.mistake)
    day.presses("Space")
    day.fills(form.reason.control, "gõ thừa số 0")
    day.records()
    takes(day, "8000")
    assert cash.paid(day.now) == 8000
    day.done()


def money_comes_by_transfer(day: Day, dossier: str) -> None:
    day.begins_account("transfer")
    day.goes_on_with(dossier)
    assert not takes(day, "8000", method="c").arrived
    day.presses("Ctrl+G")
    day.until(lambda: isinstance(day.window.page, CashPage))
    page = day.window.page
    assert isinstance(page, CashPage)
    day.until(lambda: page.waiting_model.rowCount() == 1)
    day.reaches(page.view.box)
    day.presses("Down")
    day.settles()
    assert page.view.value() is View.WAITING
    day.fills(page.arriving.reference.control, "FT2633012345")
    day.presses("F8")
    day.until(lambda: page.waiting_model.rowCount() == 0)
    day.done()


def the_drawer_lacks_a_thousand(day: Day) -> None:
    day.begins_account("closing")
    day.presses("Ctrl+G")
    day.until(lambda: isinstance(day.window.page, CashPage))
    page = day.window.page
    assert isinstance(page, CashPage)
    day.reaches(page.view.box)
    day.presses("End")
    day.settles()
    assert page.shown is not None
    must = page.shown.book.drawer.drawer
    day.fills(page.count.counted.control, str(must - 1000))
    day.presses("F8")
    day.until(lambda: bool(page.count.reason.error))
    day.types("thối nhầm")
    day.presses("F8")
    day.until(lambda: "✓" in page.count.state.text())
    day.presses("Ctrl+P")
    day.until(lambda: day.printer.papers[-1].text("difference") == "-1.000 đồng")
    day.done()


def the_slip_is_lost_before_there_is_a_result(day: Day, dossier: str) -> None:
    day.begins_account("slip_reported")
    day.goes_on_with(dossier)
    form = day.begins(Act.REPORT_SLIP_LOST)
    day.reaches(form.checked)
    day.presses("Space")
    before = len(day.printer.papers)
    day.records()
    day.until(lambda: len(day.printer.papers) > before)
    assert "BẢN IN LẦN 2" in day.printer.papers[-1].text("marks")
    day.presses("Space")
    day.settles()
    day.done()


def somebody_asks_by_an_old_number(day: Day, dossier: str) -> None:
    day.begins_account("old_number")
    day.goes_on_with(dossier)
    form = day.begins(Act.NOTE_OLD_NUMBER)
    day.fills(form.number.control, OLD_NUMBER)
    day.fills(form.holder.control, "Kho lưu trữ huyện cũ")
    day.records()
    day.jumps(OLD_NUMBER, day.now.number)
    day.until(lambda: day.window.page is day.sheet)
    assert "Kho lưu trữ huyện cũ" in day.sheet.facts.text()
    day.done()


def a_colleague_is_away(day: Day) -> None:
    day.begins_account("absence")
    day.jumps("co quan", "Cơ quan")
    day.until(lambda: isinstance(day.window.page, OfficePage))
    page = day.window.page
    assert isinstance(page, OfficePage)
    day.until(lambda: page.staff_model.rowCount() > 0)
    day.reaches(page.staff)
    day.presses("Home", "Alt+2")
    day.fills(page.absence.last.control, "27/11/2026")
    day.presses("F8")
    day.until(lambda: page.cards.currentWidget() is page.change)
    away = next(one for one in day.does(lambda: staff.staff(day.desk)) if one.id == "san")
    assert away.away_on("2026-11-27") is not None
    day.done()


def the_desk_goes_to_a_village(day: Day) -> None:
    day.begins_account("round")
    day.jumps("dot luu dong", "Đợt lưu động")
    day.until(lambda: isinstance(day.window.page, RoundsPage))
    page = day.window.page
    assert isinstance(page, RoundsPage)
    day.fills(page.place.control, "Bản Tà Lèng")
    day.fills(page.first.control, "26/11/2026")
    day.presses("F8")
    day.until(lambda: page.round_model.rowCount() == 1)
    day.presses("Ctrl+P")
    day.until(lambda: day.printer.papers[-1].text("place") == "Bản Tà Lèng")
    day.done()


def nothing_waits_for_a_person(day: Day) -> None:
    day.begins_account("troubles")
    day.jumps("vuong mac", "Vướng mắc")
    day.until(lambda: isinstance(day.window.page, TroublesPage))
    page = day.window.page
    assert isinstance(page, TroublesPage)
    day.until(lambda: page.lists.currentWidget() is page.nothing)
    day.done()


def test_money_losses_absences_and_a_village_without_a_mouse_and_without_a_dead_end(day: Day):
    copies(day, 3)
    for _ in range(2):
        a_certificate_is_asked_for(day)
    one, other = day.plain
    a_fee_is_written_ten_times_too_high(day, one)
    money_comes_by_transfer(day, other)
    the_slip_is_lost_before_there_is_a_result(day, one)
    somebody_asks_by_an_old_number(day, other)
    the_drawer_lacks_a_thousand(day)
    a_colleague_is_away(day)
    the_desk_goes_to_a_village(day)
    nothing_waits_for_a_person(day)
    assert day.does(day.office.store.verify).is_sound
