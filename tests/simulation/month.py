"""Thirty days of a small office: office hours, lunches, nights, market days, and a mishap each day.

Days are planned before they are lived: which lines are away and for how long, what goes wrong and
when. Each kind of mishap comes about once a week; at the end of each day and week the oracles are
asked, and after the last day all must agree.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.domain.events import ContactChanged, FieldChanged, Forwarded, NoteAdded, Payload
from sync.protocol import frame
from tests.helpers.dossiers import DAY, HOUR, MINUTE, a_recipient, a_result, a_return
from tests.simulation import invariants
from tests.simulation.office import Deed
from tests.simulation.pc import Pc
from tests.simulation.wide_office import WideOffice

DAYS = 30
_FIRST = date(2026, 11, 2)
_MORNING = int(datetime(2026, 11, 2, 0, 30, tzinfo=UTC).timestamp() * 1000)  # 07:30 (+07:00)
_HOURS = (0, 1, 2, 3, 6, 7, 8, 9)
"""Hours after 07:30 in which work is done; between them is lunch."""
_MARKET = 5
"""Every so many days there is a market, and the stick goes to the province."""


class Month(WideOffice):
    """The world of one seed, day by day."""

    def __init__(self, seed: int, folder: Path, days: int = DAYS) -> None:
        super().__init__(seed, folder)
        self.days = days
        self.away: dict[str, int] = {}
        self.open: list[str] = []
        self.stages: dict[str, int] = {}
        self.plan: list[Deed] = []
        self.is_unlucky = self.chance.random() < 0.4

    def lives(self) -> None:
        """The month, and then everything works again; raises `Violated`."""
        with _packed_quickly():
            for day in range(self.days):
                self._begins(day)
                if (_FIRST + timedelta(days=day)).weekday() < 5:
                    self._is_worked(day)
                self._ends(day)
            self.calms_down()

    def _begins(self, day: int) -> None:
        """Everybody switches on; lines go away, or are back."""
        self.province.time = _MORNING + day * DAY + self.chance.randrange(20 * MINUTE)
        if day % 7 == 0:
            self.plan = self._mishaps()
        for pc in self.pcs:
            if self.chance.random() < 0.5:
                pc.disk.has_room_again()
            self._does(_switches_on, pc)
            if self.away.get(pc.name, -1) < day and self.chance.random() < 0.12:
                self.away[pc.name] = day + self.chance.choice((0, 0, 1, 3))
                self.happened["line_away"] += 1

    def _is_worked(self, day: int) -> None:
        left = max(1, 5 - (_FIRST + timedelta(days=day)).weekday())
        today = [self.plan.pop() for _ in range(-(-len(self.plan) // left))]
        moments = [self.chance.choice(_HOURS) for _ in today]
        visitors = [self.chance.choice(_HOURS) for _ in range(self.chance.randint(3, 8))]
        for hour in _HOURS:
            self.province.time = max(self.province.time, _MORNING + day * DAY + hour * HOUR)
            for _ in range(visitors.count(hour)):
                self._does(self._receives, self.chance.choice(self.pcs))
            for _ in range(self.chance.randint(0, 3)):
                self._does(self._works_on, self.chance.choice(self.pcs))
            for deed, at in zip(today, moments, strict=True):
                if at == hour:
                    self._does(deed, self.chance.choice(self.pcs))
            if self.chance.random() < 0.2:
                self._does(self._is_scanned, self.chance.choice(self.pcs))
            self._does(self._scan_goes_on, self.pcs[0])
            self._talks(day)
        if day % _MARKET == 2:
            self._goes_to_market()

    def _talks(self, day: int) -> None:
        """Each PC tries its line, or a neighbour, about every two hours."""
        for pc in list(self.pcs):
            if self.down:
                self._swizzles(pc)
            idea = self.chance.random()
            if idea < 0.4:
                continue
            if self.away.get(pc.name, -1) >= day or idea < 0.6:
                self._does(self._meets, pc)
            elif pc.name not in self.alone:
                self._does(self._synchronises, pc)

    def _works_on(self, pc: Pc) -> None:
        """The next act on a dossier that is open, or something beside it."""
        if not self.open:
            return
        entity = self.chance.choice(self.open)
        fresh = pc.shows(entity)
        seen = self.screens.pop((pc.name, entity), fresh)
        if not seen:
            return
        event = pc.acts(entity, self._next(entity), seen, self.province.time)
        invariants.what_was_written_is_read(pc, event)
        if self.chance.random() < 0.1:
            self.screens[pc.name, entity] = pc.shows(entity)

    def _next(self, entity: str) -> Payload:
        """What a dossier needs, most often; else what people do beside it."""
        word = f"{entity[-4:]}-{self.chance.randrange(1000)}"
        if self.chance.random() < 0.6:
            stage = self.stages[entity] = self.stages.get(entity, 0) + 1
            if stage >= 3:
                self.open.remove(entity)
            return (Forwarded(to=a_recipient(f"Chuyên viên {word}")), a_result(word), a_return())[
                min(stage, 3) - 1
            ]
        return self.chance.choice(
            (
                NoteAdded(text=f"Ghi chú {word}"),
                ContactChanged(phone=f"09{self.chance.randrange(10**8):08}"),
                FieldChanged(changes={"submitter.name": f"Vàng A {word}"}),
            )
        )

    def _receives(self, pc: Pc) -> None:
        super()._receives(pc)
        self.open.append(self.dossiers[-1])

    def _goes_to_market(self) -> None:
        """One of each kind writes; the province reads in; whoever passes takes it back."""
        for pc in self.chance.sample(self.pcs, k=min(2, len(self.pcs))):
            self._does(self._writes_a_stick, pc)
        self._does(self._province_reads_a_stick, self.pcs[0])
        for pc in self.chance.sample(self.pcs, k=min(2, len(self.pcs))):
            self._does(self._reads_a_stick, pc)
        for pc in self.pcs:
            if pc.name in self.alone:
                self._does(self._makes_a_trip, pc)

    def _ends(self, day: int) -> None:
        """Night: everything is asked; on Sundays the open dossiers too."""
        for pc in self.pcs:
            self._holds_for(pc)
        invariants.every_event_has_one_place(self.province)
        invariants.what_the_province_signed_for_is_there(self.province, self.ledger)
        if self.chance.random() < 0.3:
            self._does(self._province_backs_up, self.pcs[0])
        if day % 7 == 6:
            self._has_a_second_opinion(self.open)
            for pc in self.pcs:
                self._does(self._backs_up, pc)
            self.happened["weeks"] += 1
        self.happened["days"] += 1

    def _mishaps(self) -> list[Deed]:
        """One week: each kind about once, in an order of its own."""
        kinds = list(self._kinds())
        self.chance.shuffle(kinds)
        return [deed for deed in kinds if self.chance.random() < 0.8]

    def _kinds(self) -> Iterator[Deed]:
        yield from (self._power_fails, self._province_power_fails, self._province_restarts)
        yield from (self._is_put_back, self._province_is_put_back)
        if self.is_unlucky:
            yield self._is_put_back_unnoticed
        yield from (self._disk_fills, self._room_is_made, self._province_disk_fills)
        yield from (self._is_poisoned, self._poison_delays_nobody, self._cannot_be_recorded)
        yield from (self._sends_garbage, self._something_arrives_late, self._clock_jumps)
        yield from (self._neighbour_restarts, self._swizzles)
        yield from (self._stick_is_harmed, self._stick_is_copied, self._stick_is_an_old_one)
        yield from (self._stick_is_narrow, self._is_upgraded, self._province_is_upgraded)
        if self.happened["weeks"] == 2:
            yield from (self._is_revoked, self._is_cloned)


@contextmanager
def _packed_quickly() -> Iterator[None]:
    """Frames as large as they come out of a quick packer: what is packed is the same."""
    level, frame._LEVEL = frame._LEVEL, 1
    try:
        yield
    finally:
        frame._LEVEL = level


def _switches_on(pc: Pc) -> None:
    """In the morning."""
    pc.starts()
