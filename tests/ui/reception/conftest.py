"""A clerk at the reception page of a real office."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.tasks import Workers
from tests.ui.reception.counter import Counter


@pytest.fixture
def counter(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Counter]:
    """A signed-in clerk; nobody has typed anything yet."""
    made = Counter(qtbot, workers, tmp_path)
    made.settles()
    yield made
    made.closes()
