"""A real office on a real PC, with key derivation that does not keep a test waiting."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.access import Role
from app.store.profile import Profile
from app.ui.counter import Counter
from app.ui.tasks import Workers
from app.usecases import administration, shipped
from app.usecases.administration import NewOfficer, ThisPc
from app.usecases.desk import Desk
from tests.helpers.desk import FACTS
from tests.helpers.office import MAI, a_machine
from tests.ui.frame.people import notebook_places

PASSWORD = "mật khẩu của Mai"  # noqa: S105 - an invented officer's


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


@pytest.fixture
def desk(pc: ThisPc, qtbot: QtBot, workers: Workers) -> Iterator[Desk]:
    """Mai at the counter of a real office, opened on the store's thread."""
    officer = NewOfficer(MAI.id, MAI.name, Role.CLERK)
    opened: list[Desk] = []

    def work() -> None:
        administration.found_office(pc, FACTS, officer, PASSWORD)
        opened.append(administration.sign_in(pc, MAI.id, PASSWORD))

    workers.write(work)
    qtbot.waitUntil(lambda: bool(opened))
    yield opened[0]
    workers.write(lambda: administration.sign_out(opened[0]))
