"""Pages bound into one PDF: a picture a page, and nothing else in it."""

from collections.abc import Iterator, Sequence

from app.domain.scans import Look
from app.ui.scanning.reducing import Drawn

_INCH = 72  # points of a PDF


def bound(pages: Sequence[Drawn]) -> bytes:
    """The pages as a PDF; the same pages always give the same bytes."""
    parts, places, size = [b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"], [], 15
    for number, body in enumerate(_objects(pages), start=1):
        whole = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        places.append(size)
        parts.append(whole)
        size += len(whole)
    lines = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(places) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, lines))
    parts.append(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % count)
    parts.append(b"startxref\n%d\n%%%%EOF\n" % size)
    return b"".join(parts)


def _objects(pages: Sequence[Drawn]) -> Iterator[bytes]:
    kids = b" ".join(b"%d 0 R" % (3 + 3 * place) for place in range(len(pages)))
    yield b"<< /Type /Catalog /Pages 2 0 R >>"
    yield b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids)
    for place, page in enumerate(pages):
        first = 3 + 3 * place
        width, height = (side * _INCH / page.dpi for side in (page.width, page.height))
        yield (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R"
            b" /Resources << /XObject << /P %d 0 R >> >> >>"
        ) % (width, height, first + 1, first + 2)
        yield _stream(b"", b"q %.2f 0 0 %.2f 0 0 cm /P Do Q" % (width, height))
        yield _stream(_about(page), page.content)


def _about(page: Drawn) -> bytes:
    name = {Look.COLOUR: b"DeviceRGB"}.get(page.look, b"DeviceGray")
    is_bits = page.look is Look.BILEVEL
    return (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /%s"
        b" /BitsPerComponent %d /Filter /%s "
    ) % (
        page.width,
        page.height,
        name,
        1 if is_bits else 8,
        b"FlateDecode" if is_bits else b"DCTDecode",
    )


def _stream(about: bytes, content: bytes) -> bytes:
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (about, len(content), content)
