"""What comes out on paper: whole, readable by people and by scanners, on the right paper."""

import io
import re
import unicodedata
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zxingcpp
from pypdf import PdfReader
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.domain.papers import Form01, blank_form01
from app.ui.press import PdfPress, PressFault
from app.ui.printing import code128, codes, output
from app.ui.printing.blocks import MM, SMALLEST, Block, text
from app.ui.printing.output import Feed
from app.ui.printing.press import preview, sheet_of, to_printer
from app.ui.printing.recovery_code import RecoveryPaper
from app.ui.printing.sheet import A5, Sheet
from tests.ui.frame.papers import DESK, LOOKUP, NUMBER, SLIP, UPPER, a_form, a_receipt, on_paper

A5_POINTS, A4_TURNED = (420, 595), (842, 595)


@pytest.fixture(autouse=True)
def fonts(qapp) -> None:
    output.load_fonts()


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words_of(pdf: bytes) -> str:
    """All text of a PDF, blanks evened out."""
    said = " ".join(page.extract_text() for page in read(pdf).pages)
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", said))


def values_of(form: msgspec.Struct) -> list[str]:
    """Every word that the record holds, deeply, but the codes that are drawn as pictures."""
    found: list[str] = []
    told = msgspec.to_builtins(form)
    for name in ("qr", "lookup", "barcode"):
        told.pop(name, None)

    def gather(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            gather(list(value.values()))
        elif isinstance(value, list):
            for one in value:
                gather(one)

    gather(told)
    return [re.sub(r"\s+", " ", word) for word in found if word.strip()]


def slip(form: Form01) -> Sheet:
    """Form 01 laid out on its template."""
    return sheet_of(on_paper(form))


def sheet_pdf(form: Form01, feed: Feed = Feed.A5) -> bytes:
    return output.pdf([slip(form)], feed)


def drawn(block: Block, width: float, height: float, dots: float = 300) -> QImage:
    """A block as a scanner sees it, on white paper with a margin."""
    scale = dots / 1440
    image = QImage(int(width * scale) + 40, int(height * scale) + 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.translate(QPoint(20, 20))
    painter.scale(scale, scale)
    block.draw(painter, 0, 0)
    painter.end()
    return image


def seen_in(image: QImage) -> list[zxingcpp.Barcode]:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    view = memoryview(grey.constBits()).cast("B", (grey.height(), grey.bytesPerLine()))
    return zxingcpp.read_barcodes(view)


def test_the_slip_says_everything_that_its_record_says(qapp):
    said = words_of(sheet_pdf(a_form(marks=("BẢN IN LẦN 2",))))
    missing = [word for word in values_of(a_form(marks=("BẢN IN LẦN 2",))) if word not in said]
    assert missing == []


def test_every_field_of_the_law_has_its_label_on_the_slip(qapp):
    said = words_of(sheet_pdf(a_form()))
    labels = [line.label for line in (*a_form().lines, *a_form().closing_lines)]
    assert [label for label in labels if f"{label}:" not in said] == []
    for column in (
        "TT",
        "Thành phần hồ sơ",
        "Số lượng",
        "Bản chính",
        "Bản chứng thực",
        "Bản photo",
    ):
        assert column in said
    assert "NGƯỜI NỘP HỒ SƠ" in said
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in said


def test_the_receipt_says_everything_that_its_record_says(qapp):
    said = words_of(output.pdf([sheet_of(on_paper(a_receipt()))]))
    assert [word for word in values_of(a_receipt()) if word not in said] == []


@pytest.mark.parametrize(("feed", "size"), [(Feed.A5, A5_POINTS), (Feed.A4, A4_TURNED)])
def test_the_paper_has_exactly_its_size(qapp, feed: Feed, size: tuple[int, int]):
    for page in read(sheet_pdf(a_form(), feed)).pages:
        box = page.mediabox
        assert (round(float(box.width)), round(float(box.height))) == size


def test_two_copies_lie_side_by_side_on_one_a4(qapp):
    pdf = sheet_pdf(a_form(), Feed.A4)
    assert len(read(pdf).pages) == 1
    assert words_of(pdf).count("Lý Thị Mẩy") == 4  # named and signing, twice


def test_every_font_travels_inside_the_file(qapp):
    used: set[str] = set()
    inside: set[str] = set()
    for page in read(sheet_pdf(a_form())).pages:
        fonts: Any = page["/Resources"]
        for font in fonts["/Font"].values():
            told = font.get_object()["/DescendantFonts"][0].get_object()
            used.add(told["/BaseFont"])
            if "/FontFile2" in told["/FontDescriptor"].get_object():
                inside.add(told["/BaseFont"])
    assert used == inside
    assert {name.split("-")[0].split("+")[-1] for name in used} == {"/LiberationSerif"}


def test_a_usual_slip_fits_on_one_page_and_a_long_one_takes_two(qapp):
    assert len(slip(a_form(3)).pages) == 1
    long = slip(a_form(14))
    assert len(long.pages) == 2
    said = words_of(output.pdf([long]))
    assert "Trang 1/2" in said
    assert "Trang 2/2" in said
    assert said.count("Bản chứng thực") == 2  # the table's head is repeated
    assert [word for word in values_of(a_form(14)) if word not in said] == []


def test_letters_never_get_smaller_than_the_paper_allows(qapp):
    asked = text("chữ", 1000, size=6).height
    assert asked == text("chữ", 1000, size=SMALLEST).height


def test_nothing_is_drawn_outside_the_margins(qapp):
    for form in (a_form(14), a_form(1, address="Bản Gia Khâu " * 40)):
        sheet = slip(form)
        for page in sheet.pages:
            assert all(y + block.height <= A5[1] - sheet.margin + 1 for block, y in page)


def test_the_signatures_stay_with_the_notes(qapp):
    for rows in range(1, 14):
        sheet = slip(a_form(rows))
        assert len(sheet.pages[-1]) >= 3


def test_a_blank_slip_has_its_number_and_room_to_write(qapp):
    class Head:
        commune_name, upper_line, desk_line = "Xã Sì Lở Lầu", UPPER, DESK
        address, website = "", "https://dichvucong.laichau.gov.vn"
        phone = "0213 3000 112"

    sheet = slip(blank_form01(NUMBER, Head()))
    said = words_of(output.pdf([sheet]))
    assert len(sheet.pages) == 1
    assert NUMBER in said
    assert "Tiếp nhận hồ sơ của Ông (Bà): ...." in said


def test_a_poor_scanner_reads_the_bars_of_a_slip_without_a_place_to_look_up(qapp):
    sheet = slip(a_form(lookup=""))
    page = Block(sheet.size[1], lambda painter, _x, _y: sheet.draw(painter, 0))
    found = seen_in(drawn(page, *sheet.size, dots=150))
    assert (NUMBER, zxingcpp.BarcodeFormat.Code128) in [(one.text, one.format) for one in found]


def test_a_slip_of_an_official_code_says_so(qapp):
    said = words_of(sheet_pdf(a_form(is_provisional=False, code="H35.12.03-261124-0001")))
    assert "Mã hồ sơ: H35.12.03-261124-0001" in said


def test_a_preview_cannot_be_taken_for_the_slip(qapp):
    assert "XEM TRƯỚC" in words_of(preview(on_paper(a_form(code="", barcode="", qr=""))))
    assert "XEM TRƯỚC" not in words_of(sheet_pdf(a_form()))


@pytest.mark.parametrize("data", [SLIP, LOOKUP, "H35.12.03-261124-0001"])
def test_a_scanner_reads_the_qr(qapp, data: str):
    found = seen_in(drawn(codes.qr(data, 23 * MM), 23 * MM, 23 * MM))
    assert [one.text for one in found] == [data]


@pytest.mark.parametrize(
    "data",
    [
        NUMBER,
        "H35.12.03-261124-0001",
        "1234",
        "12345",
        "A",
        "000000000000",
        "ab 12 cd",
        "~ !",
        "9" * 21,
    ],
)
def test_a_scanner_reads_the_bars(qapp, data: str):
    width, height = 90 * MM, 9 * MM
    found = seen_in(drawn(codes.bars(data, width, height), width, height, dots=600))
    assert [(one.text, one.format) for one in found] == [(data, zxingcpp.BarcodeFormat.Code128)]


@pytest.mark.parametrize("data", ["", "Đ", "a\n"])
def test_bars_cannot_say_what_they_have_no_signs_for(data: str):
    with pytest.raises(ValueError, match=r".*"):
        code128.widths(data)


def test_digits_take_half_the_room():
    assert sum(code128.widths("12345678")) < sum(code128.widths("ABCDEFGH"))


def test_a_pc_without_a_printer_says_so(qapp):
    with pytest.raises(PressFault) as told:
        to_printer([on_paper(a_form())], Feed.A5, "no such printer")
    assert told.value.code == "no_printer"


@pytest.mark.parametrize(("feed", "size"), [(Feed.A5, A5_POINTS), (Feed.A4, A4_TURNED)])
def test_a_printer_gets_the_same_slip(qapp, tmp_path: Path, feed: Feed, size: tuple[int, int]):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "spooled.pdf"))
    output.paint(printer, output.faces([slip(a_form(14))], feed))
    spooled = (tmp_path / "spooled.pdf").read_bytes()
    said = words_of(spooled)
    assert [word for word in values_of(a_form(14)) if word not in said] == []
    assert len(read(spooled).pages) == 2
    box = read(spooled).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == size


def test_the_recovery_code_is_printed_large_with_what_to_do(qapp):
    said = words_of(output.pdf([sheet_of(RecoveryPaper("EFXRG-HDR4M-5JW0M"))]))
    assert "EFXRG-HDR4M-5JW0M" in said
    assert "phong bì" in said


def test_a_paper_that_nobody_can_draw_is_our_fault(qapp):
    with pytest.raises(TypeError):
        sheet_of("a letter")


def test_pdf_files_are_named_after_what_they_are(qapp, tmp_path: Path):
    press = PdfPress(tmp_path)
    press.put(on_paper(a_form()))
    press.put(on_paper(a_form()))
    press.put(on_paper(a_receipt()))
    names = [path.name for path in press.files]
    assert names == [
        f"receipt-{NUMBER}.pdf",
        f"receipt-{NUMBER}-1.pdf",
        "result_receipt-H35.12.03-261124-0001.pdf",
    ]
    assert all(path.read_bytes().startswith(b"%PDF") for path in press.files)


def test_the_metadata_names_nobody(qapp):
    told = read(sheet_pdf(a_form())).metadata
    assert told is not None
    assert "Lý" not in str(dict(told))
    assert told.get("/Creator") == "motcua"


def test_an_empty_page_is_never_begun(qapp):
    sheet = Sheet()
    sheet.add(Block(10_000_000, lambda _painter, _x, _y: None))
    assert len(sheet.pages) == 1
