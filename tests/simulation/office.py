"""One run: officers act, lines fail, machines die and come back; then everything calms down."""

import itertools
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from app.domain.events import (
    ContactChanged,
    FieldChanged,
    Forwarded,
    NoteAdded,
    Payload,
    Withdrawn,
)
from app.domain.fold import fold
from sync.peer import answer as answers
from sync.peer.lessons import Lesson
from sync.peer.pace import Window
from sync.protocol.errors import Malformed, SyncError, Unreachable
from sync.protocol.event import Seen
from tests.helpers.dossiers import MORNING, a_received, a_recipient, a_result, a_return
from tests.simulation import invariants
from tests.simulation.clocks import the_clocks_decide_nothing
from tests.simulation.disk import DiskFull, PowerCut
from tests.simulation.ledger import Ledger, Told
from tests.simulation.meeting import Asking, Room
from tests.simulation.model import Second
from tests.simulation.network import GOOD, Moods, Network
from tests.simulation.pc import Image, Pc
from tests.simulation.province import COMMUNE, Province
from tests.simulation.sendings import Sendings
from tests.simulation.views import Views

Deed = Callable[[Pc], object]
Thing = tuple[int, Deed]

ACTIONS = 60
ROUNDS_TO_AGREE = 3
MOST_PCS = 4
DAY = 86_400_000
HOUR = 3_600_000


class Office:
    """The world of one seed."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.chance = random.Random(seed)  # noqa: S311
        self.ledger = Ledger()
        self.province = Province(folder, self.chance, MORNING)
        self.network = Network(self.province, self.chance, Moods.of(self.chance))
        self.pcs = [
            Pc(f"{n}", self.chance.randbytes(32), COMMUNE, self.chance, self.ledger)
            for n in range(self.chance.randint(2, 4))
        ]
        for pc in self.pcs:
            self.province.enrols(pc)
        self.house = Network(self.province, self.chance, Moods.of_a_house(self.chance))
        self.lineless = self._without_a_line()
        self.rooms = {pc.name: Room(pc) for pc in self.pcs}
        self.at_neighbours: dict[tuple[str, str], set[Told]] = {}
        self.levels: dict[str, set[Told]] = {pc.name: set() for pc in self.pcs}
        self.images: dict[str, Image] = {pc.name: pc.image() for pc in self.pcs}
        self.dossiers: list[str] = []
        self.names = itertools.count(1)
        self.screens: dict[tuple[str, str], tuple[Seen, ...]] = {}
        self.blind: set[str] = set()
        self.happened: Counter[str] = Counter()
        self.revoked: set[str] = set()
        self.poisoned: set[Told] = set()
        self.views = Views(self.province)
        self.sendings = Sendings()
        self.is_calm = False
        self.garbage: tuple[bytes, ...] = ()

    def _without_a_line(self) -> frozenset[str]:
        """PCs that reach the province by neighbours alone; one at least has a line."""
        if self.chance.random() < 0.6:
            return frozenset()
        count = self.chance.randint(1, len(self.pcs) - 1)
        return frozenset(pc.name for pc in self.chance.sample(self.pcs, count))

    def lives(self) -> None:
        """A bad time, then a good one; raises `Violated` when something does not hold."""
        for _ in range(ACTIONS):
            pc = self.chance.choice(self.pcs)
            self._happens(pc)
            self._holds_for(pc)
        self.calms_down()

    def calms_down(self) -> None:
        """Everything works again: few rounds later all agree and nothing is lost."""
        self.network.moods = self.house.moods = GOOD
        self.is_calm = True
        self.province.power_is_back()
        self.province.time += HOUR
        for _ in range(self._rounds_to_agree()):
            for pc in self.pcs:
                pc.starts()
                self._synchronises_fully(pc)
                self._holds_for(pc)
        invariants.every_event_has_one_place(self.province)
        if not self.blind:
            invariants.no_code_names_two_dossiers(self.ledger)
        invariants.nothing_has_vanished(self.pcs, self.province, self.ledger, self.poisoned)
        invariants.everybody_agrees(self.those_who_count, self.province, self.pcs)
        invariants.every_slip_finds_its_dossier(self.those_who_count[0], self.ledger)
        self.sendings.were_few(self.province)
        self._has_a_second_opinion()

    def closes(self) -> None:
        """Let go of every file."""
        self.province.gateway.close()
        for pc in self.pcs:
            pc.disk.db.close()

    @property
    def those_who_count(self) -> list[Pc]:
        """The PCs that the province has not revoked."""
        return [pc for pc in self.pcs if pc.signer.device not in self.revoked]

    def _rounds_to_agree(self) -> int:
        """One more where an own branch comes to light late: after an unnoticed disk, or after two.

        What a PC without a line did goes by its neighbour, and comes back by it, two rounds later.
        """
        unnoticed = self.happened["is_put_back_unnoticed"]
        both = self.happened["is_put_back"] and self.happened["province_is_put_back"]
        return ROUNDS_TO_AGREE + bool(unnoticed or both) + 2 * bool(self.lineless)

    def _has_a_second_opinion(self, of: Sequence[str] = ()) -> None:
        """The fold kept the rules in every dossier, or in these."""
        journal = self.those_who_count[0].journal
        for entity in of or self.dossiers:
            events = journal.entity(entity)
            Second(events).agrees_with(fold(events))
            the_clocks_decide_nothing(events, self.chance)

    def _happens(self, pc: Pc) -> None:
        """One thing, likely ones more often."""
        weights, deeds = zip(*self._things(), strict=True)
        (deed,) = self.chance.choices(deeds, weights)
        self._does(deed, pc)

    def _things(self) -> list[Thing]:
        """What may happen, and how often."""
        return [
            (30, self._acts),
            (8, self._receives),
            (30, self._synchronises),
            (14, self._meets),
            (2, self._neighbour_restarts),
            (5, self._looks),
            (4, self._something_arrives_late),
            (4, self._clock_jumps),
            (3, self._backs_up),
            (2, self._is_put_back),
            (1, self._is_cloned),
            (1, self._is_put_back_unnoticed),
            (2, self._province_restarts),
            (2, self._province_backs_up),
            (1, self._province_is_put_back),
            (6, self._power_fails),
            (4, self._province_power_fails),
        ]

    def _does(self, deed: Deed, pc: Pc) -> None:
        """Let it happen, whatever fails in the middle."""
        self.happened[deed.__name__.strip("_")] += 1
        try:
            deed(pc)
        except DiskFull:
            self.happened["disk_full"] += 1
        except (PowerCut, sqlite3.OperationalError):
            self.happened["power_cut"] += 1
            pc.starts()
        except Unreachable:
            self.happened["nobody_answered"] += 1
        finally:
            pc.disk.power_is_back()
            self.province.power_is_back()

    def _acts(self, pc: Pc) -> None:
        if not self.dossiers:
            return
        entity = self.chance.choice(self.dossiers)
        fresh = pc.shows(entity)
        seen = self.screens.get((pc.name, entity), fresh) if self.chance.random() < 0.3 else fresh
        if seen:
            event = pc.acts(entity, self._something(pc), seen, self.province.time)
            invariants.what_was_written_is_read(pc, event)

    def _something(self, pc: Pc) -> Payload:
        word = f"{pc.name}-{self.chance.randrange(1000)}"
        return self.chance.choice(
            (
                NoteAdded(text=f"Ghi chú {word}"),
                ContactChanged(phone=f"09{self.chance.randrange(10**8):08}"),
                FieldChanged(changes={"submitter.name": f"Vàng A {word}"}),
                Forwarded(to=a_recipient(f"Chuyên viên {word}")),
                a_result(f"{word}/2026"),
                a_return(),
                Withdrawn(reason="dân xin rút"),
            )
        )

    def _receives(self, pc: Pc) -> None:
        entity = f"dossier-{next(self.names):04}"  # a UUID is never given twice
        pc.receives(entity, self._reception, self.province.time)
        self.dossiers.append(entity)

    def _reception(self, _code: str) -> Payload:
        return a_received(number="")

    def _looks(self, pc: Pc) -> None:
        """The officer opens a dossier and leaves it open."""
        if self.dossiers:
            entity = self.chance.choice(self.dossiers)
            self.screens[pc.name, entity] = pc.shows(entity)

    def _synchronises(self, pc: Pc) -> bool:
        """One round, or without a line a neighbour; answers whether there is more to come."""
        if pc.name in self.lineless:
            self._meets(pc)
            return False
        small = self.chance.choice((600, 4000, 256 * 1024))
        request = pc.asks(Window(push=small, pull=small), self.garbage)
        if self.is_calm:
            self.sendings.note(pc.name, request.body)
        try:
            answer = answers.read_answer(request, self.network.carries(request.body))
        except SyncError as why:
            self.happened[why.code] += 1
            return False
        try:
            lessons = pc.learns(answer)
        except Malformed as why:  # what the province signed is never about other events than ours
            raise invariants.Violated(f"I4: {pc.name}: {why.detail}") from why
        self._notes_happenings(lessons)
        self._notes_levels(pc)
        if answer.is_whole and pc.signer.device not in self.revoked:
            invariants.the_order_is_the_provinces(pc, self.province)
        return request.more or any(lesson.more for lesson in lessons)

    def _meets(self, pc: Pc) -> None:
        """Ask a neighbour in the house, until there is no more; either may die in the middle."""
        self._asks(pc, self.chance.choice([one for one in self.pcs if one is not pc]))

    def _asks(self, pc: Pc, other: Pc) -> None:
        if self.network.moods is not GOOD and self.chance.random() < 0.1:
            steps = self.chance.randrange(self.chance.choice((30, 300)))
            self.chance.choice((pc, other)).disk.power_fails_after(steps)
        try:
            other.stands_ready()
            self._exchanges(Asking(pc, self.rooms[other.name]))
        finally:
            for one in (pc, other):  # what it heard before the line died is hearsay too
                one.disk.power_is_back()
                self._notes_levels_by_hearsay(one)

    def _exchanges(self, asking: Asking) -> None:
        small = self.chance.choice((600, 4000, 2 << 20))
        for _ in range(60):
            request, words = asking.request(Window(push=small, pull=small))
            try:
                body = self.house.carries(request.body, asking.room.hears)
                lessons, is_busy = asking.learns(request, body)
            except SyncError as why:
                self.happened[f"neighbour {why.code}"] += 1
                return
            self._notes_happenings(lessons)
            self._notes_levels_by_hearsay(asking.pc)
            self._notes_levels_by_hearsay(asking.room.pc)
            self._notes_neighbour(asking)
            self.happened["words_passed_on"] += words
            if not is_busy:
                self.happened["neighbours_agree"] += 1
                return
        self.happened["neighbours_talk_on"] += 1

    def _notes_neighbour(self, asking: Asking) -> None:
        """What the screen shows as arrived at the commune's server is there at that moment."""
        pair = (asking.pc.name, asking.room.pc.name)
        levels = asking.pc.levels_at(asking.room.server)
        risen = levels - self.at_neighbours.get(pair, set())
        self.at_neighbours[pair] = levels
        invariants.new_levels_are_true_at(risen, asking.room.pc, self.pcs)

    def _neighbour_restarts(self, pc: Pc) -> None:
        self.rooms[pc.name].restarts()

    def _synchronises_fully(self, pc: Pc) -> None:
        if pc.name in self.lineless:
            self._asks_those_with_a_line(pc)
            return
        for _ in range(200):
            if not self._synchronises(pc):
                return

    def _asks_those_with_a_line(self, pc: Pc) -> None:
        for other in self.pcs:
            if other.name not in self.lineless:
                self._asks(pc, other)

    def _notes_levels(self, pc: Pc) -> None:
        """Note on paper what the screen shows now; what is new must be true now."""
        risen = self._risen(pc)
        invariants.new_levels_are_true(risen, self.province, pc)
        for told in risen:
            self.ledger.saw_at_province(told)

    def _notes_levels_by_hearsay(self, pc: Pc) -> None:
        """What a neighbour passes on was true when the province signed it, and may be over."""
        risen = self._risen(pc)
        invariants.new_levels_were_true(risen, self.province)
        for told in risen & self.province.keeps():
            self.ledger.saw_at_province(told)

    def _risen(self, pc: Pc) -> set[Told]:
        self.province.power_is_back()
        before, self.levels[pc.name] = self.levels[pc.name], pc.levels()
        return self.levels[pc.name] - before

    def _notes_happenings(self, lessons: Sequence[Lesson]) -> None:
        """What was met on the way."""
        for lesson in lessons:
            self.happened[lesson.needs_epoch] += 1
            self.happened["log_began_anew"] += lesson.log_began_anew
            self.happened["counter_fell"] += lesson.counter_fell
            self.happened["level_fell"] += bool(lesson.fell)
            self.happened["missing"] += bool(lesson.missing)
            self.happened.update(f"{note.outcome} {note.reason}".strip() for note in lesson.notes)

    def _clock_jumps(self, pc: Pc) -> None:
        pc.clock_error = self.chance.choice((0, -17 * 365 * DAY, 73 * 365 * DAY, DAY, -DAY))
        self.province.time += self.chance.choice((60_000, 3_600_000, -3_600_000, 5 * DAY))

    def _backs_up(self, pc: Pc) -> None:
        self.images[pc.name] = pc.image()

    def _is_put_back(self, pc: Pc, *, with_slips: bool = False) -> None:
        self.views.forget(pc)
        pc.is_put_back(self.images[pc.name], with_slips=with_slips)

    def _is_cloned(self, pc: Pc) -> None:
        """Somebody copies the disk into another PC, and both are used from now on."""
        if len(self.pcs) > MOST_PCS:
            return
        twin = pc.cloned(f"{len(self.pcs)}")
        self.pcs.append(twin)
        self.rooms[twin.name] = Room(twin)
        self.levels[twin.name] = set(self.levels[pc.name])
        self.images[twin.name] = twin.image()
        self.ledger.saved[twin.name] = list(self.ledger.saved[pc.name])
        if pc.name in self.lineless:
            self.lineless |= {twin.name}

    def _is_put_back_unnoticed(self, pc: Pc) -> None:
        """The whole disk, slip journal and all: only the province can tell."""
        self._is_put_back(pc, with_slips=True)
        self.blind.add(pc.name)

    def _something_arrives_late(self, _: Pc) -> None:
        self.chance.choice((self.network, self.house)).delivers_late()

    def _province_restarts(self, _: Pc) -> None:
        self.province.restarts()

    def _province_backs_up(self, _: Pc) -> None:
        self.province.is_backed_up()

    def _province_is_put_back(self, _: Pc) -> None:
        """Where nobody notices, a client with a line must prove it: one without cannot."""
        self.ledger.saw_province_put_back()
        ways = ("announced", "mark") if self.lineless else ("announced", "mark", "nobody")
        self.province.is_put_back(self.chance.choice(ways))

    def _power_fails(self, pc: Pc) -> None:
        pc.disk.power_fails_after(self.chance.randrange(self.chance.choice((30, 300, 1500))))
        self.chance.choice((self._acts, self._receives, self._synchronises, self._synchronises))(pc)

    def _province_power_fails(self, pc: Pc) -> None:
        self.province.power_fails_after(self.chance.randrange(self.chance.choice((30, 300, 1500))))
        self._synchronises(pc)

    def _holds_for(self, pc: Pc) -> None:
        invariants.nothing_saved_is_gone(pc, self.ledger)
        self.views.hold_for(pc)
        invariants.the_cursor_is_honest(pc)
        if self.province.has_restarted:
            self.province.has_restarted = False
            invariants.what_the_province_signed_for_is_there(self.province, self.ledger)
