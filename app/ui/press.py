"""Where papers come out: the office's printer, or PDF files in a folder.

The drawing itself (`app.ui.printing`) is loaded when something is first printed, so that the first
window does not wait for it.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol

from app.domain.papers import Printout

Paper = Printout


class PressFault(Exception):
    """Nothing was printed; `code` says why: `no_printer` or `printer_failed`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class Press(Protocol):
    """What takes papers and puts ink on them; raises when surely nothing came out."""

    def put(self, *papers: Paper) -> None:
        """Print papers, one after the other, as one job."""


class OfficePress:
    """The printer of this PC; `feed` is the office's setting `a5` or `a4`."""

    def __init__(self, feed: str = "a5", printer: str = "") -> None:
        self._feed = feed
        self._printer = printer

    def put(self, *papers: Paper) -> None:
        """Feed the printer; raises `PressFault`."""
        press = import_module("app.ui.printing.press")
        press.to_printer(papers, press.Feed(self._feed), self._printer)


def chosen(press: Press, feed: str, printer: str) -> Press:
    """The same kind of press with another paper and printer; one that writes files stays."""
    return OfficePress(feed, printer) if isinstance(press, OfficePress) else press


def printer_names() -> list[str]:
    """The printers that this PC knows."""
    names: list[str] = import_module("app.ui.printing.press").printer_names()
    return names


def print_recovery_code(code: str) -> None:
    """Print the recovery code on this PC's printer; raises `PressFault`."""
    import_module("app.ui.printing.press").print_recovery_code(code)


def print_checkup(headline: str, lines: Sequence[str]) -> None:
    """Print what the doctor found on this PC's printer; raises `PressFault`."""
    import_module("app.ui.printing.press").print_checkup(headline, lines)


def save_pdf(paper: Paper, path: Path) -> None:
    """Write a paper into a PDF file, where the officer asked for one; raises `OSError`."""
    import_module("app.ui.printing.press").to_pdf((paper,), path)


class PdfPress:
    """PDF files named after what they are, for the demonstration and where there is no printer.

    The files are plain: whoever has the folder reads them. An office prints on paper.
    """

    def __init__(self, folder: Path, feed: str = "a5") -> None:
        self._folder = folder
        self._feed = feed
        self.files: list[Path] = []

    def put(self, *papers: Paper) -> None:
        """Write one file; one more for the same code gets a number of its own."""
        press = import_module("app.ui.printing.press")
        name = f"{papers[0].template.form}-{papers[0].code}"
        path = self._folder / f"{name}.pdf"
        if path in self.files:
            path = self._folder / f"{name}-{len(self.files)}.pdf"
        press.to_pdf(papers, path, press.Feed(self._feed))
        self.files.append(path)
