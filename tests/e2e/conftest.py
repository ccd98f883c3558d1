from collections.abc import Iterator
from pathlib import Path

import pytest

from app.system.clock import SystemClock
from app.system.machine import Machine, fingerprint
from app.system.secrets import system_entropy
from app.usecases.desk import Desk
from tests.helpers.command import Ran, motcua
from tests.helpers.desk import FACTS, a_desk
from tests.helpers.office import MAI, PASSWORD, an_office
from tests.helpers.province import Province


class Technician:
    """A closed office on this very machine, and somebody who types commands at it."""

    def __init__(self, folder: Path) -> None:
        machine = Machine(SystemClock(), system_entropy, fingerprint())
        self.folder = folder
        self.office = an_office(folder, machine)
        self.desk: Desk = a_desk(self.office)
        self.password = folder / "password"
        self.password.write_text(PASSWORD + "\n", "utf-8")

    def leaves(self) -> None:
        """Close the office, so that commands can open it."""
        self.office.closes()

    def types(self, *command: str | Path, password: Path | None = None) -> Ran:
        """Run a command with officer and password."""
        known = ("--profile", self.office.profile.path, "--officer", MAI.name)
        return motcua(*command, *known, "--password-file", password or self.password)


@pytest.fixture
def technician(tmp_path: Path) -> Iterator[Technician]:
    one = Technician(tmp_path)
    yield one
    one.leaves()


@pytest.fixture
def province(tmp_path: Path, technician: Technician) -> Iterator[Province]:
    one = Province(tmp_path / "gateway", SystemClock(), FACTS.commune_code)
    yield one
    one.closes()
