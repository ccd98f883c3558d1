"""Pieces that several payloads share: what was printed, promised or asked for."""

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from app.domain.procedure import Unit
from sync.protocol.bounds import Moment

_MOST_MEMORY = 256 * 1024  # KiB; nobody's entry makes another PC's sign-in need more
_Hex = Annotated[str, Meta(pattern="^([0-9a-f]{2})+$", max_length=512)]

NO_DATE = "no_date"  # rule of a promise without a date: the law sets none


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A piece of a payload; the rules of `Payload` hold for it too."""


class PaperStanding(StrEnum):
    """What became of one row of the list of papers at the counter."""

    SUBMITTED = "submitted"  # Nộp
    PRESENTED = "presented"  # Xuất trình
    ON_RECORD = "on_record"  # Đã có dữ liệu
    NOT_APPLICABLE = "not_applicable"  # Không áp dụng
    MISSING = "missing"  # Thiếu


class FeeTiming(StrEnum):
    """Hình thức thu phí, lệ phí."""

    BEFORE = "before"  # Thu trước
    AFTER = "after"  # Thu sau
    EXEMPT = "exempt"  # Miễn


class PaymentMethod(StrEnum):
    """How money came (Điều 24)."""

    CASH = "cash"
    TRANSFER = "transfer"
    PORTAL = "portal"


class ResultPlace(StrEnum):
    """Đăng ký nhận kết quả tại."""

    COUNTER = "counter"  # Bộ phận Một cửa
    POST = "post"  # bưu chính công ích, tận nhà
    ONLINE = "online"  # trực tuyến


class SlipForm(StrEnum):
    """The papers that the desk prints."""

    RECEIPT = "receipt"  # Mẫu 01, giấy tiếp nhận hồ sơ và hẹn trả kết quả
    SUPPLEMENT_REQUEST = "supplement_request"  # Mẫu 02
    REFUSAL = "refusal"  # Mẫu 03
    APOLOGY = "apology"  # Mẫu 04
    STOP_NOTICE = "stop_notice"  # Mẫu 05
    CONTROL_SLIP = "control_slip"  # Mẫu 06
    RESULT_RECEIPT = "result_receipt"  # giấy biên nhận trả kết quả
    HANDOVER_LIST = "handover_list"  # danh sách bàn giao
    BLANK_RECEIPT = "blank_receipt"  # giấy tiếp nhận in sẵn
    CASH_RECEIPT = "cash_receipt"  # phiếu thu nội bộ


class Versions(Part, frozen=True, kw_only=True):
    """The versions of the data that an act was done with."""

    catalogue: str = ""
    calendar: str = ""
    template: str = ""


class OfficerKey(Part, frozen=True, kw_only=True):
    """An officer's public key (hex), and its private part under the password (Argon2id).

    Every PC of the office that is unlocked lets the holder of this key in.
    """

    public: _Hex
    memory_kib: Annotated[int, Meta(ge=1, le=_MOST_MEMORY)]
    passes: Annotated[int, Meta(ge=1, le=64)]
    lanes: Annotated[int, Meta(ge=1, le=8)]
    salt: _Hex
    nonce: _Hex
    wrapped: _Hex


class ProcedureRef(Part, frozen=True, kw_only=True):
    """The procedure as it was applied; `code` is "NGOAI-DM" outside the catalogue."""

    code: str
    name: str
    short_name: str = ""
    field: str = ""
    agency: str = ""
    results: tuple[str, ...] = ()  # names of the papers that it ends with


class Promise(Part, frozen=True, kw_only=True):
    """The appointment that was printed: when, and why then. Instants are UTC milliseconds.

    `due` is None where no date is promised ("Không có ngày hẹn trả cụ thể theo quy định").
    `start` is when the clock started; `rule` is the engine's rule; `skipped` are the days off that
    were passed over (ISO); `reason` is the sentence the officer saw.
    """

    start: Moment
    due: Moment | None = None
    rule: str = ""
    limit: int | None = None
    unit: Unit | None = None
    source: str = ""  # whose limit it is: catalogue, office, asked at the counter
    skipped: tuple[str, ...] = ()
    reason: str = ""


class FeeLine(Part, frozen=True, kw_only=True):
    """One line of what is to be paid, in whole đồng."""

    name: str
    amount: int
    count: int = 1


class Fee(Part, frozen=True, kw_only=True):
    """What the citizen pays (phí, lệ phí) in whole đồng; an exemption names its ground."""

    amount: int
    timing: FeeTiming = FeeTiming.BEFORE
    lines: tuple[FeeLine, ...] = ()
    exemption: str | None = None  # đối tượng, căn cứ miễn, giảm
    note: str = ""


class PaperRow(Part, frozen=True, kw_only=True):
    """One row of the papers, as handed in (thành phần hồ sơ, số lượng mỗi loại giấy tờ)."""

    name: str
    standing: PaperStanding
    originals: int = 0  # Bản chính
    certified: int = 0  # Bản chứng thực
    copies: int = 0  # Bản photo
    code: str | None = None
    form: str | None = None
    note: str | None = None


class Authorisation(Part, frozen=True, kw_only=True):
    """By what right somebody acts for another; `why_none` where no paper is needed.

    Exactly one of `paper` and `why_none` is given ("con nộp thay cha mẹ, theo Điều ...").
    """

    paper: str | None = None
    number: str | None = None
    date: str | None = None
    why_none: str | None = None


class LateEntry(Part, frozen=True, kw_only=True):
    """A dossier taken on paper during an outage and typed in later (nhập bù).

    The true time is the event's `eff`.
    """

    reason: str
    paper_number: str | None = None


class OnPaper(Part, frozen=True, kw_only=True):
    """An act of others that the clerk records from paper (ghi nhận theo giấy)."""

    decided_by: str
    signed_by: str = ""
    position: str = ""
    number: str = ""
    date: str = ""  # ISO, as on the paper
    agency: str = ""


class Returning(Part, frozen=True, kw_only=True):
    """Where and how the citizen wants the result."""

    place: ResultPlace = ResultPlace.COUNTER
    address: str | None = None


class Recipient(Part, frozen=True, kw_only=True):
    """To whom a dossier goes. `province` is 1 when it leaves the commune's hands."""

    name: str
    unit: str = ""
    province: bool = False


class Receiver(Part, frozen=True, kw_only=True):
    """Who took the result away, and by what right."""

    name: str
    id_number: str | None = None
    phone: str | None = None
    relation: str | None = None
    authorisation: Authorisation | None = None


class IssuedPaper(Part, frozen=True, kw_only=True):
    """A result as it was issued (loại, số, trích yếu)."""

    name: str
    number: str = ""
    date: str | None = None
    summary: str = ""
    code: str | None = None
    copies: int = 1


class OnlineFile(Part, frozen=True, kw_only=True):
    """A file that came with an online submission: which paper it is and where it is.

    `file` is its SHA-256 where its content came with it and travels like a scan's; else it lies
    with the province's system at `address`.
    """

    name: str
    component: str = ""  # mã thành phần hồ sơ
    address: str = ""  # đường dẫn tải tệp tin
    file: str = ""
