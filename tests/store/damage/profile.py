"""One prepared office, copied for every kind of damage, and a ledger of what was shown as saved."""

import shutil
from pathlib import Path
from typing import NamedTuple

from app.store import keys
from app.store.founding import found
from app.store.keys import Key
from app.store.profile import Profile
from app.store.store import Store
from app.system.machine import Machine
from tests.helpers.clock import FrozenClock
from tests.helpers.office import MAI, PASSWORD, QUICK, THE_OFFICE, AnOffice, a_machine, an_office
from tests.unit.test_scans import a_scan

NOWHERE = ""
"""No fingerprint: copying the folder would else begin a new epoch, whatever the damage."""


class Prepared(NamedTuple):
    """The folder after a clean close and after a power cut, and what must be there again."""

    closed: Path
    cut: Path
    ledger: dict[str, str]
    """Number by id of every dossier that was shown as saved."""
    scan: str
    other: Path
    """The folder of another office."""


def a_pc() -> Machine:
    """The same machine for everybody."""
    machine = a_machine(11, FrozenClock())
    return Machine(machine.clock, machine.entropy, NOWHERE)


def prepare(folder: Path) -> Prepared:
    """Dossiers before a whole copy, before a step, and after both; one scan."""
    profile = Profile(folder / "closed")
    store, code = found(profile, THE_OFFICE, MAI, PASSWORD, a_pc(), QUICK)
    office = AnOffice(store, keys.unlock(profile, MAI.id, PASSWORD), code)
    ledger: dict[str, str] = {}
    scan = _scans(office, ledger)
    _receives(office, ledger, 4)
    base = store.back_up()
    store.check_backup(base.path)
    _receives(office, ledger, 3)
    store.add_step(base)
    _receives(office, ledger, 1)
    store.rest()
    _receives(office, ledger, 2)
    shutil.copytree(profile.path, folder / "cut")
    store.close()
    other = an_office(folder / "other", a_machine(5))
    other.receives()
    other.store.back_up()
    other.closes()
    return Prepared(profile.path, folder / "cut", ledger, scan, other.profile.path)


def opened(profile: Profile, key: Key | None = None) -> Store:
    """As an officer opens it in the morning."""
    return Store.open(profile, key or keys.unlock(profile, MAI.id, PASSWORD), a_pc())


def _receives(office: AnOffice, ledger: dict[str, str], count: int) -> None:
    for _ in range(count):
        dossier = office.receives()
        ledger[dossier.id] = str(dossier.number)


def _scans(office: AnOffice, ledger: dict[str, str]) -> str:
    content = b"%PDF " + bytes(9000)
    dossier = office.receives()
    ledger[dossier.id] = str(dossier.number)
    sha = office.store.files.keep(content)
    with office.store.act(by=office.officer) as act:
        said = act.dossier(dossier.id).scan_paper(a_scan(file=sha, bytes=len(content)))
        act.record(dossier.id, said, seen=dossier.version, files=(sha,))
    office.store.files.settle(sha)
    return sha
