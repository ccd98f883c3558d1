"""An office to which everything happens: sticks, full disks, poison, a lost PC, two versions.

What `Office` does goes on beside it. PCs that live `alone` have a stick and nothing else.
"""

from collections.abc import Sequence
from pathlib import Path

from app.domain.events import FieldChanged, NoteAdded, Payload
from sync.gateway.faults import StorageFailed
from sync.protocol.errors import NotCanonical
from sync.stick.faults import NoBundle, StickFault
from tests.helpers.dossiers import a_received
from tests.simulation import invariants, orders, poison, sticks
from tests.simulation.ledger import Told
from tests.simulation.network import GOOD
from tests.simulation.office import Office, Thing
from tests.simulation.papers import Papers
from tests.simulation.pc import Pc
from tests.simulation.poison import Poison
from tests.simulation.sticks import NARROW, ROOMY, Stick
from tests.simulation.versions import NEXT, THIS

Link = tuple[str, str]
MINUTE = 60_000
_NAMES = ("Vàng A Sùng", "Lò Văn Pản")


class WideOffice(Office):
    """The world of one seed, with everything that may befall it."""

    def __init__(self, seed: int, folder: Path) -> None:
        super().__init__(seed, folder)
        self.sticks = [Stick(folder / f"stick-{n}", self.chance) for n in (1, 2)]
        self.papers = Papers(self.chance, self.province)
        self.alone = self._who_lives_alone()
        self.down: list[Link] = []
        self.is_mending = False

    def _who_lives_alone(self) -> frozenset[str]:
        """Of those without a line some do not reach their neighbours either."""
        return frozenset(name for name in sorted(self.lineless) if self.chance.random() < 0.5)

    def _things(self) -> list[Thing]:
        return [
            *super()._things(),
            (10, self._writes_a_stick),
            (8, self._province_reads_a_stick),
            (10, self._reads_a_stick),
            (2, self._stick_is_harmed),
            (2, self._stick_is_copied),
            (2, self._stick_is_an_old_one),
            (1, self._stick_is_emptied),
            (1, self._stick_is_narrow),
            (2, self._is_scanned),
            (6, self._scan_goes_on),
            (3, self._disk_fills),
            (3, self._room_is_made),
            (2, self._province_disk_fills),
            (4, self._is_poisoned),
            (1, self._poison_delays_nobody),
            (2, self._cannot_be_recorded),
            (2, self._sends_garbage),
            (1, self._is_revoked),
            (1, self._swizzles),
            (1, self._is_upgraded),
            (1, self._province_is_upgraded),
        ]

    def calms_down(self) -> None:
        """Every link is back, every disk has room, every program is the newest."""
        self.down.clear()
        self.province.has_room_again()
        self.province.program = NEXT if self.happened["is_upgraded"] else self.province.program
        for pc in self.pcs:
            pc.disk.has_room_again()
            pc.program = self.province.program
        for stick in self.sticks:
            stick.free = ROOMY
        super().calms_down()
        invariants.what_was_revoked_got_no_place(self.province)
        self.papers.are_right()
        self.papers.all_arrive()
        self.happened.update(self.province.refusals)
        for room in self.rooms.values():
            self.happened.update(f"neighbour {code}" for code in room.refusals.elements())

    def _has_a_second_opinion(self, of: Sequence[str] = ()) -> None:
        super()._has_a_second_opinion(of)
        if of:
            return
        over = invariants.standing_of(self.province)
        journal = self.those_who_count[0].journal
        for entity in self.dossiers:
            events = over.without(journal.entity(entity))
            orders.the_order_of_arrival_loses_nothing(events, self.chance)

    def _something(self, pc: Pc) -> Payload:
        """At times two write the same name."""
        if self.chance.random() < 0.15:
            return FieldChanged(changes={"submitter.name": self.chance.choice(_NAMES)})
        return super()._something(pc)

    def _reception(self, code: str) -> Payload:
        return a_received(number=code)

    # --- links ---

    def _synchronises_fully(self, pc: Pc) -> None:
        """Who is alone makes a trip; so does who is not listened to any more in the house."""
        is_lost = pc.signer.device in self.revoked and pc.name in self.lineless
        if pc.name in self.alone or is_lost:
            self._makes_a_trip(pc)
        else:
            super()._synchronises_fully(pc)

    def _synchronises(self, pc: Pc) -> bool:
        if pc.name in self.alone:
            self._makes_a_trip(pc)
            return False
        if ("line", pc.name) in self.down:
            self.happened["link_down"] += 1
            return False
        return super()._synchronises(pc)

    def _meets(self, pc: Pc) -> None:
        others = [one for one in self.pcs if one is not pc and one.name not in self.alone]
        if others and pc.name not in self.alone:
            self._asks(pc, self.chance.choice(others))

    def _asks(self, pc: Pc, other: Pc) -> None:
        if {("house", pc.name), ("house", other.name)} & set(self.down):
            self.happened["link_down"] += 1
            return
        super()._asks(pc, other)

    def _links(self) -> list[Link]:
        lines = [("line", pc.name) for pc in self.pcs if pc.name not in self.lineless]
        house = [("house", pc.name) for pc in self.pcs if pc.name not in self.alone]
        return [*lines, *house, *(("stick", stick.root.name) for stick in self.sticks)]

    def _happens(self, pc: Pc) -> None:
        """What has begun to stop or to come back goes on meanwhile."""
        if self.down:
            self._swizzles(pc)
        super()._happens(pc)

    def _swizzles(self, _: Pc) -> None:
        """The links stop one by one until none is left; then they come back in another order."""
        up = [link for link in self._links() if link not in self.down]
        if not self.is_mending and up:
            self.down.append(self.chance.choice(up))
        elif self.down:
            self.is_mending = True
            self.down.remove(self.chance.choice(self.down))
        if self.is_mending and not self.down:
            self.is_mending = False
            self.happened["swizzled"] += 1

    # --- sticks ---

    def _writes_a_stick(self, pc: Pc) -> None:
        stick = self._stick()
        if stick is None:
            return
        try:
            carried, is_pulled = self.papers.one_to_carry(), self._happens_rarely()
            is_whole = sticks.exports(pc, stick, carried, is_pulled=is_pulled)
            self.happened["stick_written" if is_whole else "stick_too_small"] += 1
        except StickFault as why:
            self.happened[why.code] += 1

    def _province_reads_a_stick(self, _: Pc) -> None:
        stick = self._stick()
        if stick is None:
            return
        if self._happens_rarely():
            self.province.power_fails_after(self.chance.randrange(self.chance.choice((30, 300))))
        self._is_read_in(stick, is_pulled=self._happens_rarely())

    def _is_read_in(self, stick: Stick, *, is_pulled: bool = False) -> None:
        self.province.time += MINUTE
        try:
            came, gave = sticks.reads(self.province, stick, is_pulled=is_pulled)
        except (NoBundle, StickFault) as why:
            self.happened[why.code] += 1
            return
        except StorageFailed:
            self.province.power_is_back()
            if not self.province.is_full:
                self.province.restarts()
            self.happened["stick_power_cut"] += 1
            return
        faults = [one.fault for one in came] + [one.fault for one in gave]
        self.happened.update(fault.code for fault in faults if fault)
        self.happened.update(trouble.code for one in came for trouble in one.troubles)
        self.happened["stick_brought"] += sum(one.placed > 0 for one in came)
        self.happened["stick_brought_a_scan"] += sum(one.files for one in came)
        self.happened["stick_brought_nothing_new"] += any(one.placed == 0 for one in came)

    def _reads_a_stick(self, pc: Pc) -> None:
        """Any stick, whoever wrote on it, and perhaps read before."""
        stick = self._stick()
        if stick is not None:
            self._takes_from(pc, stick)

    def _takes_from(self, pc: Pc, stick: Stick) -> None:
        def note(code: str) -> None:
            self.happened[code] += 1

        before = pc.journal.order.cursor()
        self._notes_happenings(sticks.imports(pc, stick, note))
        self.happened["stick_told_the_order"] += pc.journal.order.cursor() != before
        self._notes_levels_by_hearsay(pc)

    def _makes_a_trip(self, pc: Pc) -> None:
        """There and back, on a stick; what is on the way may be lost like anything else."""
        stick = self._stick()
        if stick is None:
            return
        try:
            sticks.exports(pc, stick, {}, is_pulled=not self.is_calm and self._happens_rarely())
        except StickFault as why:
            self.happened[why.code] += 1
            return
        self._is_read_in(stick)
        self._takes_from(pc, stick)
        self.happened["stick_trip"] += 1

    def _stick(self) -> Stick | None:
        stick = self.chance.choice(self.sticks)
        if ("stick", stick.root.name) in self.down:
            self.happened["link_down"] += 1
            return None
        return stick

    def _stick_is_harmed(self, _: Pc) -> None:
        how = self.chance.choice(self.sticks).is_harmed()
        self.happened[f"stick {how}".strip()] += 1

    def _stick_is_copied(self, _: Pc) -> None:
        self.chance.choice(self.sticks).is_copied()

    def _stick_is_an_old_one(self, _: Pc) -> None:
        self.happened["stick_was_old"] += self.chance.choice(self.sticks).is_an_old_one()

    def _stick_is_emptied(self, _: Pc) -> None:
        self.chance.choice(self.sticks).is_emptied()

    def _stick_is_narrow(self, _: Pc) -> None:
        self.chance.choice(self.sticks).free = self.chance.choice((NARROW, 600_000, ROOMY))

    # --- scans ---

    def _is_scanned(self, pc: Pc) -> None:
        """An act names the file, and the file follows by whatever carries it."""
        if not self.dossiers:
            return
        entity, file = self.chance.choice(self.dossiers), self.papers.is_scanned()
        said = NoteAdded(text="quét giấy tờ")
        pc.acts(entity, said, pc.shows(entity), self.province.time, (file,))

    def _scan_goes_on(self, _: Pc) -> None:
        self.happened[self.papers.goes_on()] += 1

    def _province_is_put_back(self, pc: Pc) -> None:
        super()._province_is_put_back(pc)
        self.papers.province_was_put_back()

    # --- disks ---

    def _disk_fills(self, pc: Pc) -> None:
        """Full until somebody makes room; the officer goes on trying."""
        pc.disk.fills_up(self.chance.randrange(3))
        for deed in self.chance.choices((self._acts, self._receives, self._synchronises), k=2):
            self._does(deed, pc)

    def _room_is_made(self, pc: Pc) -> None:
        pc.disk.has_room_again()

    def _province_disk_fills(self, _: Pc) -> None:
        self.province.fills_up(self.chance.randrange(3))
        for pc in self.chance.choices(self.pcs, k=3):
            self._does(self._synchronises, pc)
        self.province.has_room_again()

    # --- poison ---

    def _is_poisoned(self, pc: Pc) -> None:
        entity = self.chance.choice(self.dossiers) if self.dossiers else "dossier-0000"
        self._poisons(pc, Poison(self.chance.choice(poison.KINDS), entity))

    def _poisons(self, pc: Pc, what: Poison) -> Told:
        told = pc.holds_poison(what, self.province.time)
        self.poisoned.add(told)
        self.happened[f"poison {what.kind}"] += 1
        return told

    def _poison_delays_nobody(self, pc: Pc) -> None:
        """L2: what is recorded after it is at the province one round later, and so is the poison.

        Asked only of a PC that has said all it had to say, and whose history nobody doubts.
        """
        if not self._can_speak(pc) or not self.dossiers:
            return
        moods, self.network.moods = self.network.moods, GOOD
        try:
            for _ in range(30):
                if not self._synchronises(pc):
                    break
            if pc.journal.unsent(pc.server.id, pc.author) or not self._can_speak(pc):
                return
            entity = self.chance.choice(self.dossiers)
            bad = self._poisons(pc, Poison(self.chance.choice(poison.KINDS), entity))
            event = pc.acts(entity, NoteAdded(text="sau"), pc.shows(entity), self.province.time)
            for _ in range(2):
                self._synchronises(pc)
            there, levels = self.province.holds(), pc.levels()
        finally:
            self.network.moods = moods
        late = {bad, Told(event.id, event.h)} - (there & levels)
        invariants.check(not late or self._is_doubted(pc, event.id.epoch), "L2", f"{late} wait")
        self.happened["poison_acknowledged"] += 1

    def _cannot_be_recorded(self, pc: Pc) -> None:
        """L2: what no event may say is refused before it is one, and nothing has changed."""
        if not self.dossiers:
            return
        entity, head = self.chance.choice(self.dossiers), pc.journal.head(pc.author)
        for what, text in poison.never_recorded().items():
            try:
                pc.acts(entity, NoteAdded(text=text), pc.shows(entity), self.province.time)
            except NotCanonical:
                self.happened[f"refused {what}"] += 1
            else:
                raise invariants.Violated(f"L2: {what} was recorded")
        invariants.check(pc.journal.head(pc.author) == head, "L2", "a refused act left a trace")

    def _sends_garbage(self, pc: Pc) -> None:
        """L2: frames that are none go along, and the others of the same request count."""
        if not self._can_speak(pc):
            return
        moods, self.network.moods = self.network.moods, GOOD
        self.garbage = poison.garbage(self.chance)
        try:
            self._synchronises(pc)
        finally:
            self.network.moods, self.garbage = moods, ()

    def _can_speak(self, pc: Pc) -> bool:
        """Whether a line to the province is there, and the PC's word counts at all."""
        is_up = pc.name not in self.lineless and ("line", pc.name) not in self.down
        is_heard = pc.program.protocol in self.province.program.spoken
        return is_up and is_heard and pc.signer.device not in self.revoked

    def _is_doubted(self, pc: Pc, epoch: str) -> bool:
        """A copy of this PC has come to light in these rounds: its branch is recorded again."""
        return pc.author.epoch != epoch

    # --- a lost PC, and two versions ---

    def _is_revoked(self, pc: Pc) -> None:
        """The province takes a PC's word back; what it says from now on is kept for a person."""
        device = pc.signer.device
        left = [one for one in self.those_who_count if one.signer.device != device]
        if self.revoked or not any(one.name not in self.lineless for one in left):
            return
        self.province.revokes(pc)
        self.revoked.add(device)
        self.happened["revoked"] += 1

    def _is_upgraded(self, pc: Pc) -> None:
        pc.program = NEXT

    def _province_is_upgraded(self, _: Pc) -> None:
        self.province.program = NEXT
        self.happened["versions_mixed"] += any(pc.program is THIS for pc in self.pcs)

    def _is_cloned(self, pc: Pc) -> None:
        count = len(self.pcs)
        super()._is_cloned(pc)
        if len(self.pcs) > count and pc.name in self.alone:
            self.alone |= {self.pcs[-1].name}

    def _happens_rarely(self) -> bool:
        return self.chance.random() < 0.1
