"""A clerk at the page of a dossier of a real office."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.tasks import Workers
from tests.ui.dossier.clerk import Clerk


@pytest.fixture
def clerk(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Clerk]:
    """A signed-in clerk; no dossier is open yet."""
    made = Clerk(qtbot, workers, tmp_path)
    made.settles()
    yield made
    made.closes()
