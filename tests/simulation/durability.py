"""What the real store has promised is on the disk: after a dropped power, after a death."""

import random
import shutil
from contextlib import closing, suppress
from pathlib import Path

import pytest

from app.store import keys
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.store.records import Filter
from app.store.store import Store
from app.system import crash
from tests.helpers.office import MAI, PASSWORD, AnOffice, a_machine, an_office
from tests.simulation.invariants import Violated, check
from tests.simulation.recorder import Recorder, recording

RECEPTIONS = 6


class Died(BaseException):
    """The process ends here."""


def keeps_what_it_promised(folder: Path) -> None:
    """Receive, and after each promise let the power fail: I1 on the bytes that were flushed."""
    chance = random.Random(2)  # noqa: S311
    an_office(folder).closes()
    with recording() as recorder:
        office = _opened(folder / "office")
        promised: set[tuple[str, str]] = set()
        with closing(office.store):
            for number in range(RECEPTIONS):
                dossier = office.receives()
                promised.add((dossier.id, dossier.number))
                copy = folder / f"after-{number}"
                _power_fails(recorder, office.profile.path, copy, chance if number % 2 else None)
                check(promised <= _dossiers(copy), "I1", "a dossier is gone with the power")


def burns_a_number_with_its_dossier(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Die between the commit and whatever comes after it: I3 over what was received."""
    office = an_office(folder)
    office.receives()
    with patch.context() as dying, suppress(Died):
        dying.setattr(crash, "here", _dies_at("save.after_commit"))
        office.receives()
    office.closes()
    again = _opened(office.profile.path)
    again.receives()
    numbers = [row.provisional_code for row in again.reader.dossiers(Filter(), limit=10)]
    again.closes()
    check(len(numbers) == 3, "I1", f"{len(numbers)} dossiers")
    check(len(set(numbers)) == 3, "I3", "a number was given twice")


def _power_fails(recorder: Recorder, live: Path, copy: Path, chance: random.Random | None) -> None:
    """The folder as the disk has it: what was not flushed is gone, or some of it by chance.

    The last acts beside the database are never waited for, and so all gone.
    """
    shutil.copytree(live, copy, ignore=shutil.ignore_patterns("*.db*", "lock", "last-acts*"))
    for path in live.glob("*.db*"):
        if not path.name.endswith("-shm"):
            survives = (lambda: chance.random() < 0.5) if chance else (lambda: False)
            (copy / path.name).write_bytes(recorder.image(path, survives))


def _dossiers(folder: Path) -> set[tuple[str, str]]:
    try:
        office = _opened(folder)
    except StoreFault as why:
        raise Violated(f"I1: the database does not open: {why.code}") from why
    found = {(row.id, row.provisional_code) for row in office.reader.dossiers(Filter(), limit=100)}
    office.closes()
    return found


def _opened(folder: Path) -> AnOffice:
    profile = Profile(folder)
    key = keys.unlock(profile, MAI.id, PASSWORD)
    return AnOffice(Store.open(profile, key, a_machine()), key, "")


def _dies_at(point: str):
    def here(name: str) -> None:
        if name == point:
            raise Died

    return here
