"""Mẫu 01 on paper: Giấy tiếp nhận hồ sơ và hẹn trả kết quả, A5."""

from app.domain.papers import Form01, Line, PaperLine
from app.ui.printing import codes
from app.ui.printing.blocks import (
    MM,
    PADDING,
    Block,
    Side,
    beside,
    bold,
    cells,
    centred,
    dots,
    italic,
    kept,
    space,
    stack,
    text,
    width_of,
)
from app.ui.printing.letterhead import letterhead, marks, signatures
from app.ui.printing.sheet import Sheet

QR_SIDE = 23 * MM
BARS_HEIGHT = 8 * MM
BARS_WIDTH = 98 * MM  # where there is room: wide enough for a poor scanner
EMPTY_ROWS = (4, 3, 2)  # for papers written by hand: as many as one page holds
_HEAVY = frozenset(
    {
        "Tiếp nhận hồ sơ của Ông (Bà)",
        "Nội dung yêu cầu giải quyết",
        "Chủ hồ sơ",
        "Thời gian trả kết quả giải quyết hồ sơ",
    }
)
_SHARED = {"Số điện thoại": "Email"}  # printed on one line
_QUANTITIES = ("Bản chính", "Bản chứng thực", "Bản photo")
_SHARES = (0.06, 0.55, 0.12, 0.15, 0.12)


def sheet_of(form: Form01) -> Sheet:
    """Lay the form out; a long list of papers goes on to a second page, a blank slip never."""
    if not form.is_blank:
        return _laid_out(form, [_paper_row(row, Sheet().width) for row in form.papers])
    empty = _cells_of(("",) * len(_SHARES), Sheet().width)
    tried = (_laid_out(form, [empty] * rows) for rows in EMPTY_ROWS)
    return next((sheet for sheet in tried if len(sheet.pages) == 1), _laid_out(form, [empty]))


def _laid_out(form: Form01, rows: list[Block]) -> Sheet:
    sheet = Sheet(running_head=form.code)
    width = sheet.width
    office, state = (form.upper_line, form.desk_line), (form.country, form.motto)
    sheet.add(letterhead(office, state, width), space(3), _number_and_place(form, width))
    sheet.add(space(3), _title(form, width), space(2))
    sheet.add(*(_line(form, line, width) for line in _paired(form.lines)))
    _add_papers(sheet, rows)
    sheet.add(*(_line(form, line, width) for line in form.closing_lines))
    sheet.add(space(2), *_foot(form, width))
    return sheet


def _number_and_place(form: Form01, width: float) -> Block:
    label, code = form.code_line.label, form.code
    left = text([f"{label}: ", bold(code)], width)
    right = text([italic(form.place_date)], width, side=Side.RIGHT)
    together = width_of(f"{label}: {form.place_date}") + width_of(code, is_bold=True) + 4 * MM
    if together > width:
        return stack([left, right])
    return Block(max(left.height, right.height), _both(left, right).draw)


def _both(one: Block, other: Block) -> Block:
    return beside((0, one), (0, other))


def _title(form: Form01, width: float) -> Block:
    """The QR codes that there are, with the title, the bars and the marks between them."""
    at_left, at_right = (QR_SIDE + 2 * MM if data else 0 for data in (form.qr, form.lookup))
    middle = width - at_left - at_right
    first, second = form.title.split(" VÀ ", 1)
    parts = [
        text([bold(words)], middle, size=12.5, side=Side.CENTRE, leading=1.05)
        for words in (first, f"VÀ {second}")
    ]
    if form.barcode:
        bars = min(middle, BARS_WIDTH)
        parts += [space(2), centred(codes.bars(form.barcode, bars, BARS_HEIGHT), bars, middle)]
        parts.append(text(form.barcode, middle, size=9.5, side=Side.CENTRE))
    parts += marks(form.marks, middle)
    left = _captioned(form.qr, "Dữ liệu giấy này")
    right = _captioned(form.lookup, "Tra cứu tiến độ")
    between = width - at_left - (QR_SIDE if form.lookup else 0)
    return beside((at_left, left), (between, stack(parts)), (QR_SIDE, right))


def _captioned(data: str, caption: str) -> Block:
    if not data:
        return space(0)
    return stack([codes.qr(data, QR_SIDE), text(caption, QR_SIDE, size=9.5, side=Side.CENTRE)])


def _paired(lines: tuple[Line, ...]) -> list[tuple[Line, ...]]:
    """Put the telephone and the address of mail on one line, as the form does."""
    by_label = {line.label: line for line in lines}
    taken = set(_SHARED.values())
    return [
        (line, by_label[_SHARED[line.label]]) if line.label in _SHARED else (line,)
        for line in lines
        if line.label not in taken
    ]


def _line(form: Form01, lines: Line | tuple[Line, ...], width: float) -> Block:
    parts = lines if isinstance(lines, tuple) else (lines,)
    share = width / len(parts)
    return beside(*((share, _labelled(form, line, share)) for line in parts))


def _labelled(form: Form01, line: Line, width: float) -> Block:
    value = line.value
    if not value and form.is_blank:
        value = dots(width - width_of(f"{line.label}: "))
    is_heavy = not form.is_blank and line.label in _HEAVY
    leading = 1.1 if form.is_blank else 1.05
    return text([f"{line.label}: ", bold(value) if is_heavy else value], width, leading=leading)


def _add_papers(sheet: Sheet, rows: list[Block]) -> None:
    """The table of what was handed in; its head is repeated on the second page."""
    head = _table_head(sheet.width)
    title = kept(text("Thành phần hồ sơ, số lượng mỗi loại giấy tờ:", sheet.width))
    sheet.add(title, kept(space(1.5)), kept(head), *rows[:1])
    sheet.add(*rows[1:], head=head)
    sheet.add(space(2))


def _table_head(width: float) -> Block:
    number, name, *counts = (share * width for share in _SHARES)
    words = zip(counts, _QUANTITIES, strict=True)
    under = cells([(own, _centred_words(word, own)) for own, word in words])
    over = cells([(sum(counts), _centred_words("Số lượng", sum(counts)))])
    quantities = stack([over, under])
    tall = quantities.height - 2 * PADDING
    return beside(
        (number, cells([(number, _halfway(_centred_words("TT", number), tall))])),
        (name, cells([(name, _halfway(_centred_words("Thành phần hồ sơ", name), tall))])),
        (sum(counts), quantities),
    )


def _halfway(words: Block, height: float) -> Block:
    """Words in the middle of a cell that is as high as its neighbours."""
    down = (height - words.height) / 2
    return Block(height, lambda painter, x, y: words.draw(painter, x, y + down))


def _paper_row(row: PaperLine, width: float) -> Block:
    counts = (row.originals, row.certified, row.copies)
    return _cells_of(
        (str(row.number), row.name, *(str(count) if count else "" for count in counts)), width
    )


def _cells_of(words: tuple[str, ...], width: float) -> Block:
    widths = [share * width for share in _SHARES]
    parts = []
    for place, (own, word) in enumerate(zip(widths, words, strict=True)):
        inner = own - 2 * PADDING
        side = Side.LEFT if place == 1 else Side.CENTRE
        parts.append((own, text(word, inner, size=10, side=side)))
    return cells(parts)


def _centred_words(words: str, width: float) -> Block:
    return text([bold(words)], width - 2 * PADDING, size=9.5, side=Side.CENTRE)


def _foot(form: Form01, width: float) -> list[Block]:
    """The notes, and who signs; these stay together."""
    notes = [text([italic(f"- {note}")], width, size=9.5) for note in form.notes]
    signers = (("NGƯỜI NỘP HỒ SƠ", form.submitter), ("NGƯỜI TIẾP NHẬN HỒ SƠ", form.officer))
    return [*(kept(note) for note in notes), kept(space(3)), signatures(signers, width)]
