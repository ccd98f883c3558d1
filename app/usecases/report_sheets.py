"""A period's report as an Excel file: the same content as its paper, numbers as numbers."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import RuleViolation
from app.domain.papers import Printout
from app.domain.papers.template import Row
from app.domain.papers.template_blocks import Table
from app.domain.practice import MARK
from app.usecases.desk import Desk
from app.usecases.practice import is_practice
from app.usecases.report_papers import paper
from app.usecases.reports import Report, ReportKind

if TYPE_CHECKING:
    from app.system.spreadsheet import Cell, Sheet

_NAMES = {
    ReportKind.SITUATION: "II.06a",
    ReportKind.SHEET: "Tổng hợp",
    ReportKind.REGISTER: "Sổ theo dõi",
}
_FILES = {
    ReportKind.SITUATION: "II06a",
    ReportKind.SHEET: "tong-hop",
    ReportKind.REGISTER: "so-theo-doi",
}
_TITLES = {
    "rows": "",
    "figures": "",
    "procedures": "Theo thủ tục",
    "officers": "Theo cán bộ",
    "changes": "Điều chỉnh sau khi chốt",
    "outages": "Mất đường truyền",
}
_TEXTS = {"code", "phone", "owner", "name", "what", "field", "accepted", "due", "returned"}
_LETTERS = 130  # of a whole page beside one another


def save(desk: Desk, report: Report, kind: ReportKind, path: Path) -> None:
    """Write the report to an Excel file; raises `RuleViolation("file_not_written")`."""
    write(desk, paper(desk, report, kind), _NAMES[kind], path)


def write(desk: Desk, filled: Printout, name: str, path: Path) -> None:
    """Write any paper's tables to an Excel file; raises `RuleViolation("file_not_written")`."""
    spreadsheet = import_module("app.system.spreadsheet")  # with the first file, not before
    try:
        mark = MARK if is_practice(desk) else ""
        spreadsheet.write(path, _sheets(filled, name, spreadsheet.Sheet, mark))
    except OSError as error:
        raise RuleViolation("file_not_written", path.name) from error


def write_list(
    desk: Desk, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], path: Path
) -> None:
    """Write a list of the screen as it stands; raises `RuleViolation("file_not_written")`."""
    spreadsheet = import_module("app.system.spreadsheet")
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    above = [MARK] if is_practice(desk) else []
    sheet = spreadsheet.Sheet(name, above, list(zip(heads, widths, strict=True)), rows)
    try:
        spreadsheet.write(path, [sheet])
    except OSError as error:
        raise RuleViolation("file_not_written", path.name) from error


def file_name(report: Report, kind: ReportKind) -> str:
    """What the file is called where nobody says otherwise."""
    days = f"{report.period.first:%Y%m%d}-{report.period.last:%Y%m%d}"
    mark = "" if report.is_complete else "-tam"
    return f"{_FILES[kind]}-{days}{mark}"


def _sheets(filled: Printout, name: str, sheet: "type[Sheet]", mark: str) -> "Iterator[Sheet]":
    template = filled.template
    above = [
        mark,
        template.title,
        *(filled.text(one) for one in ("period", "marks")),
        *filled.text("covers").splitlines(),
        filled.text("frozen"),
        filled.text("causes"),
        *filled.text("sums").splitlines(),
    ]
    for table in (one for one in template.blocks if isinstance(one, Table)):
        rows = filled.rows(table.rows)
        if not rows and _TITLES[table.rows]:
            continue
        yield sheet(
            _TITLES[table.rows] or name,
            [line for line in above if line],
            [
                (f"{one.group}: {one.head}" if one.group else one.head, _width(one.share))
                for one in table.columns
            ],
            ([_cell(one.text, row) for one in table.columns] for row in rows),
        )


def _width(share: float) -> int:
    return max(8, int(share * _LETTERS))


def _cell(text: str, row: Row) -> "Cell":
    field = text.strip("{}!")
    value = row[field]
    plain = value.replace(".", "")
    return int(plain) if field not in _TEXTS and plain.lstrip("+-").isdigit() else value
