"""What happens after the counter handed a dossier on, until its result is returned."""

from typing import ClassVar

from app.domain.events.parts import IssuedPaper, OnPaper, Promise, Receiver, Recipient
from app.domain.events.payload import Payload
from app.domain.states import Act


class Forwarded(Payload, frozen=True, kw_only=True):
    """Handed to whoever settles it, the same working day (chuyển hồ sơ; Điều 18)."""

    kind: ClassVar[str] = "office.forwarded"
    act: ClassVar[Act | None] = Act.FORWARD

    to: Recipient
    list_number: str = ""  # danh sách bàn giao
    note: str = ""
    paper: OnPaper | None = None


class FinancialDutyAsked(Payload, frozen=True, kw_only=True):
    """The citizen is to pay a duty first (nghĩa vụ tài chính)."""

    kind: ClassVar[str] = "office.financial_duty_asked"
    act: ClassVar[Act | None] = Act.ASK_FINANCIAL_DUTY

    what: str
    amount: int | None = None
    number: str = ""
    paper: OnPaper | None = None


class FinancialDutyMet(Payload, frozen=True, kw_only=True):
    """The duty is paid; work goes on."""

    kind: ClassVar[str] = "office.financial_duty_met"
    act: ClassVar[Act | None] = Act.MEET_FINANCIAL_DUTY

    evidence: str = ""
    promise: Promise | None = None
    paper: OnPaper | None = None


class Paused(Payload, frozen=True, kw_only=True):
    """Work stopped by the deciding agency (dừng xử lý)."""

    kind: ClassVar[str] = "office.paused"
    act: ClassVar[Act | None] = Act.PAUSE

    reason: str
    paper: OnPaper | None = None


class Resumed(Payload, frozen=True, kw_only=True):
    """Work goes on after a stop."""

    kind: ClassVar[str] = "office.resumed"
    act: ClassVar[Act | None] = Act.RESUME

    reason: str = ""
    promise: Promise | None = None
    paper: OnPaper | None = None


class Extended(Payload, frozen=True, kw_only=True):
    """Apologised and appointed anew, once at most (Mẫu 04; Điều 19(6))."""

    kind: ClassVar[str] = "office.extended"
    act: ClassVar[Act | None] = Act.EXTEND

    promise: Promise
    reason: str
    number: str = ""
    late: bool = False  # less than one working day before the old appointment
    paper: OnPaper | None = None


class ResultRecorded(Payload, frozen=True, kw_only=True):
    """The result exists, signed by whoever may sign it (kết quả giải quyết)."""

    kind: ClassVar[str] = "office.result_recorded"
    act: ClassVar[Act | None] = Act.RECORD_RESULT

    results: tuple[IssuedPaper, ...]
    decision: str = ""
    awaits_signature: bool = False  # chờ ký số: it exists, and is not handed over yet
    paper: OnPaper | None = None


class Returned(Payload, frozen=True, kw_only=True):
    """The result was handed over (trả kết quả; Điều 22)."""

    kind: ClassVar[str] = "office.returned"
    act: ClassVar[Act | None] = Act.RETURN_RESULT

    receiver: Receiver
    slip_lost: bool = False  # "mất giấy hẹn"; the ID was checked instead
    id_checked: bool = False
    originals_returned: bool = False
    by_post: bool = False
    online: bool = False  # kết quả điện tử đã gửi trên Cổng Dịch vụ công
    note: str = ""


class Withdrawn(Payload, frozen=True, kw_only=True):
    """Stopped on the citizen's request, before there is a result (Mẫu 05; Điều 21)."""

    kind: ClassVar[str] = "office.withdrawn"
    act: ClassVar[Act | None] = Act.WITHDRAW

    reason: str
    papers_returned: tuple[str, ...] = ()
    fee_returned: int | None = None
    receiver: Receiver | None = None
    stage: str = ""  # Giai đoạn; empty: the state it was in
    ground: str = ""  # Căn cứ beside the citizen's wish: his letter, a decision
    paper: OnPaper | None = None
