"""Thu phí on real stores: taking, confirming, one receipt once, closing the day, two PCs."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from app.domain.calendar import OFFICE_TIME
from app.domain.cash import paid
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import Fee, PaymentMethod
from app.usecases import cash
from app.usecases.cash import Counted, DayBook, Refund, Taking
from app.usecases.desk import Desk
from app.usecases.dossier_view import open_dossier
from app.usecases.synchronise import one_round
from tests.helpers.desk import a_dossier
from tests.helpers.dossiers import a_received
from tests.helpers.office import AnOffice
from tests.helpers.province import Province
from tests.helpers.two_pcs import SecondPc, a_second_pc

TODAY = date(2026, 11, 24)
BY_BANK = Taking(8000, PaymentMethod.TRANSFER)


@pytest.fixture
def second(tmp_path: Path, enrolled: Desk, province: Province) -> Iterator[SecondPc]:
    with a_second_pc(tmp_path, enrolled, province) as one:
        yield one


def owing(office: AnOffice, amount: int = 8000) -> Dossier:
    return office.receives(fee=Fee(amount=amount), submitter=a_received().submitter)


def book(desk: Desk) -> DayBook:
    return cash.day_book(desk, TODAY)


def refuses(code: str, work, *args: object) -> None:
    with pytest.raises(RuleViolation) as no:
        work(*args)
    assert no.value.code == code


def test_what_is_owed_leaves_the_list_when_it_is_taken(office: AnOffice, desk: Desk):
    dossier = owing(office)
    assert [one.amount for one in cash.owed(desk)] == [8000]
    cash.take_fee(desk, dossier.version, Taking(3000))
    assert [one.amount for one in cash.owed(desk)] == [5000]
    cash.take_fee(desk, open_dossier(desk, dossier.id).dossier.version, Taking(5000))
    assert cash.owed(desk) == ()
    assert book(desk).drawer.drawer == 8000


def test_a_transfer_waits_until_it_is_confirmed(office: AnOffice, desk: Desk):
    taken = cash.take_fee(desk, owing(office).version, BY_BANK)
    (row,) = cash.waiting(desk)
    assert book(desk).rows == ()
    cash.confirm_fee(desk, taken.version, row.movement.of, "FT2633012345")
    assert cash.waiting(desk) == ()
    assert book(desk).drawer.transfers == 8000
    assert book(desk).drawer.drawer == 0


def test_online_money_is_due_in_the_budget_within_8_working_hours(office: AnOffice, desk: Desk):
    cash.take_fee(desk, owing(office).version, BY_BANK)
    (row,) = cash.waiting(desk)
    due = cash.to_budget_by(desk, row)
    assert f"{due:%H:%M %d/%m/%Y}" == "17:00 25/11/2026"  # 24/11 is a day off


def test_an_official_receipt_is_given_once(office: AnOffice, desk: Desk):
    cash.take_fee(desk, owing(office).version, Taking(8000, series="1C26", number="0000041"))
    again = Taking(8000, series="1c26", number="41")
    refuses("receipt_number_used", cash.take_fee, desk, owing(office).version, again)
    assert cash.next_receipt(desk) == ("1C26", "0000042")


def test_the_next_receipt_is_empty_where_none_was_used(office: AnOffice, desk: Desk):
    assert cash.next_receipt(desk) == ("", "")
    cash.take_fee(desk, owing(office).version, Taking(8000, series="BL", number="12A"))
    assert cash.next_receipt(desk) == ("BL", "")


def test_a_day_is_closed_with_what_was_counted(office: AnOffice, desk: Desk):
    cash.take_fee(desk, owing(office).version, Taking(8000))
    refuses("cash_difference_without_reason", cash.close_day, desk, book(desk), Counted(7000))
    refuses("money_negative", cash.close_day, desk, book(desk), Counted(-1))
    closed = cash.close_day(desk, book(desk), Counted(7000, "Kế toán xã", "thối nhầm 1.000 đồng"))
    said = closed.state.closed
    assert said is not None
    assert (said.recorded, said.counted, said.reason) == (8000, 7000, "thối nhầm 1.000 đồng")
    assert closed.later == ()


def test_what_comes_after_the_closing_is_named_and_the_old_closing_stays(
    office: AnOffice, desk: Desk
):
    cash.take_fee(desk, owing(office).version, Taking(8000))
    cash.close_day(desk, book(desk), Counted(8000))
    cash.take_fee(desk, owing(office).version, Taking(5000))
    assert len(book(desk).later) == 1
    again = cash.close_day(desk, book(desk), Counted(13_000))
    assert again.later == ()
    assert len(again.state.closings) == 2


def test_a_receipt_that_was_written_down_by_mistake_is_written_down_again(
    office: AnOffice, desk: Desk
):
    wrong = Taking(80_000, series="1C26", number="41")
    taken = cash.take_fee(desk, owing(office).version, wrong)
    of = book(desk).rows[0].movement.event
    gone = cash.refund_fee(desk, taken.version, Refund(of, 80_000, "gõ thừa số 0", mistake=True))
    again = cash.take_fee(desk, gone.version, Taking(8000, series="1C26", number="41"))
    assert paid(again) == 8000


def test_what_the_list_showed_is_taken_once(office: AnOffice, desk: Desk):
    owing(office)
    (row,) = cash.owed(desk)
    cash.take_owed(desk, row, Taking(8000))
    refuses("owed_changed", cash.take_owed, desk, row, Taking(8000))


def test_a_taking_of_an_outage_is_of_its_own_day(office: AnOffice, desk: Desk):
    yesterday = datetime(2026, 11, 23, 15, 0, tzinfo=OFFICE_TIME)
    cash.take_fee(desk, owing(office).version, Taking(8000, when=yesterday))
    assert book(desk).rows == ()
    (row,) = cash.day_book(desk, date(2026, 11, 23)).rows
    assert row.movement.amount == 8000


def test_a_day_ends_at_midnight_of_the_office(office: AnOffice, desk: Desk):
    late = datetime(2026, 11, 23, 23, 59, tzinfo=OFFICE_TIME)
    cash.take_fee(desk, owing(office).version, Taking(8000, when=late))
    early = datetime(2026, 11, 24, 0, 1, tzinfo=OFFICE_TIME)
    cash.take_fee(desk, owing(office).version, Taking(5000, when=early))
    assert [one.movement.amount for one in book(desk).rows] == [5000]


def test_no_day_to_come_is_closed(desk: Desk):
    refuses(
        "cash_day_to_come", cash.close_day, desk, cash.day_book(desk, date(2030, 1, 1)), Counted(0)
    )


def test_a_day_that_changed_meanwhile_is_not_closed_unseen(office: AnOffice, desk: Desk):
    shown = book(desk)
    cash.take_fee(desk, owing(office).version, Taking(8000))
    refuses("cash_day_changed", cash.close_day, desk, shown, Counted(0))


def test_a_mistake_stays_in_the_book_with_its_reason(office: AnOffice, desk: Desk):
    taken = cash.take_fee(desk, owing(office).version, Taking(80_000))
    of = book(desk).rows[0].movement.event
    cash.refund_fee(desk, taken.version, Refund(of, 80_000, "gõ thừa số 0", mistake=True))
    now = book(desk)
    assert [one.movement.amount for one in now.rows] == [80_000, -80_000]
    assert now.rows[1].movement.reference == "gõ thừa số 0"
    assert now.drawer.drawer == 0


def test_the_sheet_says_what_was_counted(office: AnOffice, desk: Desk):
    cash.take_fee(desk, owing(office).version, Taking(8000))
    assert "Chưa chốt quỹ" not in cash.sheet(desk, book(desk)).text("words")
    closed = cash.close_day(desk, book(desk), Counted(8000, "Kế toán xã"))
    said = cash.sheet(desk, closed)
    assert (said.text("counted"), said.text("difference")) == ("8.000 đồng", "Không lệch")
    assert said.text("words") == "Tám nghìn đồng"


def test_each_drawer_counts_its_own_and_the_office_sees_both(enrolled: Desk, second: SecondPc):
    mine = a_dossier(enrolled)
    cash.take_fee(enrolled, mine.version, Taking(8000))
    one_round(enrolled)
    one_round(second.desk)
    theirs = open_dossier(second.desk, mine.id).dossier
    cash.take_fee(second.desk, theirs.version, Taking(5000))
    one_round(second.desk)
    one_round(enrolled)
    assert book(enrolled).drawer.drawer == 8000
    assert book(second.desk).drawer.drawer == 5000
    assert book(enrolled).office.drawer == book(second.desk).office.drawer == 13_000
