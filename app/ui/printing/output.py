"""From sheets to a PDF file or a printer: one A5, or two A5 copies side by side on one A4."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLineF, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from app.system.paths import resources
from app.ui.printing.blocks import MM, font
from app.ui.printing.sheet import A5, Sheet

UNITS_PER_INCH = 1440
FONTS = (
    "LiberationSerif-Regular.ttf",
    "LiberationSerif-Bold.ttf",
    "LiberationSerif-Italic.ttf",
    "LiberationSerif-BoldItalic.ttf",
    "DejaVuSans.ttf",
)
PREVIEW = "XEM TRƯỚC"


class Feed(StrEnum):
    """How the office's printer takes its paper; the value is that of the office's setting."""

    A5 = "a5"  # one slip a sheet
    A4 = "a4"  # two copies on one sheet, to be cut


def load_fonts() -> None:
    """Load the fonts of the papers; loading them twice does no harm."""
    for name in FONTS:
        path = resources() / "fonts" / name
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)


def pdf(sheets: Sequence[Sheet], feed: Feed = Feed.A5, watermark: str = "") -> bytes:
    """Draw the sheets as one PDF with its fonts inside; nothing personal in its metadata."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator("motcua")
    writer.setResolution(UNITS_PER_INCH)
    set_page(writer, feed)
    paint(writer, sheets, feed, watermark)
    buffer.close()
    return bytes(held.data())


def write_pdf(sheets: Sequence[Sheet], path: Path, feed: Feed = Feed.A5) -> None:
    """Write the sheets to a file where the officer asked for one."""
    path.write_bytes(pdf(sheets, feed))


def set_page(device: QPagedPaintDevice, feed: Feed) -> None:
    """Choose paper and margins before anything is drawn: Qt would keep 2 cm otherwise."""
    is_a4 = feed is Feed.A4
    size = QPageSize(QPageSize.PageSizeId.A4 if is_a4 else QPageSize.PageSizeId.A5)
    turned = QPageLayout.Orientation.Landscape if is_a4 else QPageLayout.Orientation.Portrait
    nothing = QMarginsF(0, 0, 0, 0)
    layout = QPageLayout(size, turned, nothing, QPageLayout.Unit.Point, nothing)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)


def paint(
    device: QPagedPaintDevice, sheets: Sequence[Sheet], feed: Feed, watermark: str = ""
) -> None:
    """Draw every page; raises `OSError` when the device cannot be begun."""
    load_fonts()
    painter = QPainter()
    if not painter.begin(device):
        raise OSError(type(device).__name__)
    try:
        scale = device.logicalDpiX() / UNITS_PER_INCH
        painter.scale(scale, scale)
        painter.setPen(QColor(Qt.GlobalColor.black))
        for number, page in enumerate(_pages(sheets, watermark)):
            if number:
                device.newPage()
            _impose(painter, page, feed)
    finally:
        painter.end()


def _pages(sheets: Sequence[Sheet], watermark: str) -> list[Callable[[QPainter], None]]:
    def drawn(sheet: Sheet, page: int) -> Callable[[QPainter], None]:
        def draw(painter: QPainter) -> None:
            if watermark:
                _mark(painter, watermark)
            sheet.draw(painter, page)

        return draw

    return [drawn(sheet, page) for sheet in sheets for page in range(len(sheet.pages))]


def _impose(painter: QPainter, page: Callable[[QPainter], None], feed: Feed) -> None:
    page(painter)
    if feed is Feed.A4:
        half = 148.5 * MM
        painter.setPen(QPen(QColor(Qt.GlobalColor.gray), 8, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(half, 0, half, 210 * MM))
        painter.setPen(QColor(Qt.GlobalColor.black))
        painter.translate(QPointF(half, 0))
        page(painter)
        painter.translate(QPointF(-half, 0))


def _mark(painter: QPainter, words: str) -> None:
    """Write large grey words across the page, below everything else."""
    painter.save()
    painter.translate(A5[0] / 2, A5[1] / 2)
    painter.rotate(-50)
    painter.setFont(font(48, is_bold=True))
    painter.setPen(QColor("#D0D0D0"))
    painter.drawText(
        QRectF(-A5[1], -100 * MM, 2 * A5[1], 200 * MM), Qt.AlignmentFlag.AlignCenter, words
    )
    painter.restore()
