"""Feeding the office's printer, and drawing whichever paper it is."""

from collections.abc import Sequence
from functools import singledispatch
from itertools import groupby
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.domain.papers import Printout
from app.ui.press import Paper, PressFault
from app.ui.printing import checkup, output, recovery_code, template
from app.ui.printing.output import Face, Feed
from app.ui.printing.sheet import Sheet


@singledispatch
def sheet_of(paper: object) -> Sheet:
    """Lay out any paper that the desk prints."""
    raise TypeError(type(paper).__name__)


sheet_of.register(Printout, template.sheet_of)
sheet_of.register(recovery_code.RecoveryPaper, recovery_code.sheet_of)
sheet_of.register(checkup.CheckupPaper, checkup.sheet_of)


def to_printer(papers: Sequence[object], feed: Feed, name: str = "") -> None:
    """Feed the printer of that name, or the PC's default one; raises `PressFault`."""
    known = QPrinterInfo.printerInfo(name) if name else QPrinterInfo.defaultPrinter()
    if known.isNull():
        raise PressFault("no_printer", name)
    laid = output.faces(_sheets(papers), feed)
    for _size, job in groupby(laid, key=lambda face: face.size):  # no printer changes paper midway
        _spool(known, list(job))


def _spool(known: QPrinterInfo, laid: list[Face]) -> None:
    printer = QPrinter(known, QPrinter.PrinterMode.HighResolution)
    printer.setDocName("motcua")  # what a spooler shows names nobody
    try:
        output.paint(printer, laid)
    except OSError as error:
        raise PressFault("printer_failed", known.printerName()) from error
    if printer.printerState() in (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error):
        raise PressFault("printer_failed", known.printerName())


def printer_names() -> list[str]:
    """The printers that this PC knows."""
    return list(QPrinterInfo.availablePrinterNames())


def print_recovery_code(code: str, printer: str = "") -> None:
    """Print the code of a new office; raises `PressFault`."""
    to_printer([recovery_code.RecoveryPaper(code)], Feed.A5, printer)


def print_checkup(headline: str, lines: Sequence[str], printer: str = "") -> None:
    """Print what the doctor found; raises `PressFault`."""
    to_printer([checkup.CheckupPaper(headline, tuple(lines))], Feed.A5, printer)


def to_pdf(papers: Sequence[Paper], path: Path, feed: Feed = Feed.A5) -> None:
    """Write papers into one PDF file, where the officer asked for one."""
    output.write_pdf(_sheets(papers), path, feed)


def preview(paper: Paper) -> bytes:
    """Draw a paper as PDF that says across the page that it is only a preview."""
    return output.pdf(_sheets([paper]), watermark=output.PREVIEW)


def pages(paper: Paper, dots: int) -> list[QImage]:
    """Draw a paper for the screen, page by page, marked as a preview."""
    return output.pictures(_sheets([paper]), dots=dots, watermark=output.PREVIEW)


def _sheets(papers: Sequence[object]) -> list[Sheet]:
    output.load_fonts()
    return [sheet_of(paper) for paper in papers]
