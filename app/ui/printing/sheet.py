"""Flowing blocks over pages: what does not fit goes to a second page, never into small print."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QPainter

from app.ui.printing.blocks import MM, Block, Side, text

A5 = (148 * MM, 210 * MM)
A4 = (210 * MM, 297 * MM)


@dataclass
class Sheet:
    """The pages of one paper, of one size; blocks are added from top to bottom."""

    size: tuple[float, float] = A5
    margin: float = 9 * MM
    running_head: str = ""  # what a second page says about whose it is
    twin: "Sheet | None" = None  # liên: a copy with words of its own, beside this one on A4
    pages: list[list[tuple[Block, float]]] = field(default_factory=lambda: [[]])
    _y: float = -1

    def __post_init__(self) -> None:
        self._y = self.margin

    @property
    def width(self) -> float:
        """The width between the margins."""
        return self.size[0] - 2 * self.margin

    @property
    def room(self) -> float:
        """The height that is left on this page."""
        return self.size[1] - self.margin - self._y

    def copies(self) -> list["Sheet"]:
        """Answer the sheet and its twins, in their order."""
        return [self, *(self.twin.copies() if self.twin else [])]

    def has(self, page: int) -> bool:
        """Whether there is such a page, counted from 0."""
        return page < len(self.pages)

    def add(self, *blocks: Block, head: Block | None = None) -> None:
        """Add blocks; `head` (of a table) is drawn again at the top of each further page."""
        for group in _groups(blocks):
            if sum(block.height for block in group) > self.room:
                self.turn_page(head)
            for block in group:
                self._place(block)

    def turn_page(self, head: Block | None = None) -> None:
        """Go on with a new page, unless this one is still empty."""
        if not self.pages[-1]:
            return
        self.pages.append([])
        self._y = self.margin
        if head is not None:
            self._place(head)

    def draw(self, painter: QPainter, page: int) -> None:
        """Draw one page with its corner at the origin."""
        for block, y in self.pages[page]:
            block.draw(painter, self.margin, y)
        if len(self.pages) > 1:
            foot = text(
                f"{self.running_head}  –  Trang {page + 1}/{len(self.pages)}",
                self.width,
                size=9.5,
                side=Side.RIGHT,
            )
            foot.draw(painter, self.margin, self.size[1] - self.margin + MM)

    def _place(self, block: Block) -> None:
        self.pages[-1].append((block, self._y))
        self._y += block.height


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    """Join each block that must be kept with those after it."""
    groups: list[list[Block]] = []
    is_kept = False
    for block in blocks:
        if is_kept:
            groups[-1].append(block)
        else:
            groups.append([block])
        is_kept = block.keep
    return groups
