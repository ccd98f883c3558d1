"""Draw the program's icon: `python -m tests.generate.icon` writes it as .ico and .png.

A door (một cửa) under the ridges of a border range; whole pixels down to 16.
"""

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPainterPath, QPolygonF

ICONS = Path(__file__).parents[2] / "resources" / "icons"
SIZES = (16, 24, 32, 48, 256)
BLUE, SNOW, GOLD = "#1F4E8C", "#FFFFFF", "#F2B632"


def main() -> None:
    """Write both files."""
    app = QGuiApplication(sys.argv[:1])
    pictures = [png(size) for size in SIZES]
    (ICONS / "motcua.ico").write_bytes(ico(pictures))
    (ICONS / "motcua.png").write_bytes(pictures[-1])
    app.quit()


def png(size: int) -> bytes:
    """Draw the icon of one size."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 16, size / 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(BLUE))
    painter.drawRoundedRect(QRectF(0, 0, 16, 16), 3, 3)
    painter.setBrush(QColor(SNOW))
    ridge = ((1, 14), (5, 6), (7, 9), (10, 3), (15, 14))
    painter.drawPolygon(QPolygonF([QPointF(*point) for point in ridge]))
    door = QPainterPath(QPointF(6, 14))
    door.lineTo(6, 10.5)
    door.arcTo(QRectF(6, 8.5, 4, 4), 180, -180)
    door.lineTo(10, 14)
    painter.setBrush(QColor(BLUE))
    painter.drawPath(door)
    painter.setBrush(QColor(GOLD))
    painter.drawRect(QRectF(7, 11, 2, 3))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return bytes(buffer.data().data())


def ico(pictures: list[bytes]) -> bytes:
    """Put PNG pictures into one Windows icon."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    entries = b""
    for size, picture in zip(SIZES, pictures, strict=True):
        entries += struct.pack(
            "<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset
        )
        offset += len(picture)
    return head + entries + b"".join(pictures)


if __name__ == "__main__":
    main()
