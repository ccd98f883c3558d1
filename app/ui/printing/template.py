"""From a template and what it says to sheets: each of its blocks becomes measured blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import singledispatchmethod
from itertools import groupby

from app.domain.papers import template_blocks as asked
from app.domain.papers import wording
from app.domain.papers.template import COPY_NAME, FIELD, Printout
from app.ui.printing import codes, tables
from app.ui.printing.blocks import (
    MM,
    SMALLEST,
    Block,
    Side,
    Span,
    beside,
    bold,
    centred,
    dots,
    italic,
    kept,
    rule,
    space,
    stack,
    text,
    width_of,
)
from app.ui.printing.letterhead import letterhead, marks
from app.ui.printing.sheet import A4, A5, Sheet

QR_SIDE = 23 * MM
BARS_HEIGHT = 8 * MM
BARS_WIDTH = 98 * MM  # where there is room: wide enough for a poor scanner
GAP = 40  # points of dots where words miss a field
THUMB = (24 * MM, 30 * MM)
_SIZES = {"a5": A5, "a4": A4, "a4_landscape": (A4[1], A4[0])}
_EMPTY_ROW: Mapping[str, str] = {}
_MARGINS = {"a5": 9 * MM, "a4": 18 * MM, "a4_landscape": 12 * MM}


def sheet_of(paper: Printout) -> Sheet:
    """Lay a paper out; its further copies (liên) hang on the first as `twin`."""
    first, *others = [_copy(paper, name) for name in paper.template.copies or ("",)]
    sheet = first
    for other in others:
        sheet.twin = other
        sheet = other
    return first


def _copy(paper: Printout, name: str) -> Sheet:
    """One copy; rows to be written by hand are as many as the first page holds."""
    said = {**paper.content, COPY_NAME: name}
    spare = max((_spare(paper, block) for block in paper.template.blocks), default=0)
    for less in range(spare):
        sheet = _Layout(Printout(template=paper.template, content=said), less).sheet()
        if len(sheet.pages) == 1:
            return sheet
    return _Layout(Printout(template=paper.template, content=said), spare).sheet()


def _spare(paper: Printout, block: object) -> int:
    """How many empty rows of a table could be left out."""
    return max(_filling(paper, block) - 1, 0) if isinstance(block, asked.Table) else 0


def _filling(paper: Printout, table: asked.Table) -> int:
    """How many empty rows a table has to be written in by hand."""
    is_given_out = bool(table.fill_unless and paper.text(table.fill_unless))
    return 0 if is_given_out or paper.rows(table.rows) else table.fill


class _Layout:
    """Lays one copy of one paper out."""

    def __init__(self, paper: Printout, less: int = 0) -> None:
        self._paper = paper
        self._less = less  # empty rows to leave out of tables
        self._head: Block | None = None  # of the table whose last row waits for what follows
        template = paper.template
        self._sheet = Sheet(size=_SIZES[template.size], margin=_MARGINS[template.size])
        self._sheet.running_head = self._plain(template.running_head, paper.content)
        self._size = template.text_size
        self._width = self._sheet.width

    def sheet(self) -> Sheet:
        """Add block after block; those to be kept wait for what they are kept with."""
        held: list[Block] = []
        for block in self._paper.template.blocks:
            if not self._is_wanted(block):
                continue
            if isinstance(block, asked.Table):
                held = self._add_table(block, held)
                continue
            made = self.made(block)
            held += [kept(one) for one in made] if block.keep else made
            if not block.keep:
                held = self._add(held)
            if isinstance(block, asked.PageBreak):
                self._sheet.turn_page()
        self._add(held)
        return self._sheet

    def _add(self, held: Sequence[Block]) -> list[Block]:
        """Add what was held together; the head of a table whose last row is in it comes along."""
        self._sheet.add(*held, head=self._head)
        self._head = None
        return []

    @singledispatchmethod
    def made(self, block: asked.Piece) -> list[Block]:
        """Answer the measured blocks of one block of the template."""
        raise TypeError(type(block).__name__)

    @made.register
    def _letterhead(self, block: asked.Letterhead) -> list[Block]:
        said = (self._said(block.upper), self._said(block.desk))
        under = self._spans(block.under) if block.under else []
        right = self._said(block.right) if block.right else ""
        state = (wording.COUNTRY, wording.MOTTO)
        return [letterhead(said, state, self._width, size=self._head_size, below=(under, right))]

    @made.register
    def _title(self, block: asked.Title) -> list[Block]:
        qr, lookup, bars = (self._said(part) for part in (block.qr, block.lookup, block.bars))
        at_left, at_right = (QR_SIDE + 2 * MM if data else 0 for data in (qr, lookup))
        margin = max(at_left, at_right) if self._sheet.size != A5 else 0
        left_room, right_room = margin or at_left, margin or at_right
        middle = self._width - left_room - right_room
        parts = [
            text(self._spans(line, heavy=True), middle, size=block.size, side=Side.CENTRE)
            for line in block.lines
        ]
        below = [self._spans(line) for line in block.below if self._said(line)]
        parts += [text(words, middle, size=self._size, side=Side.CENTRE) for words in below]
        if bars:
            own = min(middle, BARS_WIDTH)
            parts += [space(2), centred(codes.bars(bars, own, BARS_HEIGHT), own, middle)]
            parts.append(text(bars, middle, size=SMALLEST, side=Side.CENTRE))
        said = self._said(block.marks)
        parts += marks(said.splitlines(), middle)
        left = _captioned(qr, "Dữ liệu giấy này")
        right = _captioned(lookup, "Tra cứu tiến độ")
        between = self._width - left_room - QR_SIDE if lookup else middle
        return [beside((left_room, left), (between, stack(parts)), (QR_SIDE, right))]

    @made.register
    def _line(self, block: asked.Line) -> list[Block]:
        return self._labelled(block, self._width)

    @made.register
    def _row(self, block: asked.Row) -> list[Block]:
        shares = block.shares or (1 / len(block.parts),) * len(block.parts)
        parts = []
        for part, share in zip(block.parts, shares, strict=True):
            own = share * self._width
            parts.append((own, stack(self._labelled(part, own - 2 * MM))))
        return [beside(*parts)]

    @made.register
    def _pair(self, block: asked.Pair) -> list[Block]:
        left = self._spans(block.left)
        right = self._spans(block.right)
        if block.italic:
            right = [replace(span, italic=True) for span in right]
        at_left = text(left, self._width, size=self._size)
        at_right = text(right, self._width, size=self._size, side=Side.RIGHT)
        together = sum(
            width_of(span.text, self._size, is_bold=span.bold) for span in (*left, *right)
        )
        if together + 4 * MM > self._width:
            return [stack([at_left, at_right])]
        return [beside((0, at_left), (0, at_right))]

    @made.register
    def _paragraph(self, block: asked.Paragraph) -> list[Block]:
        if block.absent == "skip" and not self._is_filled(block.text):
            return []
        spans = self._spans(block.text, heavy=block.bold)
        if block.italic:
            spans = [replace(span, italic=True) for span in spans]
        if block.indent:
            spans = [Span("\u2003\u2003"), *spans]
        size = block.size or self._size
        return [text(spans, self._width, size=size, side=tables.SIDES[block.side], leading=1.1)]

    @made.register
    def _notes(self, block: asked.Notes) -> list[Block]:
        own = self._paper.text(block.of).splitlines() if block.of else []
        said = [*own, *(self._said(line) for line in block.texts)]
        return [kept(text([italic(f"- {note}")], self._width, size=SMALLEST)) for note in said]

    @made.register
    def _checks(self, block: asked.Checks) -> list[Block]:
        said = [
            f"{'☑' if self._paper.text(box.field) == box.value else '☐'} {self._said(box.text)}"
            for box in block.boxes
        ]
        label = f"{self._said(block.label)}: " if block.label else ""
        return [text(f"{label}{'      '.join(said)}", self._width, size=self._size, leading=1.1)]

    @made.register
    def _dots(self, block: asked.Dots) -> list[Block]:
        label = self._said(block.label) if block.label else ""
        return self._to_write_on(label, self._width, block.count)

    @made.register
    def _thumbs(self, block: asked.Thumbs) -> list[Block]:
        boxes = [tables.thumb(self._said(word), *THUMB) for word in block.captions]
        wide = len(boxes) * (THUMB[0] + 6 * MM)
        room = {"left": 0.0, "right": self._width - wide}
        indent = room.get(block.side, (self._width - wide) / 2)
        return [beside((indent, space(0)), *((THUMB[0] + 6 * MM, box) for box in boxes))]

    @made.register
    def _signatures(self, block: asked.Signatures) -> list[Block]:
        column = self._width / len(block.signers)
        parts = [(column, self._signer(signer, column, block.room)) for signer in block.signers]
        return [beside(*parts)]

    @made.register
    def _space(self, block: asked.Space) -> list[Block]:
        return [space(block.points)]

    @made.register
    def _page_break(self, _block: asked.PageBreak) -> list[Block]:
        return []

    @made.register
    def _rule(self, _block: asked.Rule) -> list[Block]:
        return [stack([space(2), rule(self._width), space(2)])]

    @property
    def _head_size(self) -> float:
        return max(SMALLEST, self._size - 1)

    def _signer(self, signer: asked.Signer, width: float, room: float) -> Block:
        if signer.lines:
            own = width - 4 * MM
            return stack([text(self._spans(one), own, size=SMALLEST) for one in signer.lines])
        own = width - 2 * MM
        said: list[Block] = []
        for words, span in (
            (self._said(signer.above), italic),
            (self._said(signer.title), bold),
            (signer.hint if signer.title else "", italic),
        ):
            said += [text([span(words)], own, size=self._head_size, side=Side.CENTRE)] * bool(words)
        name = self._said(signer.name) if signer.name else ""
        said += [Block(room * MM, lambda _painter, _x, _y: None)]
        said.append(text([bold(name)], own, size=self._size, side=Side.CENTRE))
        return centred(stack(said), own, width)

    def _labelled(self, line: asked.Line, width: float) -> list[Block]:
        label = self._said(line.label)
        if self._is_filled(line.value):
            words = [Span(f"{label}: "), *self._spans(line.value, heavy=line.heavy)]
            return [text(words, width, size=self._size, leading=1.05)]
        match line.absent:
            case "skip":
                return []
            case "empty":
                return [text(f"{label}:", width, size=self._size, leading=1.05)]
            case _:
                return self._to_write_on(f"{label}: ", width, line.dots)

    def _to_write_on(self, label: str, width: float, lines: int) -> list[Block]:
        """Dots to the end of the line, and whole lines of dots below it."""
        taken = width_of(label, self._size) if label else 0
        if taken > width * 0.8:
            return [
                text(label, width, size=self._size, leading=1.05),
                *self._to_write_on("", width, lines),
            ]
        first = [Span(label), Span(dots(width - taken, self._size))]
        more = [Span(dots(width, self._size))]
        return [
            text(words, width, size=self._size, leading=1.15)
            for words in (first, *[more] * (lines - 1))
        ]

    def _add_table(self, table: asked.Table, before: Sequence[Block]) -> list[Block]:
        """Add a table; its last row is answered when it is to be kept with what follows."""
        rows = list(self._paper.rows(table.rows))
        fill = _filling(self._paper, table)
        rows += [_EMPTY_ROW] * max(fill - self._less, min(fill, 1), table.least - len(rows))
        drawn = [tables.row(table, self._cells(table, one), self._width) for one in rows]
        if table.total:
            words = self._spans(table.total, heavy=True)
            drawn.append(tables.across(words, self._width, max(table.size, SMALLEST)))
        last = [kept(drawn.pop())] if table.keep and len(drawn) > 1 else []
        head = tables.head_of(table, self._width)
        self._sheet.add(*map(kept, before), kept(head), *drawn[:1])
        self._sheet.add(*drawn[1:], head=head)
        self._head = head if last else None
        return last

    def _cells(self, table: asked.Table, row: Mapping[str, str]) -> list[list[Span]]:
        return [self._spans(column.text, row) for column in table.columns]

    def _is_wanted(self, block: asked.Piece) -> bool:
        return bool(
            (not block.when or self._paper.text(block.when))
            and not (block.unless and self._paper.text(block.unless))
        )

    def _is_filled(self, words: str) -> bool:
        """Whether any of its fields says something; words without a field always do."""
        names = [name for name, _bold in FIELD.findall(words)]
        return not names or any(self._paper.text(name) for name in names)

    def _said(self, words: str) -> str:
        return self._plain(words, self._paper.content)

    def _plain(self, words: str, content: Mapping[str, object]) -> str:
        return FIELD.sub(lambda found: str(content.get(found[1], "")), words)

    def _spans(
        self, words: str, row: Mapping[str, str] | None = None, *, heavy: bool = False
    ) -> list[Span]:
        """The words with their fields, the bold ones bold; gaps of dots but in rows of tables."""
        said = self._paper.content if row is None else row
        gap = _gap(self._size) if row is None else ""
        spans: list[Span] = []
        end = 0
        for found in FIELD.finditer(words):
            value = str(said.get(found[1], "")) or gap
            spans += [Span(words[end : found.start()], heavy), Span(value, heavy or bool(found[2]))]
            end = found.end()
        return _joined([*spans, Span(words[end:], heavy)])


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Neighbours of one weight as one, so that a reader of the file finds whole words."""
    weights = groupby(spans, key=lambda span: span.bold)
    return [Span("".join(span.text for span in many), heavy) for heavy, many in weights]


def _captioned(data: str, caption: str) -> Block:
    if not data:
        return space(0)
    return stack([codes.qr(data, QR_SIDE), text(caption, QR_SIDE, size=SMALLEST, side=Side.CENTRE)])


def _gap(size: float) -> str:
    return dots(GAP * 20, size)
