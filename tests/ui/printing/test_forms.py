"""Every printed form: all its fields, nothing clipped, nothing too small, a code to be read.

`MOTCUA_FORMS_TO=DIR pytest tests/ui/printing` also writes each form as a picture beside its fields.
"""

import io
import math
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import zxingcpp
from pypdf import PageObject, PdfReader
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from app.domain.papers import Printout
from app.domain.papers.template_blocks import Table
from app.ui.printing import output
from app.ui.printing.blocks import PADDING, SMALLEST, width_of
from app.ui.printing.press import sheet_of
from tests.ui.printing.fields import FIELDS
from tests.ui.printing.samples import OFFICIAL, QR, TEMPLATES, Sample, samples

EDGE = 4  # millimetres that most printers cannot reach
DOTS = 100
SIGNATURES_ALONE = 240  # letters that titles, names and the foot of a page have together
OF_NO_DOSSIER = {
    "register",
    "handover_list",
    "cash_day",
    "visit_list",
    "round_list",
    "telling_list",
    "report_situation",
    "report_summary",
    "proof_list",
}
SAMPLES = list(samples())


def one_by_one(chosen: Iterable[Sample]) -> pytest.MarkDecorator:
    """All that is asked of one sample is asked by one process: it reads the paper back once."""
    groups = [(one, pytest.mark.xdist_group(f"form {one.name}")) for one in chosen]
    each = [pytest.param(one, id=one.name, marks=group) for one, group in groups]
    return pytest.mark.parametrize("sample", each)


by_name = one_by_one(SAMPLES)
of_a_dossier = one_by_one(one for one in SAMPLES if one.paper.template.form not in OF_NO_DOSSIER)


@pytest.fixture(autouse=True)
def fonts(qapp) -> None:
    output.load_fonts()


def read(paper: Printout) -> PdfReader:
    return PdfReader(io.BytesIO(output.pdf([sheet_of(paper)])))


def plain(words: str) -> str:
    """Words as a reader sees them: blanks and line ends evened out."""
    return unicodedata.normalize("NFC", re.sub(r"\s+", "", words))


def words_of(paper: Printout) -> str:
    return plain(" ".join(pages_of(paper)))


class Page(NamedTuple):
    """What a reader sees of a page, and how large its letters are."""

    text: str
    sizes: list[float]


def read_back(paper: Printout) -> list[Page]:
    """Each page; read once for all tests."""
    if id(paper) not in _READ:
        _READ[id(paper)] = [_page(page) for page in read(paper).pages]
    return _READ[id(paper)]


_READ: dict[int, list[Page]] = {}


def _page(page: PageObject) -> Page:
    sizes: list[float] = []

    def visit(words: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if words.strip():
            scale = math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])
            sizes.append(size * scale)

    return Page(page.extract_text(visitor_text=visit), sizes)


def pages_of(paper: Printout) -> list[str]:
    """The text of each page."""
    return [page.text for page in read_back(paper)]


def values_of(paper: Printout) -> Iterator[str]:
    """Every text that the template shows of what the paper says."""
    template = paper.template
    drawn_as_picture = {"qr", "lookup", "barcode"}
    for field in template.fields:
        if field not in drawn_as_picture:
            yield from paper.text(field).splitlines()
    for name, columns in template.lists.items():
        for row in paper.rows(name):
            yield from (row[column] for column in columns)


def pictures(paper: Printout) -> list[QImage]:
    return output.pictures([sheet_of(paper)], dots=DOTS)


@by_name
def test_a_form_has_every_field_of_its_layout(sample: Sample):
    said = words_of(sample.paper)
    asked = FIELDS[sample.paper.template.form]
    assert [field for field in asked if plain(field) not in said] == []


@by_name
def test_a_form_says_all_that_it_was_given(sample: Sample):
    said = words_of(sample.paper).casefold()
    given = values_of(sample.paper)
    assert [value for value in given if plain(value).casefold() not in said] == []


@by_name
def test_nothing_comes_near_the_edge_of_the_paper(sample: Sample):
    for image in pictures(sample.paper):
        edge = round(EDGE * DOTS / 25.4)
        inner = QRect(edge, edge, image.width() - 2 * edge, image.height() - 2 * edge)
        painter = QPainter(image)
        painter.fillRect(inner, QColor("white"))
        painter.end()
        white = image.copy()
        white.fill(QColor("white"))
        assert image == white


@by_name
def test_no_block_stands_below_the_foot_of_its_page(sample: Sample):
    for sheet in sheet_of(sample.paper).copies():
        for page in sheet.pages:
            end = sheet.size[1] - sheet.margin + 1
            assert all(y + block.height <= end for block, y in page)


@by_name
def test_no_letter_is_smaller_than_the_law_of_the_house(sample: Sample):
    sizes = [size for page in read_back(sample.paper) for size in page.sizes]
    assert min(sizes) >= SMALLEST - 0.05


@of_a_dossier
def test_a_paper_of_a_dossier_bears_a_code_that_a_scanner_reads(sample: Sample):
    image = output.pictures([sheet_of(sample.paper)], dots=200)[0]
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    view = memoryview(grey.constBits()).cast("B", (grey.height(), grey.bytesPerLine()))
    assert QR in {found.text for found in zxingcpp.read_barcodes(view)}


@by_name
def test_a_second_page_says_whose_it_is(sample: Sample):
    sheet = sheet_of(sample.paper)
    pages = [plain(page) for page in pages_of(sample.paper)]
    if len(sheet.pages) > 1:
        assert sheet.running_head
        assert all(plain(sheet.running_head) in page for page in pages)


@pytest.mark.parametrize("form", TEMPLATES.forms())
def test_no_word_of_a_tables_head_is_broken(form: str):
    for template in TEMPLATES.versions(form):
        width = sheet_of(Printout(template=template, content={})).width
        tables = [block for block in template.blocks if isinstance(block, Table)]
        for table in tables:
            for column in table.columns:
                room = column.share * width - 2 * PADDING
                widest = max(width_of(w, table.size, is_bold=True) for w in column.head.split())
                assert widest <= room, (template.version, column.head)


@pytest.mark.parametrize("form", TEMPLATES.forms())
def test_an_empty_form_is_whole_and_has_room_to_write(form: str):
    """A form to be filled by hand in an outage: one page (form 06: both sides of it)."""
    most = 2 if form == "control_slip" else 1
    for template in TEMPLATES.versions(form):
        sheet = sheet_of(Printout(template=template, content={}))
        assert len(sheet.pages) <= most, template.version


def test_two_copies_of_a_cash_receipt_lie_beside_each_other_on_one_a4():
    paper = next(one.paper for one in SAMPLES if one.name == "cash_receipt-2025")
    [face] = output.faces([sheet_of(paper)], output.Feed.A4)
    pdf = PdfReader(io.BytesIO(output.pdf([sheet_of(paper)], output.Feed.A4)))
    said = plain(pdf.pages[0].extract_text())
    assert len(face.pages) == len(pdf.pages) + 1 == 2
    assert plain("Liên 1: Lưu cơ quan thu") in said
    assert plain("Liên 2: Giao người nộp tiền") in said


def test_a_form_of_a4_is_printed_whole_whatever_the_office_feeds():
    paper = next(one.paper for one in SAMPLES if one.name == "handover_list-2025")
    for feed in output.Feed:
        assert {face.size for face in output.faces([sheet_of(paper)], feed)} == {output.A4_TURNED}


def test_every_form_has_its_fields_listed():
    assert {one.paper.template.form for one in SAMPLES} == set(FIELDS)


def test_forms_are_written_as_pictures_beside_their_fields(tmp_path: Path):
    folder = Path(os.environ.get("MOTCUA_FORMS_TO", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    chosen = SAMPLES if "MOTCUA_FORMS_TO" in os.environ else SAMPLES[:1]
    for sample in chosen:
        assert beside_its_fields(sample.paper).save(str(folder / f"{sample.name}.png"))
    assert OFFICIAL in chosen[0].paper.code


def beside_its_fields(paper: Printout) -> QImage:
    """The pages from left to right, and the fields with a tick for each that is on them."""
    pages, said = pictures(paper), words_of(paper)
    fields = FIELDS[paper.template.form]
    told = [f"{paper.template.title} ({paper.template.version})", paper.template.source, ""]
    told += [f"{'✓' if plain(one) in said else '✗'} {one}" for one in fields]
    column = 420
    width = sum(page.width() + 10 for page in pages) + column
    height = max(len(told) * 20 + 40, *(page.height() for page in pages))
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#888888"))
    painter = QPainter(image)
    along = 0
    for page in pages:
        painter.drawImage(along, 0, page)
        along += page.width() + 10
    painter.fillRect(along, 0, column, height, QColor("white"))
    painter.setFont(QFont("DejaVu Sans", 9))
    where = QRect(along + 8, 8, column - 16, height - 16)
    painter.drawText(where, Qt.TextFlag.TextWordWrap, "\n".join(told))
    painter.end()
    return image


def test_nobody_can_add_a_row_to_a_receipt_that_was_given_out():
    template = TEMPLATES.on("receipt", "2026-11-27")
    lists = {"papers": ()}
    blank = sheet_of(Printout(template=template, content=lists))
    given = sheet_of(Printout(template=template, content=lists | {"submitter": "Lò Thị Pản"}))
    assert len(blank.pages[0]) > len(given.pages[0])


@by_name
def test_signatures_never_stand_alone_on_a_page(sample: Sample):
    """A page with nothing but names could be put behind any other paper."""
    pages = [plain(page) for page in pages_of(sample.paper)]
    named = [page for page in pages if plain("ghi rõ họ tên)") in page]
    assert all(len(page) > SIGNATURES_ALONE for page in named)


def test_a_last_row_that_goes_over_with_the_names_has_its_head_again():
    whole = next(one.paper for one in SAMPLES if one.name == "handover_list-2025-worst")
    for count in range(2, 9):
        content = {**whole.content, "rows": whole.rows("rows")[:count]}
        paper = Printout(template=whole.template, content=content)
        pages = [plain(page) for page in (one.extract_text() for one in read(paper).pages)]
        with_rows = [page for page in pages if OFFICIAL in page]
        assert all(plain("Bên giao ký") in page for page in with_rows), count
