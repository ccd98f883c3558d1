"""QR and Code 128 as blocks: black modules drawn as vectors, with the white that readers need."""

from collections.abc import Iterable

import segno
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.ui.printing import code128
from app.ui.printing.blocks import MM, Block


def qr(text: str, side: float = 24 * MM) -> Block:
    """A QR code in a square of `side`, its quiet zone included; error correction M."""
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=2))
    module = side / len(rows)

    def draw(painter: QPainter, x: float, y: float) -> None:
        for down, row in enumerate(rows):
            for along, width in _runs(row):
                _bar(painter, QRectF(x + along * module, y + down * module, width * module, module))

    return Block(side, draw)


def bars(text: str, width: float, height: float = 8 * MM) -> Block:
    """A Code 128 in a strip of `width`, its quiet zones included."""
    parts = code128.widths(text)
    module = width / (sum(parts) + 2 * code128.QUIET)

    def draw(painter: QPainter, x: float, y: float) -> None:
        along = x + code128.QUIET * module
        for place, part in enumerate(parts):
            if place % 2 == 0:
                _bar(painter, QRectF(along, y, part * module, height))
            along += part * module

    return Block(height, draw)


def _runs(row: Iterable[int]) -> list[tuple[int, int]]:
    """Answer where black modules begin in a row, and how many follow one another."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((place, 1))
    return runs


def _bar(painter: QPainter, where: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(where, QColor(Qt.GlobalColor.black))
