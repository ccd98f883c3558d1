"""Reading the code of an ID card from a picture; the reader is loaded at the first picture."""

from importlib import import_module

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from app.domain.errors import RuleViolation

MOST_PIXELS = 40_000_000


def read_image(image: QImage) -> str:
    """Answer the text of the QR code in a picture; raises `RuleViolation` when there is none.

    Tried as it is, then at half and at double size: large photos blur, small ones lack pixels.
    May be called on any thread.
    """
    if image.isNull() or image.width() * image.height() > MOST_PIXELS:
        raise RuleViolation("card_image_unreadable")
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    for factor in (1.0, 0.5, 2.0):
        if text := _decode(_resized(grey, factor)):
            return text
    raise RuleViolation("card_image_without_code")


def _resized(image: QImage, factor: float) -> QImage:
    if factor == 1.0:
        return image
    return image.scaled(
        int(image.width() * factor),
        int(image.height() * factor),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _decode(image: QImage) -> str:
    reader = import_module("zxingcpp")  # 20 MB and 50 ms that the first window must not pay
    found = reader.read_barcodes(image, formats=reader.BarcodeFormat.QRCode)
    return str(found[0].text) if found else ""
