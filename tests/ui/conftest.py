"""Every test of the screens: offscreen, in our language, fonts and look."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.application import dress
from app.ui.tasks import TaskRunner, Workers
from app.ui.theme import Theme


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str]) -> QApplication:
    """The one application of the run, dressed as the program is."""
    app = QApplication.instance() or QApplication(qapp_args)
    assert isinstance(app, QApplication)
    dress(app, Theme())
    return app


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
