"""Our program, opened as `application.run` opens it, with somebody looking at the clock."""

from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication

from app.ui import application
from app.ui.bench.saying import Paints, live, say_figure, say_memory, say_painted, wait
from app.ui.counter import Counter
from app.ui.sign_in.page import SignInPage

TYPING = 1500
"""Milliseconds that somebody quick needs for a password."""


def first_window(folder: Path) -> int:
    """Open the sign-in page, say when it is painted and what it holds, and end."""
    _, counter = _opened(folder)
    say_memory()
    counter.close()
    return 0


def today(folder: Path, password: str) -> int:
    """Sign in after a while; say how long Hôm nay took to be usable, and what is held then."""
    app, counter = _opened(folder)
    live(app, TYPING)
    page = _sign_in_page(counter)
    page.password.fill(password)
    clock = QElapsedTimer()
    clock.start()
    page.button.click()
    _wait_for_today(app, counter)
    say_figure(clock.elapsed())
    say_memory()
    counter.close()
    return 0


def _opened(folder: Path) -> tuple[QApplication, Counter]:
    app, counter = application.opened(folder)
    wait(app, lambda: isinstance(counter.window.shown, SignInPage))
    say_painted(app, _sign_in_page(counter))
    return app, counter


def _sign_in_page(counter: Counter) -> SignInPage:
    shown = counter.window.shown
    if not isinstance(shown, SignInPage):
        raise TypeError(type(shown).__name__)
    return shown


def _wait_for_today(app: QApplication, counter: Counter) -> None:
    """Wait until the board has its figures and they are painted."""
    wait(app, lambda: counter.workspace is not None and counter.workspace.page is not None)
    page = counter.workspace.page if counter.workspace else None
    if not isinstance(page, import_module("app.ui.today.page").TodayPage):
        raise TypeError(type(page).__name__)
    wait(app, page.day.text)
    paints = Paints(page)
    page.update()
    wait(app, lambda: paints.count)
