"""The power fails and takes along whatever was not flushed: what was promised must be there.

A SIGKILL proves nothing of the kind, since the system keeps what a dead process wrote. So the real
process is listened to (writes, flushes, renames), and its folder is made as a power cut at some
moment would leave it. MOTCUA_CUTS says at how many moments of each recording.
"""

import os
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store import backups, keys
from app.store.faults import StoreFault
from app.store.keys import Key
from app.store.profile import Profile
from app.store.records import Filter
from app.store.slip_journal import Number
from app.store.store import Store
from app.system import settings
from app.system.machine import Machine
from tests.helpers.clock import FrozenClock
from tests.helpers.disk_model import EVERYTHING, NOTHING, Chance, Disk
from tests.helpers.disk_record import Flushed, Said, Step, can_record, record
from tests.helpers.durability_child import MUTANTS, password
from tests.helpers.office import MAI, AnOffice, an_office

MACHINE = Machine(FrozenClock(), os.urandom, "")  # it cannot tell that the folder is a copy
CUTS = int(os.environ.get("MOTCUA_CUTS", "40"))
pytestmark = [
    pytest.mark.timeout(0 if CUTS > 100 else 300),
    pytest.mark.skipif(not can_record(), reason="strace is missing, or may not look at processes"),
]


class Lost(AssertionError):
    """A promise is broken."""


class Recorded:
    """One run of the program from a known folder on, and what was left at any moment of it."""

    def __init__(self, folder: Path, work: str, turns: int = 4, mutant: str = "") -> None:
        self.folder = folder
        self._aside = folder.parent / "aside"
        shutil.copytree(folder, self._aside / "before")
        command = [sys.executable, "-m", "tests.helpers.durability_child"]
        notes = self._aside / "notes"
        asked = [*command, str(folder), work, str(turns), *([mutant] if mutant else [])]
        self.steps: list[Step] = record(asked, folder, notes)
        notes.unlink()
        self.promises = [n for n, step in enumerate(self.steps) if isinstance(step, Said)]

    def after(self, moments: dict[int, Chance]) -> Iterator[tuple[Path, list[str]]]:
        """For each moment (a number of steps) the folder, and what had been promised by then."""
        disk, said = Disk(self._aside / "before", self.folder), list[str]()
        for number, step in enumerate(self.steps):
            disk.take(number, step)
            if isinstance(step, Said):
                said.append(step.text)
            if number in moments:
                left = self._aside / f"after-{number}" / "office"
                disk.left(left, moments[number])
                yield left, list(said)
                shutil.rmtree(left.parent)

    def moments(self, count: int, seed: int) -> dict[int, Chance]:
        """Half of them right after a promise and with nothing kept; the others anywhere."""
        draw = random.Random(seed)  # noqa: S311 - the same moments again
        strict = draw.sample(self.promises, min(len(self.promises), count // 2))
        others = draw.sample(range(len(self.steps)), min(len(self.steps), count - len(strict)))
        some = {moment: Chance(draw, draw.choice((0.2, 0.5, 0.9))) for moment in others}
        return dict(sorted((some | dict.fromkeys(strict, NOTHING)).items()))


def a_used_office(folder: Path) -> Path:
    """An office with one dossier and one backup, closed."""
    office = an_office(folder)
    office.receives()
    office.store.back_up()
    office.closes()
    return office.profile.path


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return Recorded(a_used_office(tmp_path_factory.mktemp("day")), "day")


def opened(folder: Path, said: list[str]) -> AnOffice:
    """The office after the power is back, with the password that was promised or the next."""
    profile, turn = Profile(folder), last(said, "password")
    for known in (turn, turn + 1):
        try:
            key = keys.unlock(profile, MAI.id, password(known))
        except StoreFault as fault:
            if fault.code != "wrong_password":
                raise Lost(f"nobody can sign in: {fault.code}") from fault
            continue
        return AnOffice(started(profile, key), key, "")
    raise Lost("the password that was promised is not in force")


def started(profile: Profile, key: Key) -> Store:
    try:
        return Store.open(profile, key, MACHINE)
    except StoreFault as fault:
        raise Lost(f"the database does not open: {fault.code}") from fault


def all_hold(cuts: Iterator[tuple[Path, list[str]]]) -> None:
    for left, said in cuts:
        holds(left, said)


def holds(folder: Path, said: list[str]) -> None:
    """Compare what is left with everything that was promised."""
    office = opened(folder, said)
    try:
        has_every_dossier(office, said)
        has_everything_else(office, said)
        gives_no_number_twice(office)
    finally:
        office.closes()


def has_every_dossier(office: AnOffice, said: list[str]) -> None:
    rows = office.reader.dossiers(Filter(), limit=1000)
    found = {(row.id, row.provisional_code) for row in rows}
    promised = {tuple(words) for words in told(said, "received")}
    must(promised <= found, "a dossier is gone")
    must(len(found) <= len(promised) + 2, "a dossier was taken in that nobody knows of")
    for (dossier,) in told(said, "forwarded"):
        must(office.reader.dossier(dossier).forwarded is not None, "an act is gone")
    report = office.store.verify()
    must(report.is_sound, f"the journal is damaged: {report.faults}")
    for row in rows:
        must(office.reader.dossier(row.id).number == row.provisional_code, "lists are wrong")


def has_everything_else(office: AnOffice, said: list[str]) -> None:
    store, device = office.store, office.store.device
    draft = store.drafts.load("d")
    must(draft is None or int(draft.body) >= last(said, "draft"), "a draft is an old one")
    must(draft is not None or last(said, "draft") < 0, "a draft is gone")
    head = store._means.slips.head(*device.author)
    must((head.n if head else 0) >= last(said, "sealed"), "a sealed head is not anchored")
    width = settings.read(office.profile.settings).width
    must(width >= last(said, "settings"), "settings are old ones")
    kept = {backup.path.name: backup for backup in backups.listed(office.profile.backups)}
    must({name for (name,) in told(said, "backup")} <= kept.keys(), "a backup is gone")
    for backup in kept.values():
        try:
            store.check_backup(backup.path)
        except StoreFault as fault:
            raise Lost(f"a backup is damaged: {fault.code}") from fault


def gives_no_number_twice(office: AnOffice) -> None:
    """Numbers stand outside the database before they stand in it."""
    rows = office.reader.dossiers(Filter(), limit=1000)
    codes = [row.provisional_code for row in rows]
    slips = office.store._means.slips.numbers
    must(len(codes) == len(set(codes)), "a number was given twice")
    for code in codes:
        of_the_series = slips.get(Number(code).series, Number(""))
        must(of_the_series.code >= code, "a number is not in the slip journal")
    must(office.receives().number not in codes, "a number is given again")


def told(said: list[str], kind: str) -> list[list[str]]:
    return [words[1:] for words in map(str.split, said) if words[0] == kind]


def last(said: list[str], kind: str) -> int:
    return max((int(words[0]) for words in told(said, kind)), default=-1)


def must(is_so: bool, what: str) -> None:
    if not is_so:
        raise Lost(what)


def test_the_recording_is_whole(day: Recorded):
    """With every write kept, the rebuilt folder is the real one, byte by byte."""
    for left, _said in day.after({len(day.steps) - 1: EVERYTHING}):
        assert content(left) == content(day.folder)
    assert len(day.promises) == 26


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_power_cut_at_any_moment_breaks_no_promise(day: Recorded):
    all_hold(day.after(day.moments(CUTS, seed=1)))


def test_a_power_cut_while_an_office_is_founded_leaves_it_or_nothing(tmp_path: Path):
    folder = tmp_path / "office"
    folder.mkdir()
    found = Recorded(folder, "found")
    for left, said in found.after(found.moments(CUTS // 3, seed=2)):
        profile = Profile(left)
        must(profile.exists() or not said, "the office is gone")
        office = opened(left, said) if profile.exists() else an_office(left.parent)
        office.receives()
        assert office.store.verify().is_sound
        office.closes()


def test_a_power_cut_during_a_restore_leaves_the_old_office_or_the_new(tmp_path: Path):
    folder = a_used_office(tmp_path)
    office = opened(folder, [])
    later = office.receives()
    office.closes()
    restored = Recorded(folder, "restore")
    for left, said in restored.after(restored.moments(CUTS // 3, seed=3)):
        office = opened(left, said)
        begun = [fact.event.payload for fact in office.reader.facts("device")]
        reasons = [payload["reason"] for payload in begun if payload]
        must(not said or reasons[-1] == "restored", "the restore is undone")
        must(office.reader.dossier(later.id).number == later.number, "a later dossier is gone")
        assert office.store.verify().is_sound
        gives_no_number_twice(office)
        office.closes()


@pytest.mark.parametrize("mutant", MUTANTS)
def test_recorded_writes_notice(mutant: str, tmp_path: Path):
    """Each way of being careless breaks a promise in sight of this tier, and of no other."""
    broken = Recorded(a_used_office(tmp_path), "day", 2, mutant)
    strict = [n for n, step in enumerate(broken.steps) if isinstance(step, Said | Flushed)]
    with pytest.raises(Lost):
        all_hold(broken.after(dict.fromkeys(strict, NOTHING)))
