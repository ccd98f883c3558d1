"""Papers as files: what was scanned, what will not be, and what a file says of its paper."""

from enum import StrEnum
from typing import ClassVar

from app.domain.events.parts import Part
from app.domain.events.payload import Payload
from app.domain.states import Act


class ScanSource(StrEnum):
    """Whence a file came."""

    FILE = "file"  # tệp trên máy
    FOLDER = "folder"  # thư mục máy quét
    CLIPBOARD = "clipboard"  # bảng tạm
    REUSED = "reused"  # giấy tờ đã có của người này


class PaperFacts(Part, frozen=True, kw_only=True):
    """The least that is to be known of each paper as data (NĐ 118/2025, Điều 19(2)).

    `owner_id` is số định danh; who has none is named by name, year of birth, and by when and by
    whom the paper was issued. Dates are ISO.
    """

    code: str = ""  # mã loại giấy tờ
    name: str  # tên giấy tờ
    owner_id: str = ""  # số định danh
    owner_name: str = ""  # họ tên
    birth_year: str = ""  # năm sinh
    issued: str = ""  # ngày cấp
    issuer: str = ""  # cơ quan cấp
    summary: str = ""  # trích yếu
    valid_until: str = ""  # thời hạn có hiệu lực
    valid_in: str = ""  # phạm vi có hiệu lực


class PaperScanned(Payload, frozen=True, kw_only=True):
    """A paper of the dossier is there as a file (số hóa; NĐ 118/2025, Điều 17(1)(c)).

    `paper` is the name of its row; `file` the SHA-256 that also stands in the event's `f`. `kept`
    says that a file came from a computer and was not changed (its digital signature is still good).
    `to_sign` waits for the clerk's own digital signature. `reused_from` names the dossier that the
    file was first brought to; `replaces` the scan (device:epoch:n) that it takes the place of.
    """

    kind: ClassVar[str] = "office.paper_scanned"
    act: ClassVar[Act | None] = Act.SCAN_PAPER

    paper: str
    file: str
    pages: int
    bytes: int
    source: ScanSource
    facts: PaperFacts
    kept: bool = False
    to_sign: bool = True
    is_result: bool = False
    reused_from: str = ""
    replaces: str = ""


class ScanRemoved(Payload, frozen=True, kw_only=True):
    """A scan no longer counts; the file stays until its time is over."""

    kind: ClassVar[str] = "office.scan_removed"
    act: ClassVar[Act | None] = Act.REMOVE_SCAN

    scan: str
    reason: str


class ScanWaived(Payload, frozen=True, kw_only=True):
    """A paper that will not be digitised, and why (không số hóa)."""

    kind: ClassVar[str] = "office.scan_waived"
    act: ClassVar[Act | None] = Act.WAIVE_SCAN

    paper: str
    reason: str
