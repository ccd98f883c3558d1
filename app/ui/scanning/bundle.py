"""The pages of one paper while the officer looks at them: their order, their turn, their look.

A PDF that came light enough, or signed, is kept as it is as long as its pages are left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.events import ScanSource
from app.domain.scans import PAGE_BUDGET, Look, may_stay
from app.ui.scanning.binding import bound
from app.ui.scanning.reducing import Drawn, reduced
from app.ui.scanning.sources import Source, drawn
from app.usecases.scanning import Ready


@dataclass(frozen=True)
class Leaf:
    """One page: whence it is, how it is turned, and how it will be kept."""

    source: Source
    number: int
    kept: Drawn
    turn: int = 0
    look: Look | None = None  # the officer's choice


def leaf(source: Source, number: int, budget: int = PAGE_BUDGET) -> Leaf:
    """Draw a page for the first time."""
    return Leaf(source, number, reduced(drawn(source, number), budget=budget))


def again(page: Leaf, turn: int, look: Look | None, budget: int = PAGE_BUDGET) -> Leaf:
    """Draw it turned or in another look."""
    kept = reduced(drawn(page.source, page.number), look, turn, budget)
    return replace(page, turn=turn % 4, look=look, kept=kept)


def stays(pages: Sequence[Leaf], budget: int = PAGE_BUDGET) -> bool:
    """Whether these pages are a PDF that is kept as it came."""
    if not pages or not pages[0].source.is_pdf:
        return False
    source = pages[0].source
    untouched = [(page.source, page.number, page.turn, page.look) for page in pages]
    whole = [(source, number, 0, None) for number in range(source.pages)]
    light = may_stay(source.weight, source.pages, budget, signed=source.is_signed)
    return untouched == whole and light


def breaks_signature(pages: Sequence[Leaf]) -> bool:
    """Whether a signed PDF is among them and will not be kept as it came."""
    return any(page.source.is_signed for page in pages) and not stays(pages)


def weight(pages: Sequence[Leaf], budget: int = PAGE_BUDGET) -> int:
    """About how many bytes will be kept."""
    if stays(pages, budget):
        return pages[0].source.weight
    return sum(page.kept.weight for page in pages)


def ready(pages: Sequence[Leaf], budget: int = PAGE_BUDGET) -> Ready:
    """What goes into the store."""
    kept = stays(pages, budget)
    content = pages[0].source.content if kept else bound([page.kept for page in pages])
    return Ready(content=content, pages=len(pages), source=_origin(pages), kept=kept)


def _origin(pages: Sequence[Leaf]) -> ScanSource:
    return pages[0].source.origin if pages else ScanSource.FILE
