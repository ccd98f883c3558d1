"""Invented papers as pictures and PDFs: about what scanners and telephones hand over."""

import random
from collections.abc import Iterable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPageSize, QPainter, QPdfWriter, QPen

A4 = (1654, 2339)  # 200 dots to the inch
WORDS = (
    "Giấy chứng sinh số 15/2026. Họ và tên mẹ: Chẻo Tả Mẩy, sinh ngày 01/01/1991, "
    "thường trú tại bản Sì Choang, xã Sì Lở Lầu, tỉnh Lai Châu. "
) * 30


def text_page(*, stamp: bool = False, noise: int = 0, seed: int = 1) -> QImage:
    """A typed page as a flat-bed scanner gives it; with a red stamp, with grain."""
    image = QImage(*A4, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    font = QFont("Noto Sans")
    font.setPixelSize(36)  # 13 points
    painter.setFont(font)
    wrapped = Qt.TextFlag.TextWordWrap
    painter.drawText(QRectF(150, 150, 1350, 2000), wrapped, WORDS)
    if stamp:
        painter.setPen(QPen(QColor("#C8102E"), 14))
        painter.drawEllipse(QRectF(900, 1600, 420, 420))
        painter.setPen(QPen(QColor("#C8102E"), 4))
        painter.setFont(font)
        painter.drawText(QRectF(950, 1750, 320, 200), wrapped, "ỦY BAN NHÂN DÂN XÃ SÌ LỞ LẦU")
    painter.end()
    return grained(image, noise, seed) if noise else image


def photograph(width: int = 2448, height: int = 3264) -> QImage:
    """A page taken with a telephone: grey paper, a shadow, grain."""
    page = text_page(stamp=True).scaled(width, height)
    shadow = QImage(page.size(), QImage.Format.Format_RGB32)
    shadow.fill(QColor(190, 185, 175))
    painter = QPainter(shadow)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.drawImage(0, 0, page)
    for step in range(60):
        painter.fillRect(0, step * height // 60, width, height // 60 + 1, QColor(*[255 - step] * 3))
    painter.end()
    return grained(shadow, 18, 3)


def grained(image: QImage, strength: int, seed: int) -> QImage:
    """The same with a tile of grain over it."""
    side = 128
    dice = random.Random(seed)  # noqa: S311
    tile = bytes(255 - dice.randrange(strength) for _ in range(side * side))
    grain = QImage(tile, side, side, side, QImage.Format.Format_Grayscale8)
    whole = QImage(image)
    painter = QPainter(whole)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    for x in range(0, image.width(), side):
        for y in range(0, image.height(), side):
            painter.drawImage(x, y, grain)
    painter.end()
    return whole


def encoded(image: QImage, form: str = "JPG", quality: int = 90) -> bytes:
    """A picture as a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form, quality)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def a_pdf(pages: Iterable[QImage]) -> bytes:
    """Pictures as a PDF, about as a scanner's own program makes it."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QSizeF(210, 297), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(72)
    painter = QPainter(writer)
    for number, page in enumerate(pages):
        if number:
            writer.newPage()
        painter.drawImage(QRectF(0, 0, writer.width(), writer.height()), page)
    painter.end()
    buffer.close()
    return bytes(content.data())
