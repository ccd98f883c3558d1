"""A process that opens one window, says so, and ends; for `motcua bench startup`.

Modes: `bare` (a PySide6 window with a table), `window DIR` (our first window), `today DIR PASSWORD`
(signs in, waits for Hôm nay). The bare window must not pay for our modules: they are loaded late.
Prints a line when the window is on the screen, then one with megabytes in use and the milliseconds
from the password to Hôm nay.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QWidget

_MEGABYTE = 1 << 20


def main(mode: str, *arguments: str) -> None:
    """Open the window of that mode and say how it went."""
    match mode:
        case "bare":
            app = QApplication(["bare"])
            _show(app, _bare_window())
            _say(0)
        case "window":
            _first_window(*arguments)
        case _:
            _today(*arguments)


def _first_window(folder: str) -> None:
    """Do what `application.run` does, up to the first window."""
    application = import_module("app.ui.application")
    pc = import_module("app.usecases.this_pc").this_pc(Path(folder))
    program = application.build(["motcua"])
    counter = import_module("app.ui.counter").Counter(program, pc, _nowhere)
    counter.begin()
    _show(program, counter.window)
    _say(0)
    counter.close()


def _today(folder: str, password: str) -> None:
    """Sign in by the real page and wait until Hôm nay has come to rest."""
    program = import_module("app.ui.application").build(["motcua"])
    pc = import_module("app.usecases.this_pc").this_pc(Path(folder))
    stage = import_module("app.ui.demo.stage").Stage(program, pc, Path(folder))
    stage.counter.begin()
    _show(program, stage.counter.window)
    stage.type_password(password)
    clock = QElapsedTimer()
    clock.start()
    stage.sign_in()
    _say(clock.elapsed())
    stage.close()


def _nowhere() -> None:
    """Read no table of places: an office exists already."""


def _bare_window() -> QMainWindow:
    window = QMainWindow()
    table = QTableView()
    model = QStandardItemModel(50, 8)
    for row in range(50):
        for column in range(8):
            model.setItem(row, column, QStandardItem(f"{row}, {column}"))
    table.setModel(model)
    window.setCentralWidget(table)
    window.resize(1366, 740)
    return window


def _show(app: QApplication, window: QWidget) -> None:
    """Wait until the window is on the screen and painted."""
    window.show()
    handle = window.windowHandle()
    while not handle.isExposed():
        app.processEvents()
    app.processEvents()
    print("shown", flush=True)  # noqa: T201 - the parent waits for this line


def _say(milliseconds: int) -> None:
    print(_memory(), milliseconds, flush=True)  # noqa: T201


def _memory() -> float:
    """Return the megabytes that this process really holds; 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / _MEGABYTE
    return 0.0


if __name__ == "__main__":
    main(*sys.argv[1:])
