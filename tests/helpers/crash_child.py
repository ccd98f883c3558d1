"""The program in a process of its own, to be killed: works on an office and says what it has done.

    python -m tests.helpers.crash_child FOLDER receive

Each line on stdout is a promise: what it names was said to be safe at that moment.
"""

import os
import sys
from pathlib import Path

from app.store import backups, keys
from app.store.profile import Profile
from app.store.records import Draft
from app.store.restoring import restore
from app.store.store import Store
from app.system.machine import Machine
from tests.helpers.clock import FrozenClock
from tests.helpers.office import MAI, PASSWORD, AnOffice, an_office
from tests.unit.test_scans import a_scan

_WITHOUT_END = 10_000


def main(folder: str, work: str) -> None:
    """Sign in and work until somebody puts an end to it."""
    profile = Profile(Path(folder))
    machine = Machine(FrozenClock(), os.urandom, "machine-1")
    if work == "restore":
        (backup,) = sorted(profile.backups.glob("motcua-*/manifest.json"))
        restore(profile, backup.parent, MAI.id, PASSWORD, machine)
        return
    if work == "found":
        an_office(profile.path.parent, machine)
        return
    key = keys.unlock(profile, MAI.id, PASSWORD)
    office = AnOffice(Store.open(profile, key, machine), key, "")
    _WORK[work](office)
    office.closes()


def receive(office: AnOffice) -> None:
    """Citizens without end."""
    for _ in range(_WITHOUT_END):
        dossier = office.receives()
        promise(f"{dossier.id} {dossier.number}")


def draft(office: AnOffice) -> None:
    """One form, saved at every keystroke."""
    for keystroke in range(_WITHOUT_END):
        body = str(keystroke).encode()
        office.store.drafts.save(Draft("d", "form", MAI.id, "", office.clock.now(), body))
        promise(str(keystroke))


def back_up(office: AnOffice) -> None:
    """A receipt, then a copy of everything, again and again."""
    for _ in range(_WITHOUT_END):
        dossier = office.receives()
        promise(f"{dossier.id} {dossier.number}")
        office.store.back_up()


def thin_out(office: AnOffice) -> None:
    """Copies without end, of which only the newest are kept."""
    for _ in range(_WITHOUT_END):
        office.store.back_up()
        backups.thin_out(office.profile.backups, office.store.device.device)


def password(office: AnOffice) -> None:
    """The password is set again and again; to the same one, so that the test can go on."""
    for _ in range(_WITHOUT_END):
        keys.change_password(office.profile, office.key, PASSWORD, os.urandom)
        promise("changed")


def new_key(office: AnOffice) -> None:
    """This PC's key is changed."""
    office.store.replace_key(MAI)
    promise("changed")


def seal(office: AnOffice) -> None:
    """A receipt, then a seal over it, as before each sending."""
    session = office.store.sync_session()
    for _ in range(_WITHOUT_END):
        dossier = office.receives()
        promise(f"{dossier.id} {dossier.number}")
        session.seal()


def scan(office: AnOffice) -> None:
    """A receipt, then the scan of its paper."""
    for turn in range(_WITHOUT_END):
        _scan(office, turn)


def _scan(office: AnOffice, turn: int = 0) -> None:
    dossier = office.receives()
    content = os.urandom(100_000)
    sha = office.store.files.keep(content)
    with office.store.act(by=office.officer) as act:
        said = act.dossier(dossier.id).scan_paper(a_scan(file=sha, bytes=len(content)))
        act.record(dossier.id, said, seen=dossier.version, files=(sha,))
    promise(f"{dossier.id} {dossier.number} {sha} {turn}")
    office.store.files.settle(sha)


def scan_and_back_up(office: AnOffice) -> None:
    """Two scans, then a copy of everything, again and again."""
    for _ in range(_WITHOUT_END):
        for _paper in range(2):
            _scan(office)
        office.store.back_up()


def rebuild(office: AnOffice) -> None:
    """The lists are made anew, again and again."""
    for _ in range(_WITHOUT_END):
        office.store.rebuild()
        promise("rebuilt")


def promise(text: str) -> None:
    """Say that something is safe now."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


_WORK = {
    "receive": receive,
    "draft": draft,
    "back_up": back_up,
    "thin_out": thin_out,
    "new_key": new_key,
    "password": password,
    "seal": seal,
    "scan": scan,
    "scan_and_back_up": scan_and_back_up,
    "rebuild": rebuild,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
