"""A PC at a counter to which everything happens: its own clock, copies of its folder, dead disks.

What stands in `printed` is on paper in this order; `sent` says how much of it the province has.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from app.domain.dossier import Dossier
from app.store import keys
from app.store.keys import Key
from app.store.profile import Profile
from app.store.restoring import restore
from app.store.store import Store
from app.system import crash
from app.system.machine import Machine
from app.usecases.desk import Desk
from app.usecases.sync_hold import let_rounds_go
from app.usecases.synchronise import one_round
from sync.protocol.errors import SyncError
from tests.helpers.clock import FrozenClock
from tests.helpers.desk import a_desk, a_dossier
from tests.helpers.office import MAI, PASSWORD, AnOffice
from tests.helpers.province import Province


class PowerCut(BaseException):
    """Nothing after this point is done."""


class Slip(NamedTuple):
    """A paper in a citizen's hand."""

    code: str
    dossier: str


class Kept(NamedTuple):
    """A copy of this PC, and how many of the printed codes it knows."""

    path: Path
    printed: int


class Pc:
    """One folder on one machine, open except while something is done to it."""

    def __init__(self, name: str, office: AnOffice, clock: FrozenClock) -> None:
        self.name = name
        self.profile = office.profile
        self.key: Key = office.key
        self.store = office.store
        self.machine = office.store.machine
        self.clock = clock
        self.printed: list[Slip] = []
        self.sent = 0
        self.backups: list[Kept] = []
        self.databases: list[Kept] = []
        self.folders: list[Kept] = []
        self.images: list[Kept] = []
        self.slips: list[str] = []
        self.is_online = True
        self.had_images = False
        self.desk: Desk = a_desk(office)

    @property
    def device(self) -> str:
        return self.store.device.device

    def is_let_in(self, province: Province) -> None:
        """Into the province; one that cannot be let in is switched off again."""
        try:
            province.enrols(self.desk)
        except SyncError:
            self.closes()
            raise

    def opens(self) -> None:
        """The program is started, and somebody answers that the old PC runs no more."""
        self.store = Store.open(self.profile, self.key, self.machine)
        self.desk = a_desk(AnOffice(self.store, self.key, ""))

    def closes(self) -> None:
        self.store.close()

    def receives(self, **changes: Any) -> Dossier:
        return a_dossier(self.desk, **changes)

    def rounds(self) -> None:
        """One round with the province; what was printed is at the gateway after it."""
        let_rounds_go(self.desk)
        one_round(self.desk)
        if self.had_images and self._gave_way():
            one_round(self.desk)
        self.sent = len(self.printed)

    def _gave_way(self) -> bool:
        """The next act records again what gave way to a branch of before an image."""
        before = self.store.device.epoch
        with self.store.act(by=MAI):
            pass
        return self.store.device.epoch != before

    def lost_since(self, kept: int) -> list[Slip]:
        """What only this disk knew, once the copy stands in its place."""
        return self.printed[max(kept, self.sent) :]

    def backs_up(self) -> None:
        self.backups.append(Kept(self.store.back_up().path, len(self.printed)))

    def keeps_database(self, path: Path) -> None:
        """A technician copies the database file."""
        self.store.rest()
        self.databases.append(Kept(Path(shutil.copy(self.profile.database, path)), self.count))

    def keeps_folder(self, path: Path) -> None:
        self.closes()
        self.folders.append(Kept(Path(shutil.copytree(self.profile.path, path)), self.count))
        self.opens()

    @property
    def count(self) -> int:
        return len(self.printed)

    def is_restored(self, kept: Kept, *, disk_died: bool) -> list[Slip]:
        """Put back from a copy, with what lies here or on a new disk."""
        self.closes()
        lost: list[Slip] = []
        if disk_died:
            lost = self.lost_since(kept.printed)
            for path in (*self.profile.path.glob("office.db*"), self.profile.slip_journal):
                path.unlink(missing_ok=True)
            for path in self.profile.path.glob("last-acts*"):
                path.unlink()
        self.key = restore(self.profile, kept.path, MAI.id, PASSWORD, self.machine)
        self.opens()
        return lost

    def gets_old_database(self, kept: Kept, *, keeps_last_acts: bool) -> list[Slip]:
        """Somebody copies an old database over the present one, behind the program's back."""
        self.closes()
        shutil.copy(kept.path, self.profile.database)
        for path in () if keeps_last_acts else tuple(self.profile.path.glob("last-acts*")):
            path.unlink()
        self.opens()
        return self.lost_since(kept.printed)

    def gets_old_folder(self, kept: Kept) -> list[Slip]:
        """The whole folder is put back, slip journal and all."""
        self.closes()
        shutil.rmtree(self.profile.path)
        shutil.copytree(kept.path, self.profile.path)
        self.opens()
        return self.lost_since(kept.printed)

    def keeps_image(self, path: Path) -> None:
        """An image of the whole disk is taken while the PC is off."""
        self.keeps_folder(path)
        self.images.append(self.folders.pop())

    def gets_image(self, kept: Kept) -> list[Slip]:
        """The image is put back: the same files in the same places, so that nothing shows it."""
        self.had_images = True
        self.closes()
        lock = self.profile.lock.name
        for path in self.profile.path.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != lock:
                path.unlink()
        skips = shutil.ignore_patterns(lock)
        shutil.copytree(kept.path, self.profile.path, ignore=skips, dirs_exist_ok=True)
        self.opens()
        return self.lost_since(kept.printed)

    def is_cloned(self, folder: Path, machine: Machine, clock: FrozenClock) -> "Pc":
        """Both copies are used from now on."""
        self.closes()
        profile = Profile(Path(shutil.copytree(self.profile.path, folder)))
        self.opens()
        key = keys.unlock(profile, MAI.id, PASSWORD)
        office = AnOffice(Store.open(profile, key, machine), key, "")
        clone = Pc(f"{self.name}'", office, clock)
        clone.printed, clone.sent = list(self.printed), self.sent
        clone.had_images = self.had_images
        return clone

    def loses_power(self, point: str) -> None:
        """The power goes at a named place of an act."""
        with power_fails_at(point), suppress(PowerCut):
            self.receives()
        self.closes()
        self.opens()


@contextmanager
def power_fails_at(point: str) -> Iterator[None]:
    """The next visit to that place is the last."""
    before = crash._wanted, crash._left, crash._die
    crash._wanted, crash._left, crash._die = point, 1, _dies
    try:
        yield
    finally:
        crash._wanted, crash._left, crash._die = before


def _dies() -> None:
    raise PowerCut
