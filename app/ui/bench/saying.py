"""What a measured process tells the one that started it, a line at a time.

Nothing of ours is imported: the bare window must not pay for it.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

_KILOBYTE = 1 << 10
_MEGABYTE = 1 << 20
_SLICE = 5
_PATIENCE = 60_000


class Paints(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count and let pass."""
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return super().eventFilter(watched, event)


def wait(app: QApplication, until: Callable[[], object]) -> None:
    """Let the program live until something is so; raises `TimeoutError` after a minute.

    It sleeps between events: `processEvents` with a time limit would not, and would keep the
    worker threads from working.
    """
    clock, tick = QElapsedTimer(), QTimer(interval=_SLICE)
    clock.start()
    tick.start()
    while not until():
        if clock.elapsed() > _PATIENCE:
            raise TimeoutError
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    tick.stop()


def live(app: QApplication, milliseconds: int) -> None:
    """Let the program live for a while, as when somebody is typing."""
    clock = QElapsedTimer()
    clock.start()
    wait(app, lambda: clock.elapsed() >= milliseconds)


def say_painted(app: QApplication, widget: QWidget) -> None:
    """Wait until a widget is on the screen, and say so: the parent looks at its clock.

    With it the milliseconds of work that it took, which a busy machine does not change.
    """
    paints = Paints(widget)
    widget.update()
    wait(app, lambda: paints.count)
    app.processEvents()
    _say(f"painted {time.process_time() * 1000:.1f}")


def say_memory() -> None:
    """Say the megabytes that this process holds, and those that it holds alone; 0 if unknown."""
    _say(f"{_resident():.2f} {_own():.2f}")


def say_figure(value: float) -> None:
    """Say a number."""
    _say(f"{value:.2f}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _resident() -> float:
    pages = _read("/proc/self/statm").split()
    return int(pages[1]) * os.sysconf("SC_PAGE_SIZE") / _MEGABYTE if pages else 0.0


def _own() -> float:
    lines = _read("/proc/self/smaps_rollup").splitlines()
    kilobytes = sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
    return kilobytes * _KILOBYTE / _MEGABYTE


def _read(path: str) -> str:
    known = Path(path)
    return known.read_text("ascii") if known.exists() else ""
