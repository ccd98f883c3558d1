"""From sheets to a PDF file or a printer: one A5, or two A5 copies side by side on one A4."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLineF, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from app.ui import fonts
from app.ui.printing.blocks import MM, font
from app.ui.printing.marks import mark_of_process
from app.ui.printing.sheet import A4, A5, Sheet

UNITS_PER_INCH = 1440
FONTS = (
    "LiberationSerif-Regular.ttf",
    "LiberationSerif-Bold.ttf",
    "LiberationSerif-Italic.ttf",
    "LiberationSerif-BoldItalic.ttf",
    "DejaVuSans.ttf",
)
A4_TURNED = (A4[1], A4[0])
PREVIEW = "XEM TRƯỚC"
_ACROSS = 690  # points times letters: long words are smaller, to stay on the paper


class Feed(StrEnum):
    """How the office's printer takes its paper; the value is that of the office's setting."""

    A5 = "a5"  # one slip a sheet
    A4 = "a4"  # two copies on one sheet, to be cut


def load_fonts() -> None:
    """Load the fonts of the papers; loading them twice does no harm."""
    for name in FONTS:
        fonts.load(name)


@dataclass(frozen=True, slots=True)
class Face:
    """One side of paper that leaves the printer: its size, and the pages on it, left to right."""

    size: tuple[float, float]
    pages: tuple[tuple[Sheet, int], ...]


def faces(sheets: Sequence[Sheet], feed: Feed) -> list[Face]:
    """Lay pages on paper: two A5 on one A4 where the office feeds that, A4 forms always whole.

    Beside a page of A5 stands the same page again, or that of its twin (liên 2).
    """
    laid: list[Face] = []
    for sheet in sheets:
        copies = sheet.copies()
        if feed is Feed.A4 and sheet.size == A5:
            other = copies[-1]
            laid += [
                Face(A4_TURNED, tuple((one, page) for one in (sheet, other) if one.has(page)))
                for page in range(max(len(sheet.pages), len(other.pages)))
            ]
        else:
            laid += [
                Face(one.size, ((one, page),)) for one in copies for page in range(len(one.pages))
            ]
    return laid


def pdf(sheets: Sequence[Sheet], feed: Feed = Feed.A5, watermark: str = "") -> bytes:
    """Draw the sheets as one PDF with its fonts inside; nothing personal in its metadata."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator("motcua")
    writer.setResolution(UNITS_PER_INCH)
    paint(writer, faces(sheets, feed), watermark)
    buffer.close()
    return bytes(held.data())


def pictures(
    sheets: Sequence[Sheet], feed: Feed = Feed.A5, dots: int = 110, watermark: str = ""
) -> list[QImage]:
    """Draw the sheets as pictures, one a face, for the screen; `dots` to the inch."""
    load_fonts()
    drawn = []
    scale = dots / UNITS_PER_INCH
    for face in faces(sheets, feed):
        width, height = (round(length * scale) for length in face.size)
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor(Qt.GlobalColor.white))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        _draw(painter, face, watermark)
        painter.end()
        drawn.append(image)
    return drawn


def write_pdf(sheets: Sequence[Sheet], path: Path, feed: Feed = Feed.A5) -> None:
    """Write the sheets to a file where the officer asked for one."""
    path.write_bytes(pdf(sheets, feed))


def set_page(device: QPagedPaintDevice, size: tuple[float, float]) -> None:
    """Choose paper and margins before anything is drawn: Qt would keep 2 cm otherwise."""
    is_a5 = size == A5
    paper = QPageSize(QPageSize.PageSizeId.A5 if is_a5 else QPageSize.PageSizeId.A4)
    is_turned = size[0] > size[1]
    turned = QPageLayout.Orientation.Landscape if is_turned else QPageLayout.Orientation.Portrait
    nothing = QMarginsF(0, 0, 0, 0)
    layout = QPageLayout(paper, turned, nothing, QPageLayout.Unit.Point, nothing)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)


def paint(device: QPagedPaintDevice, laid: Sequence[Face], watermark: str = "") -> None:
    """Draw every face; raises `OSError` when the device cannot be begun."""
    load_fonts()
    set_page(device, laid[0].size)
    painter = QPainter()
    if not painter.begin(device):
        raise OSError(type(device).__name__)
    try:
        scale = device.logicalDpiX() / UNITS_PER_INCH
        painter.scale(scale, scale)
        painter.setPen(QColor(Qt.GlobalColor.black))
        for number, face in enumerate(laid):
            if number:
                set_page(device, face.size)
                device.newPage()
            _draw(painter, face, watermark)
    finally:
        painter.end()


def _draw(painter: QPainter, face: Face, watermark: str) -> None:
    """Draw the pages of a face beside one another, with a dashed line to cut along."""
    watermark = mark_of_process() or watermark
    for place, (sheet, page) in enumerate(face.pages):
        along = place * A4_TURNED[0] / 2
        if place:
            painter.setPen(QPen(QColor(Qt.GlobalColor.gray), 8, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(along, 0, along, A4_TURNED[1]))
            painter.setPen(QColor(Qt.GlobalColor.black))
        painter.translate(QPointF(along, 0))
        if watermark:
            _mark(painter, watermark, sheet.size)
        sheet.draw(painter, page)
        painter.translate(QPointF(-along, 0))


def _mark(painter: QPainter, words: str, size: tuple[float, float]) -> None:
    """Write large grey words across the page, below everything else."""
    width, height = size
    painter.save()
    painter.translate(width / 2, height / 2)
    painter.rotate(-math.degrees(math.atan2(height, width)) + 5)
    points = min(48.0, _ACROSS / len(words))
    painter.setFont(font(points * min(size) / A5[0], is_bold=True))
    painter.setPen(QColor("#D0D0D0"))
    where = QRectF(-2 * height, -100 * MM, 4 * height, 200 * MM)
    painter.drawText(where, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()
