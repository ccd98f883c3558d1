"""What a page weighs when it is kept, against what came in, and what memory that takes.

The papers are drawn for it; a busy office's own will differ. Memory is the process's highest.
"""

import sys
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication, QImage

from app.cli.bench_figures import Figure, Figures, milliseconds
from app.domain.events import ScanSource
from app.ui.bench.papers import a_pdf, encoded, photograph, text_page
from app.ui.scanning.binding import bound
from app.ui.scanning.reducing import reduced
from app.ui.scanning.sources import drawn, opened
from app.ui.theme import load_fonts

PAGES = 20


def measure(_dossiers: int, _runs: int, pages: int = PAGES) -> Figures:
    """Reduce a typed page, one with a red stamp, a photograph, and a PDF of many pages."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    load_fonts()
    figures: Figures = {}
    for name, make in _PAPERS.items():
        content = encoded(make())
        figures[f"{name}_page"] = Figure(_reduced(content) / 1024, "KB", len(content) / 1024)
    before = peak()
    content = a_pdf(text_page(noise=40, seed=number) for number in range(pages))
    weights: list[int] = []
    took = milliseconds(lambda: weights.append(_reduced(content)))
    figures["pdf_page"] = Figure(weights[0] / pages / 1024, "KB", len(content) / pages / 1024)
    figures["time_per_page"] = Figure(took / pages, "ms")
    figures["peak_memory"] = Figure(peak(), "MB", before)
    del application
    return figures


def peak() -> float:
    """Return the most memory that this process has held (MB); 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415 - not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _reduced(content: bytes) -> int:
    """Bytes of the PDF that is kept."""
    source = opened(content, ScanSource.FILE)
    return len(bound([reduced(drawn(source, number)) for number in range(source.pages)]))


_PAPERS: dict[str, Callable[[], QImage]] = {
    "typed": lambda: text_page(noise=40),
    "stamped": lambda: text_page(stamp=True, noise=40),
    "photographed": photograph,
}
