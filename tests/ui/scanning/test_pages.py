"""Pages from PDFs and pictures, within the budget, right way up, and never a crash."""

import itertools
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

from app.cli import bench_scan
from app.domain.errors import RuleViolation
from app.domain.events import ScanSource
from app.domain.scans import MOST_PAGES, PAGE_BUDGET, Look
from app.ui.bench.papers import a_pdf, encoded, photograph, text_page
from app.ui.scanning import bundle, sources
from app.ui.scanning.binding import bound
from app.ui.scanning.reducing import reduced, shown
from app.ui.scanning.sources import Source, drawn, from_clipboard, opened

TEXT, STAMPED = text_page, lambda: text_page(stamp=True, noise=30)


def came(content: bytes) -> Source:
    return opened(content, ScanSource.FILE)


def refused(content: bytes, page: int | None = None) -> str:
    with pytest.raises(RuleViolation) as no:
        drawn(came(content), page or 0)
    return no.value.code


def pages_of(source: Source) -> list[bundle.Leaf]:
    return [bundle.leaf(source, number) for number in range(source.pages)]


def test_a_typed_page_becomes_black_and_white_and_a_stamped_one_grey(qapp: object):
    assert reduced(TEXT()).look is Look.BILEVEL
    assert reduced(STAMPED()).look is Look.GREY
    assert reduced(photograph()).look is Look.GREY


@pytest.mark.parametrize("form", ["JPG", "PNG", "BMP", "TIFF", "WEBP"])
def test_every_kind_of_picture_is_read_and_kept_within_the_budget(qapp: object, form: str):
    content = encoded(photograph(1224, 1632), form)
    page = reduced(drawn(came(content), 0))
    assert page.weight <= PAGE_BUDGET
    assert page.weight < len(content)


def test_what_is_kept_is_a_pdf_that_other_programs_read(qapp: object):
    image = TEXT()
    pages = [reduced(image, look) for look in Look]
    content = bound(pages)
    assert content == bound(pages)
    reader = PdfReader(BytesIO(content), strict=True)
    assert len(reader.pages) == 3
    for read in reader.pages:
        assert abs(float(read.mediabox.width) - 595) < 3
    source = came(content)
    for number in range(3):
        assert drawn(source, number).width() in range(1640, 1670)


def test_black_and_white_keeps_the_letters_where_they_were(qapp: object):
    page = reduced(TEXT(), Look.BILEVEL)
    image, before = shown(page), TEXT()
    assert image.size() == before.size()
    for x, y in itertools.product(range(150, 1500, 37), range(150, 800, 11)):
        light = before.pixelColor(x, y).lightness()
        if light < 40 or light > 225:
            assert (image.pixelColor(x, y).lightness() > 127) is (light > 127)


def test_a_photograph_held_sideways_is_shown_upright(qapp: object):
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    image.setPixelColor(0, 0, QColor("black"))
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    plain = encoded(image)
    told = plain[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + plain[2:]
    assert drawn(came(told), 0).size().toTuple() == (300, 400)


def test_a_turn_turns_the_page(qapp: object):
    page = bundle.leaf(from_clipboard(QImage(TEXT()).copy(0, 0, 800, 400)), 0)
    turned = bundle.again(page, 1, None)
    assert (turned.kept.width, turned.kept.height) == (page.kept.height, page.kept.width)
    assert bundle.again(turned, 4, Look.GREY).kept.look is Look.GREY


def test_a_tiff_of_many_pages_is_read_page_by_page(qapp: object):
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"tiff")
    assert writer.write(TEXT())
    assert came(bytes(content.data())).pages == 1


def test_transparent_is_white(qapp: object):
    image = QImage(60, 60, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    assert drawn(from_clipboard(image), 0).pixelColor(5, 5) == QColor("white")


def locked_pdf() -> bytes:
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.encrypt("mật khẩu", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def blank_pdf(pages: int, side: int = 200) -> bytes:
    writer, out = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(side, side)
    writer.write(out)
    return out.getvalue()


def test_what_cannot_be_read_is_said_by_its_code(qapp: object):
    assert refused(b"PK\x03\x04 a word document") == "page_file_unknown"
    assert refused(b"") == "page_file_unknown"
    assert refused(b"%PDF-1.4 and then nothing") == "page_file_damaged"
    assert refused(locked_pdf()) == "page_pdf_locked"
    assert refused(blank_pdf(MOST_PAGES + 1)) == "page_too_many"
    assert refused(bytes(sources.MOST_BYTES + 1)) == "page_file_too_large"
    assert refused(encoded(TEXT())[:400_000]) == "page_file_damaged"
    assert refused(encoded(TEXT(), "PNG")[:40]) in {"page_file_damaged", "page_file_unknown"}
    with pytest.raises(RuleViolation, match="page_clipboard_empty"):
        from_clipboard(QImage())


def test_a_page_of_a_hundred_metres_is_drawn_small(qapp: object):
    image = drawn(came(blank_pdf(1, side=14_400)), 0)
    assert image.width() * image.height() <= sources.MOST_POINTS * 1.01


def test_a_light_pdf_stays_as_it_came_until_its_pages_are_touched(qapp: object):
    content = blank_pdf(2)
    pages = pages_of(came(content))
    assert bundle.ready(pages).content == content
    assert bundle.ready(pages).kept
    for other in (pages[:1], pages[::-1], [bundle.again(pages[0], 1, None), pages[1]]):
        assert not bundle.ready(other).kept
        assert bundle.ready(other).pages == len(other)
    assert not bundle.ready([*pages, *pages_of(came(encoded(TEXT())))]).kept


def test_a_heavy_pdf_is_drawn_anew_within_the_budget(qapp: object):
    content = a_pdf([text_page(noise=40), photograph()])
    pages = pages_of(came(content))
    assert len(content) > 2 * PAGE_BUDGET
    made = bundle.ready(pages)
    assert not made.kept
    assert len(made.content) <= 2 * PAGE_BUDGET + 2000
    assert bundle.weight(pages) <= len(made.content)


def test_a_signed_pdf_stays_however_heavy_and_touching_it_is_told(qapp: object):
    content = a_pdf([photograph(), text_page()]) + b"\n% /Type /Sig /ByteRange [0 1 2 3]\n"
    pages = pages_of(came(content))
    assert pages[0].source.is_signed
    assert bundle.ready(pages).content == content
    assert not bundle.breaks_signature(pages)
    assert bundle.breaks_signature(pages[1:])


def test_a_smaller_budget_gives_lighter_pages(qapp: object):
    image = photograph(1224, 1632)
    assert reduced(image, budget=60_000).weight < reduced(image, budget=400_000).weight


def test_the_bench_says_what_a_page_weighs(qapp: object):
    figures = bench_scan.measure(0, 1, pages=2)
    for name in ("typed_page", "stamped_page", "photographed_page", "pdf_page"):
        assert figures[name].value < (figures[name].reference or 0)
    assert figures["peak_memory"].value > 0
