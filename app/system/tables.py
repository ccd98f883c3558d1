"""Tables that others made: Excel workbooks, and what bears their name and is HTML, XML or CSV.

What a file is, is told by its first bytes, never by its name: many systems of provinces write an
HTML table and call it .xls. The reader of real workbooks is loaded when the first one is opened.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from app.domain.errors import RuleViolation

LARGEST = 60 * 1024 * 1024  # bytes of a file
LARGEST_INSIDE = 400 * 1024 * 1024  # bytes of a workbook unpacked
MOST_ROWS = 100_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_HEAD = 4096
_CELLS = frozenset({"td", "th", "cell", "ss:cell"})
_ROWS = frozenset({"tr", "row", "ss:row"})

Cell = str | int | float | datetime | date | None


class Table(NamedTuple):
    """One sheet; rows may have unequal lengths."""

    name: str
    rows: list[list[Cell]]


class TableFile(NamedTuple):
    """A whole file, and what it is known by."""

    name: str
    digest: str  # SHA-256, hex
    tables: list[Table]


def read(path: Path) -> TableFile:
    """Every table of a file that holds anything; raises `RuleViolation` or `OSError`."""
    if path.stat().st_size > LARGEST:
        raise RuleViolation("table_too_large")
    content = path.read_bytes()
    tables = [table for table in _tables(content, path.stem) if table.rows]
    if not tables:
        raise RuleViolation("table_empty")
    if sum(len(table.rows) for table in tables) > MOST_ROWS:
        raise RuleViolation("table_too_large")
    return TableFile(path.name, hashlib.sha256(content).hexdigest(), tables)


def _tables(content: bytes, name: str) -> list[Table]:
    if content.startswith((_ZIP, _OLE)):
        return _workbook(content)
    text = decoded(content)
    beginning = text[:_HEAD].casefold()
    if any(mark in beginning for mark in ("<table", "<html", "<tr", "<workbook", ":workbook")):
        return _marked_up(text, name)
    return [Table(name, _separated(text))]


def _workbook(content: bytes) -> list[Table]:
    """What Excel or LibreOffice wrote."""
    from python_calamine import (  # noqa: PLC0415 - loaded with the first workbook
        CalamineError,
        CalamineWorkbook,
    )

    if content.startswith(_ZIP):
        _check_size(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            Table(name, [_plain(row) for row in book.get_sheet_by_name(name).iter_rows()])
            for name in book.sheet_names
        ]
    except (CalamineError, ValueError, OSError) as error:
        raise RuleViolation("table_damaged") from error


def _check_size(content: bytes) -> None:
    """A small file can unpack to more than a PC holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise RuleViolation("table_damaged") from error
    if size > LARGEST_INSIDE:
        raise RuleViolation("table_too_large")


def _plain(row: Iterable[object]) -> list[Cell]:
    return [_cell(value) for value in row]


def _cell(value: object) -> Cell:
    """Whole numbers lose the fraction that Excel gives them; what is empty is None."""
    if isinstance(value, bool):
        return "x" if value else None
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, int | datetime | date):
        return value
    return str(value).strip() or None


def decoded(content: bytes) -> str:
    """The text of a file of an unknown system: UTF-8 or UTF-16, else Windows-1258 (Vietnamese)."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1258", errors="replace")


def _separated(text: str) -> list[list[Cell]]:
    """Lines with a separator that is told by the first of them."""
    sample = "\n".join(text.splitlines()[:20])
    counts = {mark: sample.count(mark) for mark in ";\t,|"}
    mark = max(counts, key=lambda one: counts[one])
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=mark))
    except csv.Error as error:
        raise RuleViolation("table_damaged") from error
    return [[cell.strip() or None for cell in row] for row in rows if any(row)]


def _marked_up(text: str, name: str) -> list[Table]:
    reader = _Markup()
    reader.feed(text)
    reader.close()
    return [Table(name, list(reader.whole()))]


class _Markup(HTMLParser):
    """Rows of every table of an HTML page or of an Excel 2003 XML file, one below the other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._rows: list[list[Cell]] = []
        self._row: list[Cell] | None = None
        self._cell: list[str] | None = None
        self._wide = 1

    def whole(self) -> Iterator[list[Cell]]:
        """Rows that hold anything."""
        return (row for row in self._rows if any(cell is not None for cell in row))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row or a cell begins; a cell may say in which column it stands or how many it spans."""
        named = dict(attrs)
        if tag in _ROWS:
            self._end_row()
            self._row = []
        elif tag in _CELLS:
            self._end_cell()
            self._cell = []
            self._wide = _count(named.get("colspan"), 1)
            self._pass_to(_count(named.get("ss:index") or named.get("index"), 0))
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """A row or a cell ends."""
        if tag in _CELLS:
            self._end_cell()
        elif tag in _ROWS:
            self._end_row()

    def handle_data(self, data: str) -> None:
        """Text of a cell."""
        if self._cell is not None:
            self._cell.append(data)

    def close(self) -> None:
        """What was not ended ends here."""
        super().close()
        self._end_row()

    def _pass_to(self, column: int) -> None:
        """Columns that an XML file leaves out."""
        if self._row is not None and len(self._row) < column - 1 < 1000:
            self._row += [None] * (column - 1 - len(self._row))

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        text = " ".join("".join(self._cell).split())
        if self._row is not None:
            self._row += [text or None, *[None] * (min(self._wide, 1000) - 1)]
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None:
            self._rows.append(self._row)
        self._row = None


def _count(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
