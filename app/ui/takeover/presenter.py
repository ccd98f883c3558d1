"""Opening the province's file, judging its rows, and taking them over group by group; no widgets.

Each group is a task of its own on the store's thread, so that other acts come in between; the
officer may stop after any of them and go on later.
"""

import time
from collections import deque
from pathlib import Path
from typing import Protocol

from app.domain.events import Imported
from app.domain.states import State
from app.domain.takeover import Fault, Field, Judged, Judgement
from app.system.tables import TableFile
from app.ui import notices
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.page import Session
from app.usecases import takeover
from app.usecases.takeover import Import, Plan, Preview


class TakeoverScreen(Protocol):
    """What shows it."""

    def show_imports(self, found: tuple[Import, ...]) -> None:
        """Show what was imported so far."""

    def show_columns(self, file: TableFile, plan: Plan | None, found: Preview | None) -> None:
        """Ask which column says what."""

    def show_preview(self, found: Preview) -> None:
        """Show every row judged."""

    def show_progress(self, done: int, total: int, seconds: int) -> None:
        """Show how far the import has come and about how long the rest takes."""

    def show_end(self, taken: int) -> None:
        """Show that the import is over, wholly or because it was stopped."""

    def refused(self, error: Exception) -> None:
        """It was not possible."""


class TakeoverPresenter:
    """Holds the opened file and how it is read."""

    def __init__(self, session: Session, screen: TakeoverScreen) -> None:
        self._session = session
        self._screen = screen
        self.file: TableFile | None = None
        self.plan: Plan | None = None
        self.found: Preview | None = None
        self._left: deque[tuple[Imported, ...]] = deque()
        self._total = self._done = self._taken = 0
        self._begun = 0.0
        self._is_asked = False  # the officer has seen the columns of this file

    @property
    def is_running(self) -> bool:
        """Is an import under way?"""
        return self._total > 0

    def read(self) -> None:
        """Read which imports there are."""
        desk = self._session.desk
        self._session.tasks.read(
            "imports",
            lambda: takeover.imports(desk),
            self._screen.show_imports,
            self._screen.refused,
        )

    def open(self, path: Path) -> None:
        """Read a file and find its columns; where all is clear the rows are judged at once."""
        desk = self._session.desk

        def work() -> tuple[TableFile, Plan | None]:
            file = takeover.open_file(path)
            return file, takeover.propose(desk, file)

        self._session.tasks.read("takeover", work, self._opened, self._screen.refused)

    def choose(self, plan: Plan, states: dict[str, State]) -> None:
        """Keep what the office says of the columns and judge the rows by it."""
        file, desk = self.file, self._session.desk
        if file is None:
            return
        self.plan, self._is_asked = plan, True

        def work() -> Preview:
            takeover.keep_columns(desk, file, plan, states)
            return takeover.preview(desk, file, plan)

        self._session.tasks.run(work, self._judged, self._screen.refused)

    def judge(self) -> None:
        """Judge the rows as they are read now."""
        file, plan, desk = self.file, self.plan, self._session.desk
        if file is not None and plan is not None:
            self._session.tasks.read(
                "takeover",
                lambda: takeover.preview(desk, file, plan),
                self._judged,
                self._screen.refused,
            )

    def begin(self) -> None:
        """Take over what can be."""
        if self.found is None or self.is_running:
            return
        self._left = deque(takeover.groups(self.found))
        self._total = sum(len(group) for group in self._left)
        self._done = self._taken = 0
        self._begun = time.monotonic()
        self._next()

    def stop(self) -> None:
        """Stop after the group at hand; what was taken over stays."""
        self._left.clear()

    def take_back(self, chosen: Import) -> None:
        """Take an import back, group by group, but for what was worked on."""
        self._go_on_taking_back(chosen, 0)

    def write_refused(self, path: Path) -> None:
        """Write the rows that are not taken over into an Excel file."""
        desk, rows = self._session.desk, [(row, why(row)) for row in self.refused_rows()]
        name = self.file.name if self.file else ""
        title = tr("Rows of {file} that were not imported", file=name)
        self._session.tasks.run(
            lambda: takeover.write_rows(desk, path, title, rows),
            lambda _none: self._session.say(notices.done(tr("The rows are in {path}.", path=path))),
            self._screen.refused,
        )

    def refused_rows(self) -> tuple[Judged, ...]:
        """The rows that are not taken over: not those that are here, but those said to be ended."""
        rows = self.found.rows if self.found else ()
        return tuple(row for row in rows if row.judgement is Judgement.REFUSED or _is_ended(row))

    def _opened(self, answer: tuple[TableFile, Plan | None]) -> None:
        self.file, self.plan = answer
        self.found, self._is_asked = None, False
        if self.plan is None or Field.CODE not in self.plan.layout.columns:
            self._screen.show_columns(self.file, self.plan, None)
        else:
            self.judge()

    def _judged(self, found: Preview) -> None:
        self.found = found
        if self.file is not None and found.strange and not self._is_asked:
            self._screen.show_columns(self.file, self.plan, found)
        else:
            self._screen.show_preview(found)

    def _next(self) -> None:
        """The next group, or the end."""
        seconds = self._seconds_left()
        self._screen.show_progress(self._done, self._total, seconds)
        if not self._left:
            self._end()
            return
        group, desk = self._left.popleft(), self._session.desk

        def done(taken: int) -> None:
            self._done += len(group)
            self._taken += taken
            self._next()

        self._session.tasks.run(lambda: takeover.take_over(desk, group), done, self._broken)

    def _seconds_left(self) -> int:
        spent = time.monotonic() - self._begun
        return round(spent / self._done * (self._total - self._done)) if self._done else 0

    def _end(self) -> None:
        self._total, self._is_asked = 0, True
        self._screen.show_end(self._taken)
        self.judge()
        self.read()

    def _broken(self, error: Exception) -> None:
        """What was taken over stays; the rest can be gone on with."""
        self._left.clear()
        self._end()
        self._screen.refused(error)

    def _go_on_taking_back(self, chosen: Import, before: int) -> None:
        desk = self._session.desk

        def done(taken: int) -> None:
            if taken:
                self._go_on_taking_back(chosen, before + taken)
                return
            words = tr("{n} dossiers were taken out again.", n=before)
            self._session.say(notices.done(words))
            self.read()

        def work() -> int:
            return takeover.take_back(desk, chosen.id, "")

        self._session.tasks.run(work, done, self._screen.refused)


def _is_ended(row: Judged) -> bool:
    return Fault.OVER in row.faults and Fault.HERE_ALREADY not in row.faults


def why(row: Judged) -> str:
    """Say what is to be said about a row."""
    return "; ".join(label(fault) for fault in row.faults)
