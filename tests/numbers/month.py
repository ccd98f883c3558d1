"""A month at the counters of one commune, drawn from a seed: everything that moves a number.

PCs receive, talk to the province or not, are put back from copies with and without their slip
journal, cloned, let in anew, revoked, switched off in the middle of an act; clocks jump; lanes are
granted, run dry and are taken away. The oracle is the paper `Ledger`.
"""

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from app.domain.errors import RuleViolation
from app.system.machine import Machine
from app.usecases.blank_slips import burn_blank_slips, unused_blank_slips
from app.usecases.shared_codes import replace_code, shared_codes
from sync.gateway.acts import Acts
from sync.gateway.faults import NoSuchEntity
from sync.gateway.storage import lanes
from sync.gateway.storage.lanes import Policy
from sync.protocol.errors import SyncError
from tests.helpers.clock import FrozenClock
from tests.helpers.office import THE_OFFICE, an_office
from tests.helpers.province import Province
from tests.helpers.quick import derives_quickly
from tests.numbers.finding import not_found
from tests.numbers.ledger import Ledger, Unresolved
from tests.numbers.pc import Kept, Pc, Slip

BEGIN = datetime(2026, 12, 10, 0, 30, tzinfo=UTC)  # 07:30; thirty days go over 31 December
POINTS = (
    "number.before_slip",
    "number.after_slip",
    "slip.half_written",
    "save.before_commit",
    "save.after_commit",
)
SKEWS = (
    *(timedelta(days=days) for days in (-3650, -366, -40, -2, -1, 1, 2, 40, 366, 3650)),
    timedelta(hours=-5),
    timedelta(hours=7),
)
RIGHT = timedelta()


class Plan(NamedTuple):
    """How large, which policy, and how narrow a lane is (so that it runs dry)."""

    pcs: int = 9
    days: int = 30
    seed: int = 1
    with_lanes: bool = True
    lane: int = 4
    deeds: int = 9  # a PC and day
    with_images: bool = False


class Month:
    """The office, the province and what befalls them."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder = folder
        self.plan = plan
        self.chance = random.Random(plan.seed)  # noqa: S311 - the same month again
        self.ledger = Ledger()
        self.deeds: Counter[str] = Counter()
        self.clock = FrozenClock(BEGIN)
        self.skews: dict[FrozenClock, timedelta] = {}
        self.province = Province(folder / "gateway", self.clock, THE_OFFICE.commune)
        self.pcs: list[Pc] = []
        self.names = self.units = 0
        self.codes: Counter[str] = Counter()
        self.without_code: set[str] = set()
        self._decides("lane" if plan.with_lanes else "province")
        for slot in range(1, plan.pcs + 1):
            self.pcs.append(self._new_pc(slot))

    def lives(self) -> None:
        """All days, then everything is brought together and compared with the paper."""
        for day in range(self.plan.days):
            self._morning(day)
            for _ in range(self.plan.deeds * len(self.pcs)):
                self._deed()
            if self.chance.random() < 0.3:
                self._over_midnight()
        self._ends()

    def closes(self) -> None:
        for pc in self.pcs:
            pc.closes()
        self.province.closes()

    def _new_pc(self, slot: int) -> Pc:
        """A PC is bought, founded and let in."""
        clock, self.names = FrozenClock(self.clock.now()), self.names + 1
        self.skews[clock] = RIGHT
        entropy = random.Random(self.plan.seed * 1000 + self.names).randbytes  # noqa: S311
        machine = Machine(clock, entropy, f"machine-{self.names}")
        office = msgspec.structs.replace(THE_OFFICE, slot=slot)
        pc = Pc(f"PC{slot}", an_office(self.folder / f"pc{self.names}", machine, office), clock)
        pc.is_let_in(self.province)
        return pc

    def _operator(self) -> Acts:
        return Acts(self.province.running.gateway, "Giàng A Tú")

    def _morning(self, day: int) -> None:
        """All PCs were off; some clocks have lost their battery, some lines are cut today."""
        self.clock.start_again(BEGIN + timedelta(days=day))
        for pc in self.pcs:
            pc.closes()
            if self.chance.random() < 0.08:
                self.skews[pc.clock] = self.chance.choice(SKEWS)
            elif self.chance.random() < 0.6:
                self.skews[pc.clock] = RIGHT
            pc.clock.start_again(self.clock.now() + self.skews[pc.clock])
            pc.is_online = self.chance.random() < 0.6
            pc.opens()

    def _deed(self) -> None:
        """Some minutes go by, and one thing happens at one PC."""
        self._time_goes(timedelta(minutes=600 // (self.plan.deeds * len(self.pcs))))
        pc = self.chance.choice(self.pcs)
        deeds = DEEDS | IMAGES if self.plan.with_images else DEEDS
        name = self.chance.choices(tuple(deeds), tuple(w for w, _ in deeds.values()))[0]
        try:
            deeds[name][1](self, pc)
            self.deeds[name] += 1
        except (RuleViolation, SyncError) as no:
            self.deeds[f"{name}: {no.code}"] += 1

    def _time_goes(self, span: timedelta) -> None:
        self.clock.pass_by(span)
        for pc in self.pcs:
            pc.clock.pass_by(span)

    def _over_midnight(self) -> None:
        """A long evening: slips on both sides of 24:00."""
        evening = self.clock.now().replace(hour=16, minute=55)  # 23:55 (+07:00)
        self._time_goes(evening - self.clock.now())
        for _ in range(2):
            for pc in self.pcs[:3]:
                self.receives(pc)
            self._time_goes(timedelta(minutes=10))
        self.deeds["over midnight"] += 1

    def receives(self, pc: Pc) -> None:
        """A citizen goes home with a slip."""
        dossier = pc.receives()
        self.ledger.prints(dossier.number, dossier.id)
        pc.printed.append(Slip(dossier.number, dossier.id))
        if not dossier.official_code:
            self.without_code.add(dossier.id)

    def burns(self, pc: Pc) -> None:
        """Blank slips are printed for the village."""
        for slip in burn_blank_slips(pc.desk, 2):
            self.ledger.burns(slip.code)
            pc.slips.append(slip.code)

    def fills(self, pc: Pc) -> None:
        """One of them is used."""
        if pc.slips:
            code = pc.slips.pop()
            dossier = pc.receives(blank_slip=code)
            self.ledger.fills(code, dossier.id)
            pc.printed.append(Slip(code, dossier.id))

    def rounds(self, pc: Pc) -> None:
        """A round; the operator then grants a lane to this epoch and gives codes."""
        if not pc.is_online:
            return
        pc.rounds()
        if self.plan.with_lanes and self.chance.random() < 0.7:
            author = pc.store.device.author
            granted = self._operator().grant_lane(author.device, author.epoch)
            self.deeds["lane granted" if granted else "no lane left, another unit"] += 1
            if granted is None:
                self.units += 1
                self._decides("lane")
            pc.rounds()
        self._gives_codes(pc)

    def _gives_codes(self, pc: Pc) -> None:
        """The province's own system numbers some of what it has now: 0001-0999 of the day."""
        for _, dossier in pc.printed[: pc.sent]:
            if dossier in self.ledger.may_be_lost:
                continue
            if dossier in self.without_code and self.chance.random() < 0.3:
                self.without_code.remove(dossier)
                day = f"{self.clock.now():%y%m%d}"
                code = f"{self.unit}-{day}-{self.codes[day] + 1:04d}"
                try:
                    self.province.gives_code(dossier, code)
                except NoSuchEntity:  # it gave way; the next act or start records it again
                    self.without_code.add(dossier)
                    continue
                self.codes[day] += 1
                self.ledger.prints(code, dossier)

    def sets_clock(self, pc: Pc) -> None:
        """Somebody sets the clock while the program runs, wrong or right again."""
        is_right = self.skews[pc.clock] == RIGHT
        self.skews[pc.clock] = self.chance.choice(SKEWS) if is_right else RIGHT
        pc.clock.set_to(self.clock.now() + self.skews[pc.clock])

    def power_goes(self, pc: Pc) -> None:
        pc.loses_power(self.chance.choice(POINTS))

    def backs_up(self, pc: Pc) -> None:
        pc.backs_up()

    def keeps_copies(self, pc: Pc) -> None:
        pc.keeps_database(self._place())
        pc.keeps_folder(self._place())

    def is_restored(self, pc: Pc) -> None:
        if kept := self._one(pc.backups):
            pc.is_restored(kept, disk_died=False)
            self.deeds["restored, slip journal there"] += 1

    def dies(self, pc: Pc) -> None:
        if kept := self._one(pc.backups):
            self._may_be_lost(pc.is_restored(kept, disk_died=True))
            self.deeds["restored, slip journal gone"] += 1

    def gets_old_database(self, pc: Pc) -> None:
        if kept := self._one(pc.databases):
            keeps = self.chance.random() < 0.5
            self._may_be_lost(pc.gets_old_database(kept, keeps_last_acts=keeps))
            self.deeds["old database put back by hand"] += 1

    def gets_old_folder(self, pc: Pc) -> None:
        if kept := self._one(pc.folders):
            self._may_be_lost(pc.gets_old_folder(kept))
            self.deeds["old folder put back"] += 1

    def is_imaged(self, pc: Pc) -> None:
        pc.keeps_image(self._place())

    def gets_image(self, pc: Pc) -> None:
        """A technician puts the whole disk back; the PC works on without a line."""
        if kept := self._one(pc.images):
            self._may_be_lost(pc.gets_image(kept))
            self.ledger.forgotten.update(slip.code for slip in pc.printed[kept.printed :])
            known = {slip.code for slip in unused_blank_slips(pc.desk)}
            self.ledger.forgotten.update(set(pc.slips) - known)
            pc.slips = [code for code in pc.slips if code in known]
            pc.is_online = False
            for _ in range(3):
                self.receives(pc)
            self.deeds["image put back, nothing shows it"] += 1

    def _may_be_lost(self, slips: list[Slip]) -> None:
        self.ledger.may_be_lost.update(slip.dossier for slip in slips)

    def is_cloned(self, pc: Pc) -> None:
        """The folder is copied, on this machine or to another; both copies are used."""
        if len(self.pcs) > self.plan.pcs + 1:
            self._retires(self.pcs[-1])
            return
        self.names += 1
        clock = FrozenClock(self.clock.now())
        self.skews[clock] = RIGHT
        fingerprint = self.chance.choice((pc.machine.fingerprint, f"machine-{self.names}"))
        machine = Machine(clock, random.Random(self.names).randbytes, fingerprint)  # noqa: S311
        self.pcs.append(pc.is_cloned(self.folder / f"pc{self.names}", machine, clock))
        self.deeds["cloned, both used"] += 1

    def _retires(self, clone: Pc) -> None:
        """A clone is switched off for good after it has told everything."""
        self._comes_right(clone)
        clone.rounds()
        clone.closes()
        self.pcs.remove(clone)

    def is_revoked(self, pc: Pc) -> None:
        """Stolen or suspected: its word ends at what the province holds; it works on unknowing."""
        if pc.name.endswith("'") or any(one.name == f"{pc.name}'" for one in self.pcs):
            return
        successor = self._new_pc(int(pc.name[2:]))  # first: if that fails, nothing has happened
        pc.is_online = False
        self._operator().revoke(pc.device, "nghi bị sao chép ổ đĩa")
        sent = pc.sent
        for _ in range(2):
            self.receives(pc)  # a lane revoked while offline: still nobody else's
        self._may_be_lost(pc.printed[sent:])
        self.without_code.difference_update(slip.dossier for slip in pc.printed[sent:])
        pc.closes()
        self.pcs[self.pcs.index(pc)] = successor
        self.deeds["revoked, enrolled anew"] += 1

    def flips_policy(self, _: Pc) -> None:
        """The province takes numbering back for a while."""
        if self.plan.with_lanes:
            self._decides(self.chance.choice(("lane", "lane", "province")))

    def _decides(self, source: str) -> None:
        self._operator().set_policy(self.province.commune, Policy(source, self.unit))

    @property
    def unit(self) -> str:
        """Eighteen lanes and no more: when they are given, another unit begins."""
        return f"000.{self.units:02}.33.H35"

    def _one(self, kept: list[Kept]) -> Kept | None:
        there = [one for one in kept if one.path.exists()]  # a folder put back has fewer backups
        return self.chance.choice(there) if there else None

    def _place(self) -> Path:
        self.names += 1
        return self.folder / f"kept-{self.names}"

    def _comes_right(self, pc: Pc) -> None:
        self.skews[pc.clock] = RIGHT
        pc.closes()
        pc.clock.start_again(self.clock.now())
        pc.opens()

    def _ends(self) -> None:
        """Clocks right, lines up: every code is found everywhere, and none stands twice."""
        for pc in self.pcs:
            self._comes_right(pc)
        for _ in range(3):
            for pc in self.pcs:
                pc.rounds()
        if self.plan.with_images:
            self._settles_codes()
        with_images = self.plan.with_images
        missing = [one for pc in self.pcs for one in not_found(pc, self.ledger, with_images)]
        if missing:
            raise Unresolved(f"{len(missing)}: {', '.join(missing[:20])}")

    def _settles_codes(self) -> None:
        """Vướng mắc is looked at on every PC, on some before they have heard of the others.

        What gave way to another branch is recorded again at the next start.
        """
        for pc in self.pcs:
            self._comes_right(pc)
            pc.rounds()
        for pc in self.pcs:
            pc.rounds()
        for pc in self.pcs:
            while later := [one for one in shared_codes(pc.desk) if one.may_replace]:
                shown = pc.store.reader().dossier(later[0].dossier_id).version
                now = replace_code(pc.desk, shown)
                self.ledger.prints(now.number, now.id)
                self.ledger.replaced.update({later[0].code, now.number})
                self.deeds["code replaced"] += 1
            if self.chance.random() < 0.5:
                pc.rounds()
        for _ in range(3):
            for pc in self.pcs:
                pc.rounds()


DEEDS: dict[str, tuple[float, Callable[[Month, Pc], None]]] = {
    "received": (14, Month.receives),
    "blank slips burned": (0.6, Month.burns),
    "blank slip filled": (0.6, Month.fills),
    "round": (3.5, Month.rounds),
    "clock set": (0.7, Month.sets_clock),
    "power cut": (0.7, Month.power_goes),
    "backed up": (0.5, Month.backs_up),
    "copied by hand": (0.25, Month.keeps_copies),
    "restored": (0.25, Month.is_restored),
    "disk died": (0.2, Month.dies),
    "old database": (0.25, Month.gets_old_database),
    "old folder": (0.2, Month.gets_old_folder),
    "clone or its end": (0.25, Month.is_cloned),
    "revoked": (0.1, Month.is_revoked),
    "policy": (0.1, Month.flips_policy),
}
"""How often each befalls a PC, and what it is."""

IMAGES: dict[str, tuple[float, Callable[[Month, Pc], None]]] = {
    "imaged": (1, Month.is_imaged),
    "image put back": (1, Month.gets_image),
}
"""What a slip journal cannot know: it is put back with everything else."""


def lives_through(folder: Path, plan: Plan) -> Month:
    """The whole month; raises `Duplicate` or `Unresolved`."""
    with pytest.MonkeyPatch.context() as patch:
        derives_quickly(patch)
        patch.setattr(lanes, "SIZE", plan.lane)
        month = Month(folder, plan)
        try:
            month.lives()
        finally:
            month.closes()
    return month
