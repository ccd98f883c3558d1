"""Thu phí, lệ phí: taking, confirming, giving back, and counting the drawer (Điều 24)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

import msgspec

from app.domain import cash, deadline, papers
from app.domain.calendar import OFFICE_TIME
from app.domain.cash import Movement, Totals
from app.domain.cash_book import CashRow, OwedRow
from app.domain.cash_day import CashCount, CashDay, closing, day_id, fold_day
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import FeeConfirmed, FeeRefunded, FeeTaken, PaymentMethod
from app.domain.history import DossierVersion
from app.domain.papers import Printout
from app.domain.papers.cash_day import cash_day_sheet
from app.domain.text import clean
from app.store.projections.cash import CashBook
from app.store.reader import Reader
from app.system.clock import milliseconds
from app.usecases.desk import Desk
from app.usecases.former_keys import former_selves
from app.usecases.pc_names import office_pcs
from app.usecases.staff import agency_of, hidden_dossiers
from app.usecases.step import Entity, record, record_office
from app.usecases.terms import working_time

DAY: Final = "cash_day"
SHEET: Final = "cash_day"


class Taking(NamedTuple):
    """What is taken now: the sum in đồng, how it came, from whom, and the biên lai if any."""

    amount: int
    method: PaymentMethod = PaymentMethod.CASH
    payer: str = ""
    series: str = ""
    number: str = ""
    when: datetime | None = None


class Refund(NamedTuple):
    """What is given back of which taking, or that the taking was a mistake."""

    of: str
    amount: int
    reason: str
    receiver: str = ""
    mistake: bool = False


class DayBook(msgspec.Struct, frozen=True, kw_only=True):
    """One day of the cash book. `drawer` is this PC's own, `others` what stands at other PCs."""

    day: date
    agency: str
    rows: tuple[CashRow, ...]
    mine: tuple[Movement, ...]
    drawer: Totals
    office: Totals
    state: CashDay
    later: tuple[str, ...]
    """Events that the closing of this PC's drawer had not seen."""
    pcs: dict[str, str]

    def pc(self, row: CashRow) -> str:
        """The name of the PC that has the entry."""
        return self.pcs.get(row.movement.device, "")


class Counted(NamedTuple):
    """What lay in the drawer, who took it along, and why it differs if it does."""

    amount: int
    handed_to: str = ""
    reason: str = ""


def take_fee(desk: Desk, shown: DossierVersion, taking: Taking) -> Dossier:
    """Thu tiền; raises `RuleViolation` for an official receipt that was given before.

    A taking of an outage is written down later with its true time (nhập bù).
    """
    said = FeeTaken(
        amount=taking.amount,
        method=taking.method,
        payer=clean(taking.payer),
        series=clean(taking.series),
        number=clean(taking.number),
    )
    with desk.store.act(by=desk.officer, eff=taking.when) as act:
        if said.number:
            book = act.topic(CashBook)
            if book.with_receipt(said.series, said.number):
                raise RuleViolation("receipt_number_used", f"{said.series} {said.number}")
        now = act.dossier(shown.id)
        said = msgspec.structs.replace(said, agency=agency_of(act, now.procedure))
        return record(desk, act, shown.id, now.take_fee(said), shown)


def take_owed(desk: Desk, row: OwedRow, taking: Taking) -> Dossier:
    """Take what the list showed as owed; raises `RuleViolation('owed_changed')` if it is not so."""
    now = desk.store.reader().dossier(row.dossier_id)
    if cash.owed(now) != row.amount:
        raise RuleViolation("owed_changed", str(cash.owed(now)))
    return take_fee(desk, now.version, taking)


def confirm_fee(desk: Desk, shown: DossierVersion, of: str, reference: str = "") -> Dossier:
    """Tiền chuyển khoản đã về: only now it is paid."""
    said = FeeConfirmed(of=of, reference=clean(reference), date=desk.now().date().isoformat())
    with desk.store.act(by=desk.officer) as act:
        return record(desk, act, shown.id, act.dossier(shown.id).confirm_fee(said), shown)


def refund_fee(desk: Desk, shown: DossierVersion, refund: Refund) -> Dossier:
    """Trả lại tiền, or take an entry out that was a mistake."""
    said = FeeRefunded(
        of=refund.of,
        amount=refund.amount,
        reason=clean(refund.reason),
        receiver=clean(refund.receiver),
        mistake=refund.mistake,
    )
    with desk.store.act(by=desk.officer) as act:
        return record(desk, act, shown.id, act.dossier(shown.id).refund_fee(said), shown)


def next_receipt(desk: Desk) -> tuple[str, str]:
    """Series and number that follow the last biên lai of this PC; empty where it used none."""
    book = desk.store.reader().topic(CashBook)
    mine = (desk.store.device.device, *former_selves(desk))
    found = (book.last_receipt(device) for device in mine)
    last = next((one for one in found if one is not None), None)
    if last is None or not last.number.isdigit():
        return (last.series if last else ""), ""
    return last.series, f"{int(last.number) + 1:0{len(last.number)}d}"


def owed(desk: Desk) -> tuple[OwedRow, ...]:
    """Dossiers with something still to be taken, the newest first."""
    reader = desk.store.reader()
    found = reader.topic(CashBook).owed()
    hidden = hidden_dossiers(desk, reader, [one.dossier_id for one in found])
    return tuple(one for one in found if one.dossier_id not in hidden)


def owed_count(desk: Desk) -> int:
    """How many dossiers there are with something still to be taken; the list shows the newest."""
    return desk.store.reader().topic(CashBook).owed_count()


def waiting(desk: Desk) -> tuple[CashRow, ...]:
    """Transfers that wait to be confirmed, the oldest first."""
    reader = desk.store.reader()
    return tuple(_seen(desk, reader, reader.topic(CashBook).waiting()))


def to_budget_by(desk: Desk, row: CashRow) -> datetime:
    """Until when online money has to be in the budget: 8 working hours (Điều 24)."""
    return deadline.online_money_by(_office(row.movement.at), working_time(desk))


def day_book(desk: Desk, day: date, agency: str = "*") -> DayBook:
    """Read a day; `agency` narrows what is listed, "*" lists all of them.

    The drawer is one, whatever is listed: it is this PC's, of all agencies.
    """
    reader = desk.store.reader()
    every = _seen(desk, reader, reader.topic(CashBook).entries(_span(day)))
    own = desk.store.device.device
    drawer = _drawer(desk, reader, day)
    mine = [one.movement for one in every if one.movement.device in drawer]
    state = fold_day(reader.deeds_of(day_id(own, day.isoformat())))
    return DayBook(
        day=day,
        agency=agency,
        rows=tuple(one for one in every if _is_of(one, agency)),
        mine=tuple(mine),
        drawer=cash.totals(mine),
        office=cash.totals(one.movement for one in every),
        state=state,
        later=tuple(one.event for one in state.later(mine)),
        pcs=office_pcs(desk),
    )


def _drawer(desk: Desk, reader: Reader, day: date) -> tuple[str, ...]:
    """The PC, and what it was before its key was changed in the middle of that day."""
    own, former = desk.store.device.device, former_selves(desk)
    days = ((one, reader.deeds_of(day_id(one, day.isoformat()))) for one in former)
    return (own, *(one for one, deeds in days if fold_day(deeds).closed is None))


def close_day(desk: Desk, shown: DayBook, counted: Counted) -> DayBook:
    """Chốt quỹ: what was counted against what the book and the receipts say.

    Raises `RuleViolation` for a day to come, where the book changed meanwhile, or where a
    difference has no reason.
    """
    now = day_book(desk, shown.day, shown.agency)
    if shown.day > desk.now().date():
        raise RuleViolation("cash_day_to_come")
    if now.mine != shown.mine:
        raise RuleViolation("cash_day_changed")
    said = closing(
        shown.day.isoformat(),
        now.mine,
        CashCount(desk.settings.counter, counted.amount, counted.handed_to, counted.reason),
    )
    entity = Entity(day_id(desk.store.device.device, said.day), DAY)
    with desk.store.act(by=desk.officer) as act:
        record_office(desk, act, entity, said, act.deeds(entity.id))
    return day_book(desk, shown.day, shown.agency)


def sheet(desk: Desk, book: DayBook) -> Printout:
    """Fill the day's sheet to be signed and handed over with the money."""
    now = desk.now()
    lines = [(book.pc(row), row) for row in book.rows]
    said = cash_day_sheet(book.day, lines, book.drawer, book.state.closed, desk.office)
    template = desk.templates.on(SHEET, now.date().isoformat())
    return papers.fill(template, {**said, "printed_at": f"{now:%H:%M %d/%m/%Y}"})


def _is_of(row: CashRow, agency: str) -> bool:
    return agency in {"*", row.movement.agency}


def _seen(desk: Desk, reader: Reader, rows: Sequence[CashRow]) -> list[CashRow]:
    """Those that are not another agency's."""
    hidden = hidden_dossiers(desk, reader, [one.dossier_id for one in rows])
    return [one for one in rows if one.dossier_id not in hidden]


def _span(day: date) -> tuple[int, int]:
    start = datetime(day.year, day.month, day.day, tzinfo=OFFICE_TIME)
    return milliseconds(start), milliseconds(start + timedelta(days=1))


def _office(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(OFFICE_TIME)
