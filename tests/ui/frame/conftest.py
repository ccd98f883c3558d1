"""A real office on a real PC, with key derivation that does not keep a test waiting."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.store.profile import Profile
from app.ui.counter import Counter
from app.usecases import shipped
from app.usecases.administration import ThisPc
from tests.helpers.office import a_machine
from tests.ui.frame.people import notebook_places


@pytest.fixture
def pc(tmp_path: Path) -> ThisPc:
    """A PC without an office yet."""
    return ThisPc(Profile(tmp_path / "office"), a_machine())


@pytest.fixture
def counter(qapp: QApplication, pc: ThisPc) -> Iterator[Counter]:
    """The program on that PC, with pages that only remember what was asked of them."""
    made = Counter(qapp, pc, shipped.places, pages=notebook_places)
    yield made
    made.close()
    made.window.deleteLater()
