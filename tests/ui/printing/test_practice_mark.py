"""Nothing leaves the practice window without the mark: every form, and the recovery code."""

import io

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.domain.practice import MARK
from app.ui.printing import marks, output, recovery_code
from app.ui.printing.output import Feed
from app.ui.printing.press import sheet_of
from app.ui.printing.sheet import A4
from tests.ui.printing.samples import samples

SAMPLES = {one.paper.template.form: one for one in samples()}
GREY = QColor("#D0D0D0").rgb()


@pytest.fixture
def practising(qapp: QApplication):
    """This process is the practice window for a while."""
    output.load_fonts()
    marks.mark_everything(qapp)
    yield
    qapp.setProperty("motcua.mark", None)


@pytest.mark.parametrize("form", SAMPLES)
def test_every_page_of_every_form_bears_the_mark(practising, form):
    pages = PdfReader(io.BytesIO(output.pdf([sheet_of(SAMPLES[form].paper)]))).pages
    for page in pages:
        assert "".join(MARK.split()) in "".join(page.extract_text().split())


def test_previews_two_on_a_sheet_and_the_recovery_code_bear_it_too(practising):
    sheet = sheet_of(SAMPLES["receipt"].paper)
    code = sheet_of(recovery_code.RecoveryPaper("ABCDE-FGHJK-MNPQR-STVWX-YZ012"))
    for drawn in (
        output.pdf([sheet], watermark=output.PREVIEW),
        output.pdf([sheet], Feed.A4),
        output.pdf([code]),
    ):
        for page in PdfReader(io.BytesIO(drawn)).pages:
            assert "LUYỆN" in page.extract_text()


@pytest.mark.parametrize("form", ["receipt", "register"])
def test_the_mark_stays_on_the_paper(practising, form):
    (picture, *_) = output.pictures([sheet_of(SAMPLES[form].paper)], dots=50)
    edge = [picture.pixel(x, y) for x in (0, picture.width() - 1) for y in range(picture.height())]
    assert GREY not in edge
    assert A4[0] > 0


def test_an_office_prints_without_it(qapp):
    output.load_fonts()
    assert marks.mark_of_process() == ""
    text = PdfReader(io.BytesIO(output.pdf([sheet_of(SAMPLES["receipt"].paper)]))).pages[0]
    assert "LUYỆN" not in text.extract_text()
