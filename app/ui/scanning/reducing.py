"""A page within its budget: grey JPEG, colour JPEG, or lossless black and white."""

import zlib
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QTransform

from app.domain.scans import PAGE_BUDGET, Ink, Look, Try, fitting_look, tries
from app.ui.scanning.sources import DPI

_SAMPLE = 240  # points across of the small picture that is measured
_DARK, _LIGHT, _VIVID = 90, 190, 60
_MONO = QImage.Format.Format_Mono


class Drawn(NamedTuple):
    """One page as it will be kept: JPEG, or packed bits (1 is white) deflated."""

    look: Look
    width: int
    height: int
    dpi: int
    content: bytes

    @property
    def weight(self) -> int:
        """Bytes."""
        return len(self.content)


def reduced(
    image: QImage, look: Look | None = None, turn: int = 0, budget: int = PAGE_BUDGET
) -> Drawn:
    """Draw a page as lightly as it has to be; `turn` counts quarters to the right.

    Without a `look` the page decides by what is on it.
    """
    if turn % 4:
        image = image.transformed(QTransform().rotate(90 * (turn % 4)))
    look = look or fitting_look(measured(image))
    found = (_drawn(image, look, one) for one in tries(look))
    last = next(found)
    while last.weight > budget and (lighter := next(found, None)) is not None:
        last = lighter
    return last


def measured(image: QImage) -> Ink:
    """Count what is neither paper nor ink, and what is coloured, on a small picture."""
    small = _small(image, QImage.Format.Format_RGB888)
    line, flat = small.bytesPerLine(), bytes(small.constBits())
    rows = (flat[at : at + small.width() * 3] for at in range(0, line * small.height(), line))
    points = [point for one in rows for point in zip(one[::3], one[1::3], one[2::3], strict=True)]
    middle = sum(_DARK <= green < _LIGHT for _red, green, _blue in points)
    coloured = sum(max(point) - min(point) > _VIVID for point in points)
    count = max(1, len(points))
    return Ink(middle * 1000 // count, coloured * 1000 // count)


def shown(page: Drawn) -> QImage:
    """The kept page as a picture again."""
    if page.look is not Look.BILEVEL:
        return QImage.fromData(QByteArray(page.content))
    bits = zlib.decompress(page.content)
    image = QImage(bits, page.width, page.height, (page.width + 7) // 8, _MONO)
    image.setColorTable([0xFF000000, 0xFFFFFFFF])
    return image.copy()


def _drawn(image: QImage, look: Look, how: Try) -> Drawn:
    scaled = _scaled(image, how.dpi)
    if look is Look.BILEVEL:
        content = zlib.compress(_bits(scaled), 9)
    else:
        grey = look is Look.GREY
        form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB888
        content = _jpeg(scaled.convertToFormat(form), how.quality)
    return Drawn(look, scaled.width(), scaled.height(), how.dpi, content)


def _scaled(image: QImage, dpi: int) -> QImage:
    if dpi == DPI:
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaledToWidth(max(1, image.width() * dpi // DPI), smooth)


def _jpeg(image: QImage, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG", quality)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _bits(image: QImage) -> bytes:
    """Eight points a byte, each row by itself; 1 is white."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    level = _level(grey)
    flat = bytes(255 if value > level else 0 for value in range(256))
    width, height = grey.width(), grey.height()
    points = bytes(grey.constBits()).translate(flat)
    two = QImage(points, width, height, grey.bytesPerLine(), QImage.Format.Format_Grayscale8)
    mono = two.convertToFormat(_MONO, Qt.ImageConversionFlag.ThresholdDither)
    line, step = (width + 7) // 8, mono.bytesPerLine()
    packed = bytes(mono.constBits())
    bits = b"".join(packed[at : at + line] for at in range(0, height * step, step))
    is_white = mono.colorTable()[1] & 0xFF
    return bits if is_white else bytes(255 - byte for byte in bits)


def _level(grey: QImage) -> int:
    """Where paper ends and ink begins (Otsu's method on the small picture)."""
    small = _small(grey, QImage.Format.Format_Grayscale8)
    points = bytes(small.constBits())
    counts = [points.count(value) for value in range(256)]
    total, weight = sum(counts), sum(value * count for value, count in enumerate(counts))
    below = dark = 0
    best = 0.0
    level = 127
    for value, count in enumerate(counts[:-1]):
        below, dark = below + count, dark + value * count
        above = total - below
        if below and above:
            apart = below * above * (dark / below - (weight - dark) / above) ** 2
            if apart > best:
                best, level = apart, value
    return min(max(level, 60), 200)


def _small(image: QImage, form: QImage.Format) -> QImage:
    width = max(1, min(image.width(), _SAMPLE))
    return image.scaledToWidth(width, Qt.TransformationMode.FastTransformation).convertToFormat(
        form
    )
