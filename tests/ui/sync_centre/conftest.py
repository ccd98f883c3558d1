"""An officer at work at the real window, and the province's real gateway beside her."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.tasks import Workers
from tests.helpers.desk import FACTS
from tests.helpers.province import Province
from tests.ui.sync_centre.shift import AtWork


@pytest.fixture
def mai(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[AtWork]:
    """Signed in at a PC that nobody knows; the sync centre is open."""
    made = AtWork(qtbot, workers, tmp_path)
    yield made
    made.closes()


@pytest.fixture
def province(mai: AtWork, tmp_path: Path) -> Iterator[Province]:
    """A gateway on the loopback with TLS."""
    one = Province(tmp_path / "gateway", mai.office.clock, FACTS.commune_code)
    yield one
    one.closes()
