"""Taking in: files are read and their pages drawn one after the other, beside the screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from app.domain.errors import RuleViolation
from app.domain.events import ScanSource
from app.domain.scans import MOST_PAGES
from app.system.scanner_folder import Found
from app.ui.scanning import sources
from app.ui.scanning.bundle import Leaf, leaf
from app.ui.scanning.sources import Source
from app.ui.tasks import TaskRunner

_TASK = "scan-intake"
MOST_HELD = 192 << 20  # bytes of files that lie in memory at once


@dataclass(frozen=True, eq=False)
class Came:
    """Something that is to be opened: a path, or a picture of the clipboard."""

    origin: ScanSource
    path: Path | None = None
    image: QImage | None = None
    found: Found | None = None  # of the scanner folder


@dataclass(frozen=True)
class Hearers:
    """Who is told what comes of it."""

    page: Callable[[Leaf, Came], None]
    progress: Callable[[int, int], None]  # done and known so far; both 0 at the end
    failed: Callable[[Exception], None]
    held: Callable[[], int]  # bytes of the files whose pages are on the table


class Intake:
    """One queue; a file that cannot be read is told and does not stop the next one."""

    def __init__(self, tasks: TaskRunner, hearers: Hearers) -> None:
        self._tasks = tasks
        self._hear = hearers
        self._waiting: list[Came] = []
        self._pages: list[tuple[Source, int, Came]] = []
        self._done = self._turn = self._budget = 0
        self.is_running = False

    def take(self, things: Sequence[Came], budget: int) -> None:
        """Add to the queue and begin."""
        self._waiting += things
        self._budget = budget
        if not self.is_running and self._waiting:
            self.is_running, self._done = True, 0
            self._next()

    def cancel(self) -> None:
        """Stop; the pages that came already stay."""
        self._turn += 1
        self._waiting, self._pages = [], []
        self._end()

    def _next(self) -> None:
        turn = self._turn
        self._hear.progress(self._done, self._done + len(self._pages) + len(self._waiting))
        if self._pages:
            source, number, came = self._pages.pop(0)
            budget = self._budget
            self._tasks.read(
                _TASK,
                lambda: leaf(source, number, budget),
                lambda page: self._drawn(turn, page, came),
                lambda error: self._broken(turn, error),
            )
        elif self._waiting:
            came = self._waiting.pop(0)
            self._tasks.read(
                _TASK,
                lambda: opened(came),
                lambda source: self._opened(turn, source, came),
                lambda error: self._broken(turn, error),
            )
        else:
            self._end()

    def _opened(self, turn: int, source: Source, came: Came) -> None:
        if turn != self._turn:
            return
        if self._hear.held() + source.weight > MOST_HELD:
            self._broken(turn, RuleViolation("page_file_too_large"))
            return
        self._pages = [(source, number, came) for number in range(source.pages)]
        self._next()

    def _drawn(self, turn: int, page: Leaf, came: Came) -> None:
        if turn == self._turn:
            self._done += 1
            self._hear.page(page, came)
            self._next()

    def _broken(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._pages = []  # of this file
            self._hear.failed(error)
            self._next()

    def _end(self) -> None:
        self.is_running = False
        self._hear.progress(0, 0)


def opened(came: Came) -> Source:
    """Read it; raises `RuleViolation` when that cannot be."""
    if came.image is not None:
        return sources.from_clipboard(came.image)
    if came.path is None:
        raise RuleViolation("page_clipboard_empty")
    try:
        if came.path.stat().st_size > sources.MOST_BYTES:
            raise RuleViolation("page_file_too_large")
        content = came.path.read_bytes()
    except OSError as error:
        raise RuleViolation("page_file_gone") from error
    return sources.opened(content, came.origin)


def check_room(pages: int) -> None:
    """Raise `RuleViolation` when one paper would have too many pages."""
    if pages >= MOST_PAGES:
        raise RuleViolation("page_too_many")
