"""The program with its window: what is built before the first window, and who works at it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from app.system.paths import resources
from app.system.single import OneWindow
from app.ui import i18n, theme, unforeseen
from app.ui.counter import Counter, look_of
from app.ui.sweeping import Sweeper
from app.ui.theme import Theme
from app.usecases import this_pc

if TYPE_CHECKING:
    from app.domain.place import Places

EXACT_SCALE = Qt.HighDpiScaleFactorRoundingPolicy.PassThrough


def run(folder: Path | None = None, file: Path | None = None) -> int:
    """Open the window on the office in `folder` (or the usual one) until it is closed.

    `file` is one that the program was started with (see `Counter.open_file`). If the office has a
    window already, that one comes to the front and gets the file.
    """
    one = OneWindow(this_pc.this_pc(folder).profile.window)
    if not one.is_first():
        one.ask(file)
        return 0
    app, counter = opened(folder)
    watched = listen(one, counter)
    if file is not None:
        QTimer.singleShot(0, counter.window, partial(counter.open_file, file))
    with unforeseen.told_to(counter.complain):
        status = app.exec()
        watched.deleteLater()
        counter.close()
    one.release()
    return status


def listen(one: OneWindow, counter: Counter) -> QFileSystemWatcher:
    """Let the counter come forward when another start asks for it."""

    def answer() -> None:
        if (wish := one.wish()) is not None:
            counter.come_forward()
            if wish.file is not None:
                counter.open_file(wish.file)

    watched = QFileSystemWatcher(counter.window)
    if one.folder.is_dir():
        watched.addPath(str(one.folder))
        watched.directoryChanged.connect(answer)
    return watched


def opened(folder: Path | None = None) -> tuple[QApplication, Counter]:
    """Open the window and return at once; nothing happens before the application's loop runs."""
    pc = this_pc.this_pc(folder)
    app = build(sys.argv[:1], look_of(this_pc.window_settings(pc)))
    counter = Counter(app, pc, _places)
    counter.begin()
    return app, counter


def build(arguments: Sequence[str], look: Theme | None = None) -> QApplication:
    """Make the Qt application: language, fonts, look; nothing that a window does not need."""
    # 125 and 150 % as they are, never rounded to 100 or 200
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(EXACT_SCALE)
    app = QApplication(list(arguments))
    Sweeper(app)
    app.setApplicationName("motcua")
    app.setApplicationDisplayName("Một Cửa Vùng Biên")
    app.setDesktopFileName("motcua")
    app.setWindowIcon(QIcon(str(resources() / "icons" / "motcua.png")))
    dress(app, look or Theme())
    return app


def dress(app: QApplication, look: Theme) -> None:
    """Give an existing application our language, fonts and look (the tests have their own one)."""
    i18n.install(app, resources())
    theme.load_fonts()
    theme.apply(app, look, sys.platform)


def _places() -> Places:
    """Open the table of places, which only a new PC needs."""
    places: Places = import_module("app.usecases.shipped").places()
    return places
