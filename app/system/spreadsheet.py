"""Excel files: rows are written one after the other and never held in memory as a whole.

Loaded when the first file is written; the file bears its name only when it is whole.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from app.system import durable

Cell = str | int
LETTERS = 60  # widest column


class Sheet(NamedTuple):
    """One sheet: some lines above, the heads of the columns with their widths, the rows."""

    name: str
    above: Sequence[str]
    heads: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Cell]]


def write(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write the sheets to a file, whole or not at all; numbers stay numbers. Raises `OSError`.

    A text that begins with = is a text: nothing that a citizen said is ever a formula.
    """
    part = path.with_name(f"{path.name}.part")
    options = {
        "constant_memory": True,
        "tmpdir": os.fspath(path.parent),  # half-written rows lie nowhere else
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    try:
        with xlsxwriter.Workbook(os.fspath(part), options) as book:
            for sheet in sheets:
                _write(book, sheet)
        durable.sync_file(part)
        durable.move(part, path)
    except FileCreateError as error:
        raise OSError(str(path)) from error
    finally:
        part.unlink(missing_ok=True)


def _write(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"})
    text = book.add_format({"text_wrap": True, "border": 1, "valign": "top"})
    whole = book.add_format({"border": 1, "num_format": "#,##0", "valign": "top"})
    for place, (_head, width) in enumerate(sheet.heads):
        page.set_column(place, place, min(width, LETTERS))
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    for line, said in enumerate(sheet.above):
        page.write_string(line, 0, said)
    first = len(sheet.above)
    page.repeat_rows(first)
    page.freeze_panes(first + 1, 0)
    for place, (name, _width) in enumerate(sheet.heads):
        page.write_string(first, place, name, head)
    for line, row in enumerate(sheet.rows, start=first + 1):
        for place, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(line, place, cell, whole)
            else:
                page.write_string(line, place, cell, text)
