"""Money after it was taken: confirmed, given back, counted at the end of the day (Điều 24)."""

from typing import ClassVar

import msgspec

from app.domain.events.parts import PaymentMethod
from app.domain.events.payload import Payload
from app.domain.office_acts import OfficeAct
from app.domain.states import Act


class FeeConfirmed(Payload, frozen=True, kw_only=True):
    """A transfer has arrived on the office's account; before this it is paid nowhere.

    `of` is the event that took it (device:epoch:n), `reference` the bank's or the portal's number.
    """

    kind: ClassVar[str] = "office.fee_confirmed"
    act: ClassVar[Act | None] = Act.CONFIRM_FEE

    of: str
    reference: str = ""
    date: str = ""  # ISO, the day it arrived


class FeeRefunded(Payload, frozen=True, kw_only=True):
    """Money was given back, or an entry was a mistake and is taken out of the book.

    `of` is the event that took it; `mistake` says that no money moved.
    """

    kind: ClassVar[str] = "office.fee_refunded"
    act: ClassVar[Act | None] = Act.REFUND_FEE

    of: str
    amount: int
    reason: str
    receiver: str = ""
    mistake: bool = False
    method: PaymentMethod = PaymentMethod.CASH


class CashDayClosed(Payload, frozen=True, kw_only=True):
    """The drawer of one PC was counted (chốt quỹ ngày).

    `movements` are the entries that were counted, `digest` the SHA-256 of their list; `recorded` is
    what the book says is in the drawer, `counted` what was there, `printed` what the confirmed
    receipts add up to, `by_agency` each agency's part; `reason` explains a difference.
    """

    kind: ClassVar[str] = "office.cash_day_closed"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.CLOSE_CASH_DAY

    day: str  # ISO
    counter: str
    movements: tuple[str, ...]
    digest: str
    recorded: int
    printed: int
    counted: int
    by_agency: dict[str, int] = msgspec.field(default_factory=dict)
    handed_to: str = ""
    reason: str = ""
