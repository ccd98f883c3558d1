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
from sync.peer.request import Window
from sync.protocol.errors import SyncError, Unreachable
from sync.protocol.event import Seen
from tests.helpers.dossiers import MORNING, a_received, a_recipient, a_result, a_return
from tests.simulation import invariants
from tests.simulation.disk import PowerCut
from tests.simulation.ledger import Ledger, Told
from tests.simulation.model import Second
from tests.simulation.network import GOOD, Moods, Network
from tests.simulation.pc import Image, Pc
from tests.simulation.province import COMMUNE, Province

ACTIONS = 60
ROUNDS_TO_AGREE = 3
DAY = 86_400_000


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
        self.levels: dict[str, set[Told]] = {pc.name: set() for pc in self.pcs}
        self.images: dict[str, Image] = {pc.name: pc.image() for pc in self.pcs}
        self.dossiers: list[str] = []
        self.names = itertools.count(1)
        self.screens: dict[tuple[str, str], tuple[Seen, ...]] = {}
        self.blind: set[str] = set()
        self.happened: Counter[str] = Counter()

    def lives(self) -> None:
        """A bad time, then a good one; raises `Violated` when something does not hold."""
        for _ in range(ACTIONS):
            pc = self.chance.choice(self.pcs)
            self._happens(pc)
            self._holds_for(pc)
        self.calms_down()

    def calms_down(self) -> None:
        """Everything works again: few rounds later all agree and nothing is lost."""
        self.network.moods = GOOD
        self.province.power_is_back()
        for _ in range(self._rounds_to_agree()):
            for pc in self.pcs:
                pc.starts()
                self._synchronises_fully(pc)
                self._holds_for(pc)
        invariants.every_event_has_one_place(self.province)
        if not self.blind:
            invariants.no_code_names_two_dossiers(self.ledger)
        invariants.nothing_has_vanished(self.pcs, self.province, self.ledger)
        invariants.everybody_agrees(self.pcs, self.province)
        self._has_a_second_opinion()

    def _rounds_to_agree(self) -> int:
        """One more where a neighbour must tell first, or an own branch comes to light late.

        So it is where both a PC and the province were put back, and where a PC was unnoticed.
        """
        unnoticed = self.happened["is_put_back_unnoticed"]
        both = self.happened["is_put_back"] and self.happened["province_is_put_back"]
        return ROUNDS_TO_AGREE + bool(unnoticed or both)

    def _has_a_second_opinion(self) -> None:
        """The fold kept the rules in every dossier."""
        journal = self.pcs[0].journal
        for entity in self.dossiers:
            events = journal.entity(entity)
            Second(events).agrees_with(fold(events))

    def _happens(self, pc: Pc) -> None:
        """One thing, likely ones more often."""
        things: list[tuple[int, Callable[[Pc], object]]] = [
            (30, self._acts),
            (8, self._receives),
            (30, self._synchronises),
            (5, self._looks),
            (4, self._something_arrives_late),
            (4, self._clock_jumps),
            (3, self._backs_up),
            (2, self._is_put_back),
            (1, self._is_put_back_unnoticed),
            (2, self._province_restarts),
            (2, self._province_backs_up),
            (1, self._province_is_put_back),
            (6, self._power_fails),
            (4, self._province_power_fails),
        ]
        weights, deeds = zip(*things, strict=True)
        (deed,) = self.chance.choices(deeds, weights)
        self.happened[deed.__name__.strip("_")] += 1
        try:
            deed(pc)
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
            pc.acts(entity, self._something(pc), seen, self.province.time)

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
        pc.receives(entity, a_received(number=""), self.province.time)
        self.dossiers.append(entity)

    def _looks(self, pc: Pc) -> None:
        """The officer opens a dossier and leaves it open."""
        if self.dossiers:
            entity = self.chance.choice(self.dossiers)
            self.screens[pc.name, entity] = pc.shows(entity)

    def _synchronises(self, pc: Pc) -> bool:
        """One round; answers whether there is more to come."""
        small = self.chance.choice((600, 4000, 256 * 1024))
        request = pc.asks(Window(push=small, pull=small))
        try:
            answer = answers.read_answer(request, self.network.carries(request.body))
        except SyncError as why:
            self.happened[why.code] += 1
            return False
        lessons = pc.learns(answer)
        self._notes_happenings(lessons)
        self._notes_levels(pc)
        if answer.is_whole:
            invariants.the_order_is_the_provinces(pc, self.province)
        return request.more or any(lesson.more for lesson in lessons)

    def _synchronises_fully(self, pc: Pc) -> None:
        for _ in range(200):
            if not self._synchronises(pc):
                return

    def _notes_levels(self, pc: Pc) -> None:
        """Note on paper what the screen shows now; what is new must be true now."""
        self.province.power_is_back()
        levels = pc.levels()
        risen = levels - self.levels[pc.name]
        self.levels[pc.name] = levels
        invariants.new_levels_are_true(risen, self.province)
        for told in risen:
            self.ledger.saw_at_province(told)

    def _notes_happenings(self, lessons: Sequence[Lesson]) -> None:
        """What was met on the way; a fault that no seed ever meets tests nothing."""
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

    def _is_put_back(self, pc: Pc) -> None:
        pc.is_put_back(self.images[pc.name], with_slips=False)

    def _is_put_back_unnoticed(self, pc: Pc) -> None:
        """The whole disk, slip journal and all: only the province can tell."""
        pc.is_put_back(self.images[pc.name], with_slips=True)
        self.blind.add(pc.name)

    def _something_arrives_late(self, _: Pc) -> None:
        self.network.delivers_late()

    def _province_restarts(self, _: Pc) -> None:
        self.province.restarts()

    def _province_backs_up(self, _: Pc) -> None:
        self.province.is_backed_up()

    def _province_is_put_back(self, _: Pc) -> None:
        self.ledger.saw_province_put_back()
        self.province.is_put_back(self.chance.choice(("announced", "mark", "nobody")))

    def _power_fails(self, pc: Pc) -> None:
        pc.disk.power_fails_after(self.chance.randrange(self.chance.choice((30, 300, 1500))))
        self.chance.choice((self._acts, self._receives, self._synchronises, self._synchronises))(pc)

    def _province_power_fails(self, pc: Pc) -> None:
        self.province.power_fails_after(self.chance.randrange(self.chance.choice((30, 300, 1500))))
        self._synchronises(pc)

    def _holds_for(self, pc: Pc) -> None:
        invariants.nothing_saved_is_gone(pc, self.ledger)
        invariants.the_cursor_is_honest(pc)
        if self.province.has_restarted:
            self.province.has_restarted = False
            invariants.what_the_province_signed_for_is_there(self.province, self.ledger)
