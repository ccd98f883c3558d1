"""A small file that unpacks to more than a PC holds is refused before it takes the memory."""

import io
import struct
import zipfile
import zlib

import pytest
import zstandard
from PySide6.QtGui import QImage

from app.domain.errors import RuleViolation
from app.domain.events import ScanSource
from app.system import tables
from app.ui.scanning import sources
from tests.fuzz.reader import of_file
from tests.helpers.fuzzing import bounded, inputs

HUGE = (1 << 30) if inputs(0) else (32 << 20)
_PIECE = bytes(1 << 20)


def zstd_bomb(*, says_its_size: bool) -> bytes:
    """Zeros without end, with and without a word on how many."""
    making = zstandard.ZstdCompressor().compressobj(HUGE) if says_its_size else (
        zstandard.ZstdCompressor(write_content_size=False).compressobj()
    )  # fmt: skip
    return b"".join([*(making.compress(_PIECE) for _ in range(HUGE >> 20)), making.flush()])


def deflated(beginning: bytes, filler: bytes, wbits: int) -> bytes:
    making = zlib.compressobj(9, zlib.DEFLATED, wbits)
    pieces = [making.compress(beginning)]
    pieces += [making.compress(filler) for _ in range(HUGE // len(filler))]
    return b"".join([*pieces, making.flush()])


@pytest.mark.parametrize("says_its_size", [True, False])
def test_a_package_whose_part_is_a_bomb(says_its_size):
    from tests.fuzz import of_the_office as office  # noqa: PLC0415 - a second, not for everybody

    part = zstd_bomb(says_its_size=says_its_size)
    with bounded(16), pytest.raises(RuleViolation, match="package_"):
        office._signed_part(part)


@pytest.mark.parametrize("tells_the_truth", [True, False])
def test_a_workbook_that_is_a_bomb(tells_the_truth, monkeypatch):
    """A sheet of blanks; a lying one says that it is small."""
    from tests.fuzz import of_the_office as office  # noqa: PLC0415

    monkeypatch.setattr(tables, "LARGEST_INSIDE", HUGE // 2)
    bomb = with_sheet(office.WORKBOOK, b"<worksheet><sheetData>", b" " * (1 << 20))
    if not tells_the_truth:
        real = struct.pack("<I", HUGE + len(b"<worksheet><sheetData>"))
        assert bomb.count(real) == 2
        bomb = bomb.replace(real, struct.pack("<I", 1000))
    with bounded(16), pytest.raises(RuleViolation, match="table_"):
        of_file("bom.xlsx", tables.read)(bomb)


def with_sheet(workbook: bytes, beginning: bytes, filler: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as whole, zipfile.ZipFile(out, "w") as packed:
        for part in whole.infolist():
            if not part.filename.endswith("sheet1.xml"):
                packed.writestr(part.filename, whole.read(part))
        info = zipfile.ZipInfo("xl/worksheets/sheet1.xml")
        info.compress_type = zipfile.ZIP_DEFLATED
        with packed.open(info, "w") as sheet:
            sheet.write(beginning)
            for _ in range(HUGE // len(filler)):
                sheet.write(filler)
    return out.getvalue()


@pytest.mark.qt_log_ignore("Rejecting image as it exceeds")
def test_a_picture_of_forty_thousand_by_forty_thousand_points():
    """1.6 thousand million points in a few hundred kB."""
    side = 40_000
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    row = deflated(b"", bytes(1 << 20), 15)
    picture = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", row)
    with bounded(16):
        assert refused(picture + _chunk(b"IEND", b""))


def refused(content: bytes) -> bool:
    """No page at all, or one that is not larger than any page may be."""
    try:
        page: QImage = sources.drawn(sources.opened(content, ScanSource.FILE), 0)
    except RuleViolation:
        return True
    return page.width() * page.height() <= sources.MOST_POINTS


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
