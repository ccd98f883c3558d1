"""Thu phí by keyboard: take and print, confirm, close the day."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.cash import paid
from app.domain.events import Fee, PaymentMethod
from app.domain.states import Act
from app.ui.cash.page import CashPage, View
from app.ui.page import Goto
from app.ui.tasks import Workers
from app.usecases import cash
from app.usecases.cash import Taking
from tests.helpers.dossiers import a_received
from tests.ui.dossier.clerk import Clerk


@pytest.fixture
def clerk(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Clerk]:
    made = Clerk(qtbot, workers, tmp_path)
    owes(made)
    made.window.go(Goto("cash"))
    made.settles()
    yield made
    made.closes()


def owes(clerk: Clerk, amount: int = 8000):
    said = {"fee": Fee(amount=amount), "submitter": a_received().submitter}
    return clerk.does(lambda: clerk.office.receives(**said))


def page_of(clerk: Clerk) -> CashPage:
    page = clerk.window.page
    assert isinstance(page, CashPage)
    return page


def turns_to(clerk: Clerk, view: View) -> CashPage:
    page = page_of(clerk)
    page.view.fill(view)
    page.view.edited.emit()
    clerk.settles()
    return page


def test_f8_takes_what_is_owed_and_prints_its_paper(clerk: Clerk):
    page = page_of(clerk)
    assert page.taking.amount.value() == "8.000"
    clerk.presses("F8")
    clerk.until(lambda: page.owed_model.rowCount() == 0)
    clerk.until(lambda: len(clerk.tray.papers) == 1)
    assert clerk.tray.papers[0].text("amount") == "8.000 đồng"


def test_a_wrong_sum_is_said_beside_the_field(clerk: Clerk):
    page = page_of(clerk)
    clerk.writes(page.taking.amount, "tám nghìn")
    clerk.presses("F8")
    clerk.settles()
    assert page.taking.amount.error
    assert page.owed_model.rowCount() == 1


def test_a_receipt_number_that_was_used_is_said_beside_it(clerk: Clerk):
    other = owes(clerk)
    taking = Taking(8000, series="1C26", number="07")
    clerk.does(lambda: cash.take_fee(clerk.desk, other.version, taking))
    clerk.settles()
    page = page_of(clerk)
    clerk.until(lambda: page.taking.number.value() == "08")
    clerk.writes(page.taking.number, "7")
    clerk.presses("F8")
    clerk.settles()
    assert page.taking.number.error
    clerk.writes(page.taking.number, "8")
    clerk.presses("F8")
    clerk.until(lambda: page.owed_model.rowCount() == 0)


def test_a_transfer_is_confirmed_by_f8(clerk: Clerk):
    page = page_of(clerk)
    page.taking.method.fill(PaymentMethod.TRANSFER)
    clerk.presses("F8")
    clerk.until(lambda: page.waiting_model.rowCount() == 1)
    turns_to(clerk, View.WAITING)
    assert "thấy tiền" in page.arriving.words.text()
    clerk.writes(page.arriving.reference, "FT2633012345")
    clerk.presses("F8")
    clerk.until(lambda: page.waiting_model.rowCount() == 0)
    assert page.day_model.rowCount() == 1


def test_the_day_is_closed_and_a_difference_needs_its_reason(clerk: Clerk):
    clerk.presses("F8")
    clerk.until(lambda: page_of(clerk).owed_model.rowCount() == 0)
    page = turns_to(clerk, View.DAY)
    clerk.writes(page.count.counted, "7.000")
    clerk.presses("F8")
    clerk.settles()
    assert page.count.reason.error
    clerk.writes(page.count.reason, "thối nhầm")
    clerk.presses("F8")
    clerk.until(lambda: "✓" in page.count.state.text())
    clerk.presses("Ctrl+P")
    clerk.until(lambda: clerk.tray.papers[-1].text("counted") == "7.000 đồng")


def test_an_empty_view_says_so(clerk: Clerk):
    page = turns_to(clerk, View.WAITING)
    assert page.lists.currentWidget() is page.nothing
    clerk.presses("F8")
    clerk.settles()


def test_enter_opens_the_dossier(clerk: Clerk):
    page_of(clerk).owed.setFocus()
    clerk.presses("Return")
    clerk.settles()
    assert clerk.window.page is not None
    assert clerk.window.page.key == "dossier"


def test_on_the_dossier_a_mistake_is_taken_out_and_taken_anew(clerk: Clerk):
    clerk.opens(owes(clerk))
    form = clerk.begins(Act.TAKE_FEE)
    clerk.writes(form.amount, "80000")
    clerk.records()
    form = clerk.begins(Act.REFUND_FEE)
    form.mistake.fill(on=True)
    clerk.writes(form.reason, "gõ thừa số 0")
    clerk.records()
    assert "8.000 đồng" in clerk.sheet.facts.text()
    form = clerk.begins(Act.TAKE_FEE)
    assert form.amount.value() == "8.000"
    form.method.fill(PaymentMethod.TRANSFER)
    clerk.records()
    form = clerk.begins(Act.CONFIRM_FEE)
    clerk.records()
    assert paid(clerk.now) == 8000


def test_f8_pressed_twice_takes_the_fee_once(clerk: Clerk):
    page = page_of(clerk)
    clerk.presses("F8", "F8")
    clerk.until(lambda: page.owed_model.rowCount() == 0)
    clerk.settles()
    assert page.day_model.rowCount() == 1


def test_what_is_typed_stays_when_somebody_else_is_taken_in(clerk: Clerk):
    page = page_of(clerk)
    page.taking.method.fill(PaymentMethod.TRANSFER)
    clerk.writes(page.taking.amount, "5.000")
    owes(clerk)
    clerk.until(lambda: page.owed_model.rowCount() == 2)
    assert page.taking.amount.value() == "5.000"
    assert page.taking.method.value() is PaymentMethod.TRANSFER


def test_f8_never_closes_another_day_than_the_one_that_is_read(clerk: Clerk):
    page = turns_to(clerk, View.DAY)
    clerk.writes(page.day, "23/11/2026")
    clerk.writes(page.count.counted, "0")
    page.day.fill("22/11/2026")
    clerk.presses("F8")
    clerk.settles()
    assert page.shown is not None
    assert page.shown.book.state.closed is None
    assert page.shown.book.day.day == 22
