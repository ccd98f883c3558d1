"""What came in: a PDF or a picture in memory, and its pages drawn one at a time.

Nothing is written to the disk. PDFium is loaded when the first PDF comes, and used by one thread
at a time. A page is never drawn larger than `MOST_POINTS`, whatever its file claims.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from app.domain.errors import RuleViolation
from app.domain.events import ScanSource
from app.domain.scans import MOST_PAGES

if TYPE_CHECKING:
    import pypdfium2

DPI = 200
MOST_BYTES = 64 << 20
MOST_POINTS = 12_000_000
_LONG_SIDE = 2339  # of A4 at 200 dots to the inch: what a picture is taken to show
_PDF_HEAD = 1024  # bytes within which `%PDF-` must stand
_JPEG_TAIL = 64 << 10  # bytes within which its end mark must stand
_WRONG_PASSWORD = (4, 5)
_PDFIUM = threading.Lock()


@dataclass(frozen=True, eq=False)
class Source:
    """One thing that came in; `content` is empty for a picture of the clipboard."""

    origin: ScanSource
    pages: int
    content: bytes = field(default=b"", repr=False)
    image: QImage | None = field(default=None, repr=False)
    is_pdf: bool = False
    is_signed: bool = False

    @property
    def weight(self) -> int:
        """Bytes that it holds in memory."""
        return len(self.content) if self.image is None else self.image.sizeInBytes()


def opened(content: bytes, origin: ScanSource) -> Source:
    """Look at a file; raises `RuleViolation` when no page can be had from it."""
    if len(content) > MOST_BYTES:
        raise RuleViolation("page_file_too_large")
    if b"%PDF-" in content[:_PDF_HEAD]:
        return _opened_pdf(content, origin)
    if content.startswith(b"\xff\xd8") and b"\xff\xd9" not in content[-_JPEG_TAIL:]:
        raise RuleViolation("page_file_damaged")  # the rest would be shown as grey
    with _reading(content) as reader:
        if not reader.canRead():
            raise RuleViolation("page_file_unknown")
        pages = max(1, reader.imageCount())
    return Source(origin, _counted(pages), content)


def from_clipboard(image: QImage) -> Source:
    """A picture of the clipboard."""
    if image.isNull():
        raise RuleViolation("page_clipboard_empty")
    return Source(ScanSource.CLIPBOARD, 1, image=image)


def drawn(source: Source, page: int) -> QImage:
    """One page (from 0) in full colour, at 200 dots to the inch or a little less."""
    if source.image is not None:
        return _fitting(_on_white(source.image))
    return _drawn_pdf(source.content, page) if source.is_pdf else _read(source.content, page)


def _opened_pdf(content: bytes, origin: ScanSource) -> Source:
    with _document(content) as document:
        pages = _counted(len(document))
    signed = b"/ByteRange" in content and b"/Sig" in content
    return Source(origin, pages, content, is_pdf=True, is_signed=signed)


def _counted(pages: int) -> int:
    if pages < 1:
        raise RuleViolation("page_file_damaged")
    if pages > MOST_PAGES:
        raise RuleViolation("page_too_many")
    return pages


@contextmanager
def _document(content: bytes) -> "Iterator[pypdfium2.PdfDocument]":
    """The PDF, for as long as it takes; raises when it has a password or is damaged."""
    with _PDFIUM:
        import pypdfium2  # noqa: PLC0415 - 30 ms that only a PDF has to pay

        try:
            document = pypdfium2.PdfDocument(content)
            document.init_forms()
        except pypdfium2.PdfiumError as error:
            locked = error.err_code in _WRONG_PASSWORD
            raise RuleViolation("page_pdf_locked" if locked else "page_file_damaged") from error
        try:
            yield document
        except pypdfium2.PdfiumError as error:
            raise RuleViolation("page_file_damaged") from error
        finally:
            document.close()


def _drawn_pdf(content: bytes, number: int) -> QImage:
    with _document(content) as document:
        page = document[number]
        width, height = page.get_size()
        if width < 1 or height < 1:
            raise RuleViolation("page_file_damaged")
        scale = min(DPI / 72, sqrt(MOST_POINTS / (width * height)))
        bitmap = page.render(scale=scale, prefer_bgrx=True)
        image = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()
        bitmap.close()
        page.close()
    return image


@contextmanager
def _reading(content: bytes) -> Iterator[QImageReader]:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)  # telephones note how they were held
    try:
        yield reader
    finally:
        reader.setDevice(None)  # type: ignore[arg-type] # its handler must go before the buffer
        buffer.close()


def _read(content: bytes, page: int) -> QImage:
    with _reading(content) as reader:
        if page and not reader.jumpToImage(page):
            raise RuleViolation("page_file_damaged")
        size = reader.size()
        if size.isValid() and max(size.width(), size.height()) > _LONG_SIDE:
            reader.setScaledSize(_within(size))
        image = reader.read()
    if image.isNull():
        raise RuleViolation("page_file_damaged")
    return _fitting(_on_white(image))


def _within(size: QSize) -> QSize:
    return size.scaled(_LONG_SIDE, _LONG_SIDE, Qt.AspectRatioMode.KeepAspectRatio)


def _fitting(image: QImage) -> QImage:
    """No larger than a sheet; what is smaller is not blown up."""
    if max(image.width(), image.height()) <= _LONG_SIDE:
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(_within(image.size()), mode=smooth)


def _on_white(image: QImage) -> QImage:
    """Without transparency, which would print black."""
    if not image.hasAlphaChannel():
        return image.convertToFormat(QImage.Format.Format_RGB32)
    white = QImage(image.size(), QImage.Format.Format_RGB32)
    white.fill(QColor("white"))
    painter = QPainter(white)
    painter.drawImage(0, 0, image)
    painter.end()
    return white
