"""What the checking screen asks and does; no widgets."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.ui.tasks import TaskRunner
from app.usecases import health
from app.usecases.checks import Check
from app.usecases.desk import Desk
from app.usecases.doctor_report import report, save, seal_key
from app.usecases.line_chain import LineWalk, noted_side, own_side
from app.usecases.this_pc import ThisPc


@dataclass(frozen=True, slots=True)
class Report:
    """What would leave this PC, word for word, and whether it can be sealed."""

    text: str
    is_sealed: bool


class DoctorScreen(Protocol):
    """What shows it."""

    def show_check(self, check: Check) -> None:
        """One more was looked at."""

    def finished(self) -> None:
        """That was the last."""

    def show_report(self, found: Report) -> None:
        """Show what would leave this PC."""

    def saved(self, path: Path) -> None:
        """The report lies there."""

    def refused(self, error: Exception) -> None:
        """It was not possible."""


class DoctorPresenter:
    """Looks at the line and the PC on a thread of its own; `desk` is None before the sign-in."""

    def __init__(
        self, screen: DoctorScreen, tasks: TaskRunner, pc: ThisPc, desk: Desk | None = None
    ) -> None:
        self._screen, self._tasks, self._pc, self._desk = screen, tasks, pc, desk
        self._walk: LineWalk | None = None
        self._turn = self._begun = 0
        self.checks: list[Check] = []

    def begin(self) -> None:
        """Look at everything again; an earlier look is heard no more."""
        self.stop()
        self._turn += 1
        self._begun = self._turn
        turn = self._turn
        self.checks = []

        def heard(check: Check) -> None:
            if turn == self._turn:
                self.checks.append(check)
                self._screen.show_check(check)

        def done() -> None:
            if turn == self._turn:
                self._screen.finished()

        def failed(error: Exception) -> None:
            if turn == self._turn:
                self._screen.refused(error)

        self._tasks.aside(lambda tell: self._look(turn, tell), heard, done, failed)

    def stop(self) -> None:
        """Wait for the line no longer; the PC itself is still looked at."""
        self._begun = 0  # a walk that is about to begin will hear of it
        if self._walk is not None:
            self._walk.stop()

    def read_report(self) -> None:
        """Write the report and show it; nothing leaves by that."""
        pc, desk, checks = self._pc, self._desk, tuple(self.checks)

        def work() -> Report:
            return Report(report(checks, pc).decode(), seal_key(desk, pc) is not None)

        self._tasks.read("report", work, self._screen.show_report, self._screen.refused)

    def save(self, path: Path, text: str) -> None:
        """Write exactly the text that was shown, sealed where the helpdesk has a key."""
        desk, pc = self._desk, self._pc
        self._tasks.read(
            "save report",
            lambda: save(desk, pc, path, text.encode()),
            lambda _nothing: self._screen.saved(path),
            self._screen.refused,
        )

    def _look(self, turn: int, tell: Callable[[Check], None]) -> None:
        """Off the screen's thread: the line first, then the PC."""
        pc, desk = self._pc, self._desk
        walk = self._walk = LineWalk(own_side(desk) if desk else noted_side(pc.profile), pc.machine)
        if turn != self._begun:
            walk.stop()
        for check in walk.links():
            tell(check)
        for check in health.doctor(pc, desk, is_quick=True):
            tell(check)
