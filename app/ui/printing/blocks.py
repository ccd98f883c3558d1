"""Pieces of paper: measured once, drawn anywhere. Lengths are in twentieths of a point."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

PT = 20
MM = 1440 / 25.4
SERIF = "Liberation Serif"
SYMBOLS = "DejaVu Sans"
PADDING = 3 * PT  # inside a table's cells
LINE_END = "\u2028"  # what a layout breaks a line at
SMALLEST = 9.5  # points; a second page comes before anything smaller

Draw = Callable[[QPainter, float, float], None]


@dataclass(frozen=True, slots=True)
class Block:
    """Something of a known size that can draw itself with its corner at any place."""

    height: float
    draw: Draw
    keep: bool = False  # stays on one page with the block after it


@dataclass(frozen=True, slots=True)
class Span:
    """Some words in one weight."""

    text: str
    bold: bool = False
    italic: bool = False


class Side(Enum):
    """How a paragraph stands in its width."""

    LEFT = Qt.AlignmentFlag.AlignLeft
    CENTRE = Qt.AlignmentFlag.AlignHCenter
    RIGHT = Qt.AlignmentFlag.AlignRight


def bold(text: str) -> Span:
    """Words in bold."""
    return Span(text, bold=True)


def italic(text: str) -> Span:
    """Words in italics."""
    return Span(text, italic=True)


def space(points: float) -> Block:
    """An empty strip."""
    return Block(points * PT, lambda _painter, _x, _y: None)


def text(
    words: str | Sequence[str | Span],
    width: float,
    *,
    size: float = 10.5,
    side: Side = Side.LEFT,
    leading: float = 1.0,
) -> Block:
    """A paragraph, broken into lines within `width`; `size` in points, never below 9.5."""
    spans = [
        Span(w) if isinstance(w, str) else w for w in ([words] if isinstance(words, str) else words)
    ]
    layout = _layout(spans, max(size, SMALLEST), side)
    height = _break_lines(layout, width, leading)

    def draw(painter: QPainter, x: float, y: float) -> None:
        layout.draw(painter, QPointF(x, y))

    return Block(height, draw)


def stack(blocks: Sequence[Block]) -> Block:
    """Blocks below one another as one."""

    def draw(painter: QPainter, x: float, y: float) -> None:
        for block in blocks:
            block.draw(painter, x, y)
            y += block.height

    return Block(sum(block.height for block in blocks), draw)


def beside(*parts: tuple[float, Block]) -> Block:
    """Blocks beside one another, their tops in one line; each with the width that it takes."""

    def draw(painter: QPainter, x: float, y: float) -> None:
        for width, block in parts:
            block.draw(painter, x, y)
            x += width

    return Block(max(block.height for _width, block in parts), draw)


def cells(parts: Sequence[tuple[float, Block]]) -> Block:
    """One row of a table: every cell framed, as high as the highest."""
    height = max(block.height for _width, block in parts) + 2 * PADDING

    def draw(painter: QPainter, x: float, y: float) -> None:
        painter.setPen(hairline())
        for width, block in parts:
            painter.drawRect(QRectF(x, y, width, height))
            block.draw(painter, x + PADDING, y + PADDING)
            x += width

    return Block(height, draw)


def rule(width: float, points: float = 0.6) -> Block:
    """A horizontal line, as under the motto of the state's name."""

    def draw(painter: QPainter, x: float, y: float) -> None:
        painter.setPen(QPen(QColor("black"), points * PT))
        painter.drawLine(QLineF(x, y, x + width, y))

    return Block(points * PT, draw)


def centred(block: Block, own: float, width: float) -> Block:
    """A block of width `own` in the middle of `width`."""
    return Block(block.height, lambda painter, x, y: block.draw(painter, x + (width - own) / 2, y))


def kept(block: Block) -> Block:
    """The same block, never parted from the one after it."""
    return Block(block.height, block.draw, keep=True)


def hairline() -> QPen:
    """The pen of frames."""
    return QPen(QColor("black"), 0.5 * PT)


@lru_cache(maxsize=64)
def font(size: float, *, is_bold: bool = False, is_italic: bool = False) -> QFont:
    """The paper's font in points; symbols that it lacks come from DejaVu Sans."""
    made = QFont([SERIF, SYMBOLS])
    made.setPixelSize(round(size * PT))
    made.setBold(is_bold)
    made.setItalic(is_italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def width_of(words: str, size: float = 10.5, *, is_bold: bool = False) -> float:
    """The width that some words take on one line."""
    layout = _layout([Span(words, bold=is_bold)], size, Side.LEFT)
    _break_lines(layout, 1e6, 1)
    return layout.lineAt(0).naturalTextWidth()


def dots(width: float, size: float = 10.5) -> str:
    """Dots to write on, a little shorter than `width`."""
    return "." * max(int(width / width_of(".", size)) - 2, 0)


def _layout(spans: Sequence[Span], size: float, side: Side) -> QTextLayout:
    words = "".join(span.text for span in spans).replace("\n", LINE_END)
    layout = QTextLayout(words, font(size))
    option = QTextOption(side.value)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    ranges: list[QTextLayout.FormatRange] = []
    start = 0
    for span in spans:
        part = QTextLayout.FormatRange()
        part.start, part.length = start, len(span.text.encode("utf-16-le")) // 2
        shape = QTextCharFormat()
        shape.setFont(font(size, is_bold=span.bold, is_italic=span.italic))
        part.format = shape
        ranges.append(part)
        start += part.length
    layout.setFormats(ranges)
    return layout


def _break_lines(layout: QTextLayout, width: float, leading: float) -> float:
    y = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height() * leading
    layout.endLayout()
    return y
