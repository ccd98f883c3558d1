"""Exports of a province's system as they are found: invented people in files of every kind."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

HEADS = (
    "STT",
    "Mã hồ sơ",
    "Tên thủ tục",
    "Chủ hồ sơ",
    "Số CCCD",
    "Điện thoại",
    "Địa chỉ",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Trạng thái",
    "Đơn vị xử lý",
)
BIRTH = "Thủ tục đăng ký khai sinh"
Line = tuple[object, ...]


def code(number: int) -> str:
    """An official code of the invented province."""
    return f"H35.12.03-261114-{number:04d}"


def line(number: int, **changes: object) -> Line:
    """One dossier at work, sound unless told otherwise (by heading)."""
    told: dict[str, object] = {
        "STT": number,
        "Mã hồ sơ": code(number),
        "Tên thủ tục": BIRTH,
        "Chủ hồ sơ": f"Vàng A Súa {number}",
        "Số CCCD": f"0990910{number:05d}",
        "Điện thoại": f"0999{number:06d}",
        "Địa chỉ": "Bản Sì Choang",
        "Ngày tiếp nhận": "14/11/2026 08:30",
        "Ngày hẹn trả": "27/11/2026",
        "Trạng thái": "Đang xử lý",
        "Đơn vị xử lý": "Phòng Kinh tế",
    }
    return tuple((told | {name.replace("_", " "): one for name, one in changes.items()}).values())


def xlsx(path: Path, lines: Sequence[Line], heads: Sequence[str] = HEADS) -> Path:
    """A workbook with a title above, as systems write it."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Hồ sơ")
        page.write(0, 0, "DANH SÁCH HỒ SƠ ĐANG GIẢI QUYẾT")
        for row, cells in enumerate((tuple(heads), *lines), start=2):
            for column, cell in enumerate(cells):
                page.write(row, column, cell)
    return path


def html(path: Path, lines: Sequence[Line], encoding: str = "utf-8") -> Path:
    """What many systems call .xls: a page with a table."""
    rows = "".join(_row("th" if n == 0 else "td", cells) for n, cells in enumerate((HEADS, *lines)))
    text = f"<html><body><table border=1><tr><td colspan=11>DANH SÁCH</td></tr>{rows}</table>"
    path.write_bytes(text.encode(encoding))
    return path


def xml(path: Path, lines: Sequence[Line]) -> Path:
    """Excel 2003 XML: cells that are empty are left out and the next one says its place."""
    rows = "".join(f"<Row>{_xml_cells(cells)}</Row>" for cells in (HEADS, *lines))
    text = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="HS"><Table>{rows}</Table></Worksheet></Workbook>'
    )
    path.write_text(text, encoding="utf-8")
    return path


def separated(path: Path, lines: Sequence[Line], mark: str = ";", encoding: str = "utf-8") -> Path:
    """Values with a separator."""
    rows = [
        mark.join(f'"{cell}"' if mark in str(cell) else str(cell) for cell in cells)
        for cells in (HEADS, *lines)
    ]
    path.write_bytes("\r\n".join(rows).encode(encoding))
    return path


def _row(tag: str, cells: Line) -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}<br></{tag}>" for cell in cells) + "</tr>"


def _xml_cells(cells: Line) -> str:
    said = [(place, cell) for place, cell in enumerate(cells, start=1) if cell not in ("", None)]
    return "".join(
        f'<Cell ss:Index="{place}"><Data ss:Type="String">{cell}</Data></Cell>'
        for place, cell in said
    )
