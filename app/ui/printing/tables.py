"""Tables of a template, with grouped heads that come again on every page, and framed boxes."""

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.domain.papers import template_blocks as asked
from app.ui.printing.blocks import (
    MM,
    PADDING,
    SMALLEST,
    Block,
    Side,
    Span,
    beside,
    bold,
    cells,
    hairline,
    stack,
    text,
)

SIDES = {
    "left": Side.LEFT,
    "centre": Side.CENTRE,
    "right": Side.RIGHT,
}


def head_of(table: asked.Table, width: float) -> Block:
    """The heads of the columns; neighbours of one group have it above them."""
    size = max(table.size, SMALLEST)
    groups = [list(many) for _name, many in groupby(table.columns, key=_group_of)]
    tall = max(_head_group(many, width, size).height for many in groups)
    head = beside(
        *(
            (sum(column.share for column in many) * width, _head_group(many, width, size, tall))
            for many in groups
        )
    )
    if not table.numbered:
        return head
    numbers = [
        (
            c.share * width,
            text(f"({n})", c.share * width - 2 * PADDING, size=size, side=Side.CENTRE),
        )
        for n, c in enumerate(table.columns, start=1)
    ]
    return stack([head, cells(numbers)])


def row(table: asked.Table, said: Iterable[list[Span]], width: float) -> Block:
    """One row: a cell for each column, framed, as high as the highest."""
    size = max(table.size, SMALLEST)
    parts = []
    for column, words in zip(table.columns, said, strict=True):
        own = column.share * width
        parts.append((own, text(words, own - 2 * PADDING, size=size, side=SIDES[column.side])))
    least = table.row_height * MM - 2 * PADDING
    return cells([(own, _at_least(block, least)) for own, block in parts])


def across(words: list[Span], width: float, size: float) -> Block:
    """One framed row over the whole width: a total."""
    return cells([(width, text(words, width - 2 * PADDING, size=size))])


def thumb(caption: str, width: float, height: float) -> Block:
    """A framed box for a thumb-print with its caption below."""
    below = text(caption, width, size=SMALLEST, side=Side.CENTRE)

    def draw(painter: QPainter, x: float, y: float) -> None:
        painter.setPen(hairline())
        painter.drawRect(QRectF(x, y, width, height))
        below.draw(painter, x, y + height + MM)

    return Block(height + MM + below.height, draw)


def _group_of(column: asked.Column) -> object:
    return column.group or id(column)


def _head_group(columns: list[asked.Column], width: float, size: float, tall: float = 0) -> Block:
    """One head, or several below the head of their group; as high as `tall` where that is more."""
    if not columns[0].group:
        return _head_row(columns, width, size, tall)
    own = sum(column.share for column in columns) * width
    over = cells([(own, _centred(columns[0].group, own, size))])
    return stack([over, _head_row(columns, width, size, tall - over.height)])


def _head_row(columns: list[asked.Column], width: float, size: float, tall: float) -> Block:
    said = [(c.share * width, _centred(c.head, c.share * width, size)) for c in columns]
    inner = max([tall - 2 * PADDING, *(words.height for _own, words in said)])
    return cells([(own, _halfway(words, inner)) for own, words in said])


def _halfway(words: Block, height: float) -> Block:
    """Words in the middle of a cell that is as high as its neighbours."""
    down = (height - words.height) / 2
    return Block(height, lambda painter, x, y: words.draw(painter, x, y + down))


def _centred(words: str, width: float, size: float) -> Block:
    return text([bold(words)], width - 2 * PADDING, size=size, side=Side.CENTRE)


def _at_least(block: Block, height: float) -> Block:
    return Block(max(block.height, height), block.draw)
