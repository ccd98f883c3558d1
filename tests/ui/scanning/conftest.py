"""A clerk at the scan page of a dossier whose papers are to be scanned."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.tasks import Workers
from tests.ui.dossier.clerk import Clerk
from tests.ui.scanning.at_the_table import opens, received


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this process would put temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def clerk(qtbot: QtBot, workers: Workers, tmp_path: Path, temporary: Path) -> Iterator[Clerk]:
    made = Clerk(qtbot, workers, tmp_path)
    opens(made, received(made))
    yield made
    made.closes()
