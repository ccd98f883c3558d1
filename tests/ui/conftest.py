"""Every test of the screens: offscreen, in our language, fonts and look."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.application import dress
from app.ui.sweeping import Sweeper
from app.ui.tasks import TaskRunner, Workers
from app.ui.theme import Theme
from tests.helpers.patience import PATIENCE
from tests.helpers.quick import derives_quickly


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test here is about what it costs to guess a password."""
    derives_quickly(monkeypatch)


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str]) -> QApplication:
    """The one application of the run, dressed as the program is."""
    app = QApplication.instance() or QApplication(qapp_args)
    assert isinstance(app, QApplication)
    Sweeper(app)
    dress(app, Theme())
    return app


LONG = int(PATIENCE * 1000)


class PatientBot(QtBot):
    """Waits as long as a busy machine takes; five seconds are not enough for one."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = LONG) -> None:  # noqa: N802
        """Wait until it holds."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = LONG, **how: Any) -> Any:  # noqa: N802
        """Wait until it is sent; what must not be sent is waited for as long as is said."""
        return super().waitSignal(signal, timeout=timeout, **how)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """The hand of the tests."""
    return PatientBot(request)


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    """The program's two threads."""
    made = Workers()
    yield made
    made.close()


@pytest.fixture
def tasks(workers: Workers) -> TaskRunner:
    """A screen's way to have work done."""
    return TaskRunner(workers)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says what it cannot do; that is no fault of a screen."""
    for item in items:
        if "tests/ui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
