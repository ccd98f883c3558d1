"""Where a dossier's papers are: a lost slip, who holds the papers, numbers of merged communes."""

from typing import ClassVar

from app.domain.events.payload import Payload
from app.domain.states import Act


class SlipLost(Payload, frozen=True, kw_only=True):
    """The citizen says that the slip is lost (mất giấy hẹn); from now on the ID is checked.

    Whoever comes with the old slip afterwards is not taken at its word.
    """

    kind: ClassVar[str] = "office.slip_lost"
    act: ClassVar[Act | None] = Act.REPORT_SLIP_LOST

    reported_by: str
    id_checked: bool = False
    note: str = ""


class PapersPlaced(Payload, frozen=True, kw_only=True):
    """Who holds the paper dossier now, where nothing else says so (ai giữ hồ sơ giấy)."""

    kind: ClassVar[str] = "office.papers_placed"
    act: ClassVar[Act | None] = Act.PLACE_PAPERS

    holder: str
    where: str = ""
    note: str = ""


class OldNumberNoted(Payload, frozen=True, kw_only=True):
    """The number that a commune or district of before 1 July 2025 gave it; it stays findable."""

    kind: ClassVar[str] = "office.old_number_noted"
    act: ClassVar[Act | None] = Act.NOTE_OLD_NUMBER

    number: str
    unit: str = ""  # tên xã, huyện trước sáp nhập
    holder: str = ""  # who holds its papers
