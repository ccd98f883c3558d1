"""The program with its window: what is built before the first window, and who works at it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.system.paths import resources
from app.ui import i18n, theme, unforeseen
from app.ui.counter import Counter, look_of
from app.ui.theme import Theme
from app.usecases import this_pc

if TYPE_CHECKING:
    from app.domain.place import Places


def run(folder: Path | None = None) -> int:
    """Open the window on the office in `folder` (or the usual one) until it is closed."""
    app, counter = opened(folder)
    with unforeseen.told_to(counter.complain):
        status = app.exec()
        counter.close()
    return status


def opened(folder: Path | None = None) -> tuple[QApplication, Counter]:
    """Open the window and return at once; nothing happens before the application's loop runs."""
    pc = this_pc.this_pc(folder)
    app = build(sys.argv[:1], look_of(this_pc.window_settings(pc)))
    counter = Counter(app, pc, _places)
    counter.begin()
    return app, counter


def build(arguments: Sequence[str], look: Theme | None = None) -> QApplication:
    """Make the Qt application: language, fonts, look; nothing that a window does not need."""
    app = QApplication(list(arguments))
    app.setApplicationName("motcua")
    app.setApplicationDisplayName("Một Cửa Vùng Biên")
    dress(app, look or Theme())
    return app


def dress(app: QApplication, look: Theme) -> None:
    """Give an existing application our language, fonts and look (the tests have their own one)."""
    i18n.install(app, resources())
    theme.load_fonts(resources())
    theme.apply(app, look, sys.platform)


def _places() -> Places:
    """Open the table of places, which only a new PC needs."""
    places: Places = import_module("app.usecases.shipped").places()
    return places
