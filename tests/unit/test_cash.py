"""The cash book (NĐ 118/2025, Điều 24): what moved, what is awaited, the drawer of a day."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import cash
from app.domain.cash import Movement, Way
from app.domain.cash_book import cash_rows, owed_row
from app.domain.cash_day import CashCount, CashDay, closing, day_id, fold_day
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import (
    CashDayClosed,
    Fee,
    FeeConfirmed,
    FeeRefunded,
    FeeTaken,
    OfficerAdded,
    PaymentMethod,
    SlipForm,
    SlipPrinted,
    Withdrawn,
)
from tests.helpers.deeds import a_deed
from tests.helpers.dossiers import MORNING, History, a_received

CASH = FeeTaken(amount=8000, payer="Lò Thị Pản")
TRANSFER = FeeTaken(amount=8000, method=PaymentMethod.TRANSFER)
ELSEWHERE = "ZZZZZZZZZZ:E001:1"


def paying(*said: Any, fee: int = 8000) -> tuple[Dossier, list[str]]:
    """A dossier after these events, and their ids."""
    history = History()
    history.says("quầy 1", a_received(fee=Fee(amount=fee)))
    ids: list[str] = []
    for one in said:
        made = one(ids) if callable(one) else one
        ids.append(str(history.says("quầy 1", made).id))
    return history.fold(), ids


def confirms(place: int = 0) -> Any:
    return lambda ids: FeeConfirmed(of=ids[place], reference="FT26330")


def refunds(place: int = 0, amount: int = 8000, **changes: Any) -> Any:
    return lambda ids: FeeRefunded(of=ids[place], amount=amount, reason="thu thừa", **changes)


def refuses(code: str, dossier: Dossier, said: FeeRefunded) -> None:
    with pytest.raises(RuleViolation) as no:
        dossier.refund_fee(said)
    assert no.value.code == code


def test_cash_is_paid_at_once():
    dossier, _ids = paying(CASH)
    assert (cash.paid(dossier), cash.owed(dossier)) == (8000, 0)


def test_dieu_24_a_transfer_is_not_paid_before_it_is_confirmed():
    dossier, ids = paying(TRANSFER)
    assert cash.paid(dossier) == 0
    assert [one.of for one in cash.awaited(dossier)] == ids
    assert cash.owed(dossier) == 0  # nobody asks for it twice either


def test_a_confirmed_transfer_is_paid_at_its_confirmation():
    dossier, ids = paying(TRANSFER, confirms())
    (entry,) = cash.movements(dossier)
    assert (entry.event, entry.way, entry.reference) == (ids[0], Way.TAKEN, "FT26330")
    assert entry.at == MORNING + 3 * 60_000
    assert (cash.paid(dossier), cash.awaited(dossier)) == (8000, ())


def test_two_confirmations_of_one_transfer_count_once():
    dossier, _ids = paying(TRANSFER, confirms(), confirms())
    assert cash.paid(dossier) == 8000


def test_a_confirmation_of_something_unknown_counts_nothing():
    dossier, _ids = paying(
        FeeConfirmed(of=ELSEWHERE), FeeRefunded(of=ELSEWHERE, amount=1, reason="x")
    )
    assert cash.movements(dossier) == ()


def test_what_is_given_back_is_not_asked_for_again():
    dossier, _ids = paying(CASH, refunds())
    assert (cash.paid(dossier), cash.owed(dossier)) == (0, 0)


def test_what_was_written_down_by_mistake_is_still_owed():
    dossier, _ids = paying(CASH, refunds(mistake=True))
    assert (cash.paid(dossier), cash.owed(dossier)) == (0, 8000)


def test_a_transfer_taken_out_by_mistake_never_counted():
    dossier, _ids = paying(TRANSFER, refunds(mistake=True))
    assert (cash.paid(dossier), cash.awaited(dossier), cash.owed(dossier)) == (0, (), 8000)
    assert cash.totals(cash.movements(dossier)).awaited == 0


def test_what_a_stop_gives_back_leaves_the_drawer():
    dossier, _ids = paying(CASH, Withdrawn(reason="dân xin rút", fee_returned=8000))
    assert cash.paid(dossier) == 0
    assert cash.totals(cash.movements(dossier)).cash_out == 8000
    assert owed_row(dossier) is None


def test_no_more_is_given_back_than_came():
    dossier, ids = paying(CASH, refunds(amount=3000))
    refuses("refund_too_large", dossier, FeeRefunded(of=ids[0], amount=5001, reason="x"))
    refuses("refund_too_large", dossier, FeeRefunded(of=ids[0], amount=0, reason="x"))
    refuses("nothing_to_refund", dossier, FeeRefunded(of=ELSEWHERE, amount=1, reason="x"))
    part = FeeRefunded(of=ids[0], amount=1000, reason="x", mistake=True)
    refuses("refund_too_large", dossier, part)
    whole = FeeRefunded(of=ids[0], amount=5000, reason="x")
    assert dossier.refund_fee(whole) is whole


def test_what_has_not_arrived_cannot_be_given_back():
    dossier, ids = paying(TRANSFER)
    refuses("transfer_not_there_yet", dossier, FeeRefunded(of=ids[0], amount=8000, reason="x"))


def test_only_a_transfer_that_waits_is_confirmed():
    dossier, ids = paying(TRANSFER, CASH)
    assert dossier.confirm_fee(FeeConfirmed(of=ids[0])).of == ids[0]
    with pytest.raises(RuleViolation) as no:
        dossier.confirm_fee(FeeConfirmed(of=ids[1]))
    assert no.value.code == "no_transfer_waits"


def test_a_day_compares_what_was_taken_with_what_was_printed():
    def prints(ids: list[str]) -> SlipPrinted:
        form = SlipForm.CASH_RECEIPT
        return SlipPrinted(form=form, of=ids[0], printed_at=MORNING, confirmed=True)

    official = FeeTaken(amount=5000, series="1C26", number="0000012")
    dossier, _ids = paying(CASH, prints, official, CASH, TRANSFER, confirms(4))
    found = cash.totals(cash.movements(dossier))
    assert (found.cash_in, found.printed, found.without_paper) == (21_000, 13_000, 1)
    assert (found.transfers, found.receipts, found.drawer) == (8000, 4, 21_000)


def test_nothing_is_owed_where_no_fee_is_known():
    history = History()
    history.says("quầy 1", a_received(fee=None))
    assert cash.owed(history.fold()) == 0
    assert cash_rows(history.fold()) == ()


def test_a_row_of_the_book_names_its_dossier():
    dossier, _ids = paying(CASH, fee=20_000)
    (row,) = cash_rows(dossier)
    owing = owed_row(dossier)
    assert (row.name, row.procedure) == ("Lò Thị Pản", "Đăng ký khai sinh")
    assert owing is not None
    assert (owing.amount, owing.code) == (12_000, row.code)


def test_the_closing_tells_what_came_after_it():
    early, late = (entry(f"AAAAAAAAAA:E001:{n}") for n in (1, 2))
    day = fold_day(
        [a_deed(closed_with(early.event)), a_deed(OfficerAdded(name="Mai", role="clerk"))]
    )
    assert day.later([early, late]) == (late,)
    assert CashDay().later([early]) == ()
    again = fold_day(
        [a_deed(closed_with(early.event)), a_deed(closed_with(early.event, late.event))]
    )
    assert again.later([early, late]) == ()
    assert len(again.closings) == 2


def test_a_day_is_of_one_pc():
    assert day_id("AAAAAAAAAA", "2026-11-24") != day_id("BBBBBBBBBB", "2026-11-24")
    assert day_id("AAAAAAAAAA", "2026-11-24") != day_id("AAAAAAAAAA", "2026-11-25")


def test_a_closing_knows_when_the_book_has_changed_under_it():
    one, two = entry("AAAAAAAAAA:E001:1"), entry("AAAAAAAAAA:E001:2")
    said = closing("2026-11-24", [one, two], CashCount("Quầy 1", 16_000))
    day = fold_day([a_deed(said)])
    assert not day.is_changed([two, one])
    assert day.is_changed([one])
    gone = msgspec.structs.replace(two, way=Way.MISTAKE)
    assert day.is_changed([one, gone])
    assert not CashDay().is_changed([one])
    assert said.by_agency == {"": 16_000}


def test_a_count_is_not_negative_and_a_difference_has_its_reason():
    one = entry("AAAAAAAAAA:E001:1")
    for count, code in (
        (CashCount("Quầy 1", -1), "money_negative"),
        (CashCount("Quầy 1", 7000), "cash_difference_without_reason"),
    ):
        with pytest.raises(RuleViolation, match=code):
            closing("2026-11-24", [one], count)
    assert closing("2026-11-24", [one], CashCount("Quầy 1", 7000, "", "thối nhầm")).counted == 7000


def test_what_a_stop_gives_back_is_of_the_takings_and_cannot_be_given_back_again():
    dossier, ids = paying(
        CASH, CASH, Withdrawn(reason="dân xin rút", fee_returned=12_000), fee=16_000
    )
    assert cash.paid(dossier) == 4000
    assert [cash.refundable(dossier, one) for one in ids[:2]] == [4000, 0]
    found = cash.movements(dossier)
    assert len({one.event for one in found}) == len(found) == 4
    more, _ids = paying(CASH, Withdrawn(reason="dân xin rút", fee_returned=20_000))
    assert cash.paid(more) == 0  # no more is booked than came


def test_a_stop_that_gives_back_one_of_two_leaves_the_other():
    stopped = Withdrawn(reason="dân xin rút", fee_returned=8000)
    dossier, ids = paying(CASH, CASH, stopped, fee=16_000)
    assert [cash.refundable(dossier, one) for one in ids[:2]] == [8000, 0]


def test_a_stop_gives_a_transfer_back_the_way_it_came():
    dossier, _ids = paying(TRANSFER, confirms(), Withdrawn(reason="x", fee_returned=8000))
    sums = cash.totals(cash.movements(dossier))
    assert (sums.drawer, sums.transfers) == (0, 0)


def two_pcs(*said: Any) -> Dossier:
    """A taking that both PCs know, then what each says without the other."""
    history = History()
    received = history.says("quầy 1", a_received(fee=Fee(amount=8000)))
    taken = history.says("quầy 1", CASH if said[0] != "transfer" else TRANSFER)
    for place, one in enumerate(said[1:] if said[0] == "transfer" else said):
        told = one(str(taken.id))
        history.says(f"quầy {1 + place}", told, seen=[received, taken])
    return history.fold()


def wrong(of: str) -> FeeRefunded:
    return FeeRefunded(of=of, amount=8000, reason="ghi nhầm", mistake=True)


def test_the_same_mistake_of_two_pcs_takes_the_entry_out_once():
    dossier = two_pcs(wrong, wrong)
    assert cash.paid(dossier) == 0
    assert cash.oddities(dossier) == ()


def test_a_mistake_belongs_to_the_drawer_where_it_was_taken():
    dossier = two_pcs(lambda of: FeeConfirmed(of=of), wrong)
    taking, undoing = cash.movements(dossier)
    assert undoing.device == taking.device
    assert undoing.in_drawer == -taking.in_drawer


def test_money_given_back_twice_needs_a_person():
    dossier = two_pcs(*[lambda of: FeeRefunded(of=of, amount=8000, reason="thu thừa")] * 2)
    assert cash.paid(dossier) == -8000
    assert cash.oddities(dossier) == (cash.Oddity.GIVEN_BACK_TWICE,)


def test_a_transfer_confirmed_here_and_called_a_mistake_there_needs_a_person():
    dossier = two_pcs("transfer", lambda of: FeeConfirmed(of=of, reference="FT1"), wrong)
    assert cash.oddities(dossier) == (cash.Oddity.CONFIRMED_AND_UNDONE,)


def test_a_fee_taken_by_two_pcs_needs_a_person():
    dossier, _ids = paying(CASH, CASH)
    assert cash.oddities(dossier) == (cash.Oddity.OVERPAID,)
    assert cash.oddities(paying(CASH)[0]) == ()


def test_the_paper_is_of_the_newest_taking_that_stands_and_has_none():
    def prints(ids: list[str]) -> SlipPrinted:
        form = SlipForm.CASH_RECEIPT
        return SlipPrinted(form=form, of=ids[1], printed_at=MORNING, confirmed=True)

    both, ids = paying(CASH, FeeTaken(amount=3000), fee=11_000)
    assert cash.to_print(both) == ids[1]
    one_left, ids = paying(CASH, FeeTaken(amount=3000), prints, fee=11_000)
    assert cash.to_print(one_left) == ids[0]
    undone, _ids = paying(CASH, refunds(mistake=True))
    assert cash.to_print(undone) == ""
    assert cash.undone(undone) == frozenset(_ids[:1])


def test_the_digest_is_of_the_entries_in_any_order_and_of_their_sums():
    one, two = entry("AAAAAAAAAA:E001:1"), entry("AAAAAAAAAA:E001:2")
    assert cash.digest([one, two]) == cash.digest([two, one])
    assert cash.digest([one, two]) != cash.digest([one, entry(two.event, 9000)])


def entry(event: str, amount: int = 8000) -> Movement:
    return Movement(
        event=event,
        of=event,
        device=event[:10],
        at=MORNING,
        by="Mai",
        way=Way.TAKEN,
        method=PaymentMethod.CASH,
        amount=amount,
    )


def closed_with(*events: str) -> CashDayClosed:
    return CashDayClosed(
        day="2026-11-24",
        counter="Quầy 1",
        movements=events,
        digest="",
        recorded=8000,
        printed=0,
        counted=8000,
    )


class Purse:
    """A plain model beside the fold: what came, what waits, by its event; two PCs that talk."""

    def __init__(self) -> None:
        self.history = History()
        self.history.says("quầy 1", a_received(fee=Fee(amount=50_000)))
        self.came: dict[str, int] = {}
        self.waits: dict[str, int] = {}

    def does(self, act: str, place: int) -> None:
        pc, known = f"quầy {1 + place % 2}", [*self.came, *self.waits]
        if act in ("cash", "transfer"):
            self._takes(pc, act, 1000 * (place + 1))
        elif known and act == "confirm":
            self._confirms(pc, known[place % len(known)])
        elif known:
            self._gives_back(pc, known[place % len(known)], is_mistake=act == "wrong")

    def _takes(self, pc: str, act: str, amount: int) -> None:
        method = PaymentMethod.CASH if act == "cash" else PaymentMethod.TRANSFER
        event = str(self.history.says(pc, FeeTaken(amount=amount, method=method)).id)
        (self.came if act == "cash" else self.waits)[event] = amount

    def _confirms(self, pc: str, of: str) -> None:
        self.history.says(pc, FeeConfirmed(of=of))
        if of in self.waits:
            self.came[of] = self.waits.pop(of)

    def _gives_back(self, pc: str, of: str, *, is_mistake: bool) -> None:
        left = self.came.get(of, 0)
        if left:
            amount = left if is_mistake else max(1, left // 2)
            said = FeeRefunded(of=of, amount=amount, reason="x", mistake=is_mistake)
            self.history.says(pc, self.history.fold().refund_fee(said))
            self.came[of] = left - amount


ACTS = st.sampled_from(["cash", "transfer", "confirm", "back", "wrong"])


@given(st.lists(st.tuples(ACTS, st.integers(0, 5)), max_size=12))
@settings(max_examples=150, deadline=None)
def test_any_history_pays_what_really_came(acts: list[tuple[str, int]]):
    purse = Purse()
    for act, place in acts:
        purse.does(act, place)
    dossier = purse.history.fold()
    found = cash.movements(dossier)
    sums = cash.totals(found)
    assert cash.paid(dossier) == sum(purse.came.values()) == sums.drawer + sums.transfers
    assert {one.event for one in cash.awaited(dossier)} == set(purse.waits)
    assert len({one.event for one in found}) == len(found)
