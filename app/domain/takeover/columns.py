"""Which column of an export says what: found by the words of its headings, or as the office said.

Systems of provinces name their columns in many ways; no layout of an export is published, so the
words below are a guess that the officer sees and mends before anything is taken in.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec

from app.domain.takeover.cells import Cell, text_of
from app.domain.text import fold

LOOKED_AT = 30  # rows from the top among which the headings stand
FEWEST = 3  # headings that make a row the headings


class Field(StrEnum):
    """What a column may say."""

    CODE = "code"  # mã hồ sơ
    PROCEDURE_CODE = "procedure_code"  # mã TTHC
    PROCEDURE_NAME = "procedure_name"  # tên TTHC
    OWNER = "owner"  # chủ hồ sơ
    SUBMITTER = "submitter"  # người nộp
    ID_NUMBER = "id_number"  # số giấy tờ
    PHONE = "phone"
    ADDRESS = "address"
    ACCEPTED = "accepted"  # ngày tiếp nhận
    DUE = "due"  # ngày hẹn trả
    STATE = "state"  # trạng thái
    CHANNEL = "channel"  # nộp trực tiếp, trực tuyến, qua bưu chính
    HELD_BY = "held_by"  # đơn vị, người đang xử lý
    NOTE = "note"


_WORDS: Mapping[Field, tuple[str, ...]] = {
    Field.CODE: ("ma ho so", "so ho so", "ma so ho so", "so bien nhan", "ma bien nhan"),
    Field.PROCEDURE_CODE: ("ma tthc", "ma thu tuc"),
    Field.PROCEDURE_NAME: ("ten tthc", "ten thu tuc", "thu tuc", "tthc", "ten dich vu cong"),
    Field.OWNER: (
        "chu ho so",
        "ten chu ho so",
        "ho ten chu ho so",
        "ca nhan to chuc",
        "to chuc ca nhan",
        "nguoi yeu cau",
        "ten cong dan",
    ),
    Field.SUBMITTER: ("nguoi nop", "ten nguoi nop", "ho ten nguoi nop", "ho va ten nguoi nop"),
    Field.ID_NUMBER: ("so giay to", "cccd", "so cccd", "cmnd", "so cmnd", "so dinh danh"),
    Field.PHONE: ("so dien thoai", "dien thoai", "sdt"),
    Field.ADDRESS: ("dia chi",),
    Field.ACCEPTED: ("ngay tiep nhan", "thoi gian tiep nhan", "thoi diem tiep nhan", "ngay nhan"),
    Field.DUE: (
        "ngay hen tra",
        "hen tra",
        "ngay hen",
        "han tra",
        "han xu ly",
        "han giai quyet",
        "thoi han giai quyet",
    ),
    Field.STATE: ("trang thai", "tinh trang"),
    Field.CHANNEL: ("hinh thuc nop", "kenh thuc hien", "kenh tiep nhan", "hinh thuc tiep nhan"),
    Field.HELD_BY: (
        "don vi dang xu ly",
        "nguoi dang xu ly",
        "don vi xu ly",
        "nguoi xu ly",
        "can bo xu ly",
        "can bo thu ly",
        "don vi thu ly",
        "phong ban xu ly",
        "dang xu ly tai",
    ),
    Field.NOTE: ("ghi chu",),
}


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Where the headings stand and which column (from 0) each field is read from."""

    head: int
    columns: Mapping[Field, int] = {}

    def cell(self, row: Sequence[Cell], field: Field) -> Cell:
        """What a row says of a field; None where the file does not say it."""
        place = self.columns.get(field)
        return row[place] if place is not None and place < len(row) else None


def heading_of(cell: Cell) -> str:
    """A heading as it is compared and kept: folded words only."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text_of(cell))).split())


def find_layout(
    rows: Sequence[Sequence[Cell]], office: Mapping[str, str] | None = None
) -> Layout | None:
    """The row of headings and its columns; None where no row looks like headings.

    `office` is what the office said of an earlier file: the field of each heading.
    """
    found: Layout | None = None
    for place, row in enumerate(rows[:LOOKED_AT]):
        columns = _columns([heading_of(cell) for cell in row], office or {})
        if len(columns) >= max(FEWEST, len(found.columns) + 1 if found else 0):
            found = Layout(head=place, columns=columns)
    return found


def _columns(headings: Sequence[str], office: Mapping[str, str]) -> dict[Field, int]:
    """What the office said holds; the rest is the best guess, each column and field once."""
    columns: dict[Field, int] = {}
    taken: set[int] = set()
    fits = {
        (place, field): fit
        for place, heading in enumerate(headings)
        for field in Field
        if heading and (fit := _fit(heading, field, office))
    }
    for place, field in sorted(fits, key=lambda one: (-fits[one], *one)):
        if field not in columns and place not in taken:
            columns[field] = place
            taken.add(place)
    return columns


def _fit(heading: str, field: Field, office: Mapping[str, str]) -> int:
    """How well a heading names a field: as the office said, wholly, at its beginning, or inside."""
    if heading in office:
        return 10_000 if office[heading] == field else 0
    fits = [
        (3 if heading == words else 2 if heading.startswith(words) else 1) * 100 + len(words)
        for words in _WORDS[field]
        if words in heading
    ]
    return max(fits, default=0)
