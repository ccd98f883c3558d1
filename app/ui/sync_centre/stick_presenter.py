"""What the card of the sticks asks; no widgets. It works on a thread of its own, acts go on."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias

from app.domain.errors import RuleViolation
from app.ui import notices
from app.ui.notices import Notice
from app.ui.page import Session
from app.ui.sync_centre.stick_words import exported_words, imported_words, lying_words
from app.usecases.bundle_export import export_bundle
from app.usecases.bundle_import import import_bundles
from app.usecases.bundle_records import Exported, Imported, Lying, Stick
from app.usecases.bundle_standing import (
    LastExport,
    folder_as_stick,
    inspect_stick,
    last_export,
    stick_under,
    sticks,
)


class Sticks(NamedTuple):
    """What is plugged in, and what was written last; `chosen` are folders that somebody named."""

    sticks: tuple[Stick, ...]
    last: LastExport | None
    now: datetime
    chosen: tuple[Path, ...] = ()


class Step(NamedTuple):
    """How far a work is."""

    done: int
    total: int


Part: TypeAlias = Sticks | Step | Exported | Imported | tuple[Lying, ...]
Tell: TypeAlias = Callable[[Part], None]


class StickScreen(Protocol):
    """What is shown of it."""

    def show_sticks(self, found: Sticks) -> None:
        """Show what is plugged in."""

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""

    def show_lines(self, lines: list[str], tone: str = "text") -> None:
        """Show what came of it."""

    def show_lying(self, lying: tuple[Lying, ...]) -> None:
        """Show what is on the stick."""

    def show_refusal(self, notice: Notice) -> None:
        """Show why it did not work."""


class StickPresenter:
    """Looks, writes, reads; one at a time, and each can be stopped."""

    def __init__(self, session: Session, screen: StickScreen) -> None:
        self._session = session
        self._screen = screen
        self._stopping = threading.Event()
        self._folders: list[Path] = []

    def read(self) -> None:
        """Look at what is plugged in."""
        self._begin(self._looking())

    def _looking(self) -> Callable[[Tell], None]:
        desk, folders = self._session.desk, tuple(self._folders)

        def work(tell: Tell) -> None:
            chosen = tuple(map(folder_as_stick, folders))
            others = (one for one in sticks() if one.path not in folders)
            tell(Sticks((*chosen, *others), last_export(desk), desk.now(), folders))

        return work

    def add_folder(self, path: Path) -> None:
        """A folder that no list shows, such as a copy of a stick."""
        self._folders = [path]
        self.read()

    def open_file(self, file: Path) -> None:
        """A file of a bundle was opened from outside: its stick is the chosen one, and is shown."""
        desk, path = self._session.desk, stick_under(file)
        self._folders = [path]
        show = self._looking()

        def work(tell: Tell, _report: Callable[[int, int], None]) -> None:
            show(tell)
            tell(inspect_stick(desk, path))

        self._work(work)

    def write(self, path: Path) -> None:
        """Ghi ra USB."""
        desk = self._session.desk
        self._work(lambda tell, report: tell(export_bundle(desk, path, report)))

    def take(self, path: Path) -> None:
        """Đọc từ USB."""
        desk = self._session.desk
        self._work(lambda tell, report: tell(import_bundles(desk, path, report)))

    def look(self, path: Path) -> None:
        """Say what lies there."""
        desk = self._session.desk
        self._work(lambda tell, _report: tell(inspect_stick(desk, path)))

    def stop(self) -> None:
        """Break off at the next step; what was begun is taken away again."""
        self._stopping.set()

    def _work(self, work: Callable[[Tell, Callable[[int, int], None]], None]) -> None:
        self._stopping.clear()
        self._screen.show_progress(0, 0)
        told = -1

        def report_to(tell: Tell) -> Callable[[int, int], None]:
            def report(done: int, total: int) -> None:
                nonlocal told
                if self._stopping.is_set():
                    raise RuleViolation("stick_stopped")
                if (share := 100 * done // max(1, total)) != told:
                    told = share
                    tell(Step(done, total))

            return report

        self._begin(lambda tell: work(tell, report_to(tell)))

    def _begin(self, work: Callable[[Tell], None]) -> None:
        self._session.tasks.aside(work, self._heard, lambda: None, self._failed)

    def _heard(self, part: Part) -> None:
        match part:
            case Sticks():
                if part.chosen == tuple(self._folders):  # else another was chosen meanwhile
                    self._screen.show_sticks(part)
            case Step(done, total):
                self._screen.show_progress(done, total)
            case Exported():
                self._screen.show_lines(exported_words(part), "good")
                self.read()
            case Imported():
                tone = "caution" if _has_trouble(part) else "good"
                self._screen.show_lines(imported_words(part), tone)
                self.read()
            case _:
                self._screen.show_lines(lying_words(part), "caution")
                self._screen.show_lying(part)

    def _failed(self, error: Exception) -> None:
        notice = notices.of(error)
        if notice is not None:
            self._screen.show_refusal(notice)
        else:
            self._screen.show_lines([])


def _has_trouble(told: Imported) -> bool:
    return bool(told.missing) or any(one.code or one.troubles for one in told.bundles)
