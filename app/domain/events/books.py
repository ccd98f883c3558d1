"""What is written into the certification books (sổ chứng thực), and what happens to a book itself.

NĐ 23/2015/NĐ-CP, Điều 13. A book is an entity of the office; its entries are events of dossiers.
"""

from typing import ClassVar

from app.domain.events.payload import Payload
from app.domain.office_acts import OfficeAct
from app.domain.states import Act


class BookOpened(Payload, frozen=True, kw_only=True):
    """The year's book of one kind is begun on this PC (mở sổ).

    `last_number` is the last number that a paper book of the same year had before.
    """

    kind: ClassVar[str] = "office.book_opened"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.KEEP_BOOK

    book: str
    year: int
    counter: str = ""
    last_number: int = 0
    volume: int = 1


class BookHandedOver(Payload, frozen=True, kw_only=True):
    """The PC that held the book gives it to another (giao quyển)."""

    kind: ClassVar[str] = "office.book_handed_over"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.KEEP_BOOK

    to_device: str
    to_counter: str
    last_number: int


class BookTakenOver(Payload, frozen=True, kw_only=True):
    """A named person takes the book over because its PC is dead, by the paper's last number."""

    kind: ClassVar[str] = "office.book_taken_over"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.KEEP_BOOK

    last_number: int
    reason: str
    counter: str = ""


class VolumeBegun(Payload, frozen=True, kw_only=True):
    """A new volume (quyển) of the same year; the numbers go on."""

    kind: ClassVar[str] = "office.volume_begun"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.KEEP_BOOK

    volume: int
    from_number: int


class NumbersVoid(Payload, frozen=True, kw_only=True):
    """Numbers first..last may stand on paper but not in this journal: struck out, with why."""

    kind: ClassVar[str] = "office.numbers_void"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.KEEP_BOOK

    first: int
    last: int
    reason: str


class BookClosed(Payload, frozen=True, kw_only=True):
    """The year's book is closed (khóa sổ): how many entries, by whom signed and stamped."""

    kind: ClassVar[str] = "office.book_closed"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.KEEP_BOOK

    last_number: int
    entries: int
    signed_by: str


class BookPrinted(Payload, frozen=True, kw_only=True):
    """A month of the book was printed to be bound (in sổ hằng tháng)."""

    kind: ClassVar[str] = "office.book_printed"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.KEEP_BOOK

    month: int
    first: int
    last: int
    entries: int


class Certified(Payload, frozen=True, kw_only=True):
    """One line of a book: one original, one number, however many copies."""

    kind: ClassVar[str] = "office.certified"
    act: ClassVar[Act | None] = Act.CERTIFY

    book: str
    year: int
    number: int
    volume: int
    paper: str
    pages: int = 1
    copies: int = 1
    amount: int = 0
    requester: str = ""
    requester_paper: str = ""
    signed_by: str = ""
    position: str = ""
    note: str = ""


class CertificationCorrected(Payload, frozen=True, kw_only=True):
    """A line was written wrongly: struck through or mended, never numbered anew by itself.

    `moved_to` is the number under which it stands now, where two PCs had given the same one.
    """

    kind: ClassVar[str] = "office.certification_corrected"
    act: ClassVar[Act | None] = Act.CORRECT_CERTIFICATION

    book: str
    year: int
    number: int
    reason: str
    struck: bool = False
    paper: str | None = None
    pages: int | None = None
    copies: int | None = None
    note: str | None = None
    moved_to: int | None = None
