"""Giấy biên nhận trả kết quả on paper, A5."""

from app.domain.papers import ResultLine, ResultReceipt
from app.ui.printing.blocks import (
    PADDING,
    Block,
    Side,
    bold,
    cells,
    italic,
    kept,
    space,
    text,
)
from app.ui.printing.letterhead import letterhead, marks, signatures
from app.ui.printing.sheet import Sheet

_HEAVY = frozenset({"Mã hồ sơ", "Số tiếp nhận tạm", "Chủ hồ sơ", "Người nhận kết quả"})
_HEADS = ("TT", "Loại kết quả", "Số", "Ngày", "Trích yếu", "Số bản")
_SHARES = (0.07, 0.3, 0.17, 0.15, 0.21, 0.1)


def sheet_of(receipt: ResultReceipt) -> Sheet:
    """Lay the receipt out."""
    sheet = Sheet(running_head=receipt.code)
    width = sheet.width
    office = (receipt.upper_line, receipt.desk_line)
    sheet.add(letterhead(office, (receipt.country, receipt.motto), width), space(4))
    sheet.add(text([italic(receipt.place_date)], width, side=Side.RIGHT), space(6))
    sheet.add(text([bold(receipt.title)], width, size=13, side=Side.CENTRE))
    sheet.add(*marks(receipt.marks, width), space(6))
    for line in receipt.lines:
        if line.value:
            value = bold(line.value) if line.label in _HEAVY else line.value
            sheet.add(text([f"{line.label}: ", value], width, leading=1.2))
    _add_results(sheet, receipt)
    sheet.add(text(["Thời gian trả kết quả: ", bold(receipt.returned)], width), space(2))
    sheet.add(*_foot(receipt, width))
    return sheet


def _add_results(sheet: Sheet, receipt: ResultReceipt) -> None:
    title = kept(text("Thành phần kết quả trả:", sheet.width))
    head = _row(_HEADS, sheet.width, is_head=True)
    rows = [_row(_words(line), sheet.width) for line in receipt.results]
    sheet.add(space(2), title, kept(space(1.5)), kept(head), *rows[:1])
    sheet.add(*rows[1:], head=head)
    sheet.add(space(4))


def _words(line: ResultLine) -> tuple[str, ...]:
    return (str(line.number), line.name, line.code, line.date, line.summary, str(line.copies))


def _row(words: tuple[str, ...], width: float, *, is_head: bool = False) -> Block:
    parts = []
    for place, (share, word) in enumerate(zip(_SHARES, words, strict=True)):
        own = share * width
        side = Side.CENTRE if is_head or place in (0, 5) else Side.LEFT
        said = [bold(word)] if is_head else [word]
        parts.append((own, text(said, own - 2 * PADDING, size=9.5, side=side)))
    return cells(parts)


def _foot(receipt: ResultReceipt, width: float) -> list[Block]:
    notes = [text([italic(f"- {note}")], width, size=9.5) for note in receipt.notes]
    signers = (("NGƯỜI NHẬN KẾT QUẢ", receipt.receiver), ("NGƯỜI TRẢ KẾT QUẢ", receipt.officer))
    return [*(kept(note) for note in notes), kept(space(6)), signatures(signers, width)]
