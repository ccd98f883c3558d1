"""The part of the self-check that needs Qt: one slip as PDF, a screen and a code as pictures."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from app.domain.events import SlipForm
from app.domain.papers import Form01, fill
from app.domain.papers.form01 import content_of
from app.ui import application
from app.ui.press import PdfPress
from app.ui.printing import codes
from app.ui.reception.card_image import read_image
from app.ui.sign_in.page import SignInPage
from app.usecases.health import Check
from app.usecases.templates import Templates

_SMALLEST_PDF = 5_000
_CODE = "TAM-1-TEST-260101-001"


def checks(folder: Path) -> list[Check]:
    """Draw them and look at what came out."""
    app = application.build(["motcua"])
    slip = _slip(folder)
    page = SignInPage()
    page.resize(1024, 768)
    picture = page.grab()
    app.processEvents()
    return [
        Check("slip drawn", slip > _SMALLEST_PDF, figure=str(slip)),
        Check("screen drawn", not picture.isNull(), figure=f"{picture.width()}"),
        Check("code read", _reads_codes()),
    ]


def _slip(folder: Path) -> int:
    press = PdfPress(folder)
    code = _CODE
    form = Form01(
        upper_line="ỦY BAN NHÂN DÂN XÃ SÌ LỞ LẦU",
        desk_line="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        place_date="",
        code=code,
        barcode=code,
        qr=code,
        is_provisional=True,
    )
    newest = Templates().versions(SlipForm.RECEIPT)[-1]
    press.put(fill(newest, content_of(form)))
    return press.files[0].stat().st_size


def _reads_codes() -> bool:
    """Draw a code as the slip has it and read it as that of a card."""
    picture = QImage(320, 320, QImage.Format.Format_Grayscale8)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    codes.qr(_CODE, side=300).draw(painter, 10, 10)
    painter.end()
    return read_image(picture) == _CODE
