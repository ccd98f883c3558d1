"""Late, or only told late: when a dossier was decided, and when the province heard of it.

Provincial systems count a dossier late by when the news of it comes in. This sets beside each other
what the journals prove; a real lateness stays one, whatever the line was like.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from app.domain.dossier_record import DossierRecord
from app.domain.history import TimelineEntry
from app.domain.link import OK, Down, Stretch, down_between
from app.domain.provincial import recorded_at
from app.domain.reports import LifeLine, Standing, ending, life_line, percent, standing
from app.domain.reports.period import day_of
from app.domain.states import State

_AGREES = 300_000  # milliseconds that two clocks may differ by
_GIVEN_UP = (State.WITHDRAWN, State.NOT_ACCEPTED)


class Judgement(StrEnum):
    """How it stands; by the day, as every report counts (`app.domain.reports.standing`)."""

    IN_TIME = "in_time"  # decided in time and told in time
    WAITING = "waiting"  # decided in time; not told yet, and its day is not over
    BY_LINE = "by_line"  # decided in time, told late: there was no line in between
    BY_SYNC = "by_sync"  # decided in time, told late: the link journal shows no outage
    BY_PROVINCE = "by_province"  # the gateway had it in time, the province's system took it late
    ENTERED_LATE = "entered_late"  # decided in time on paper, recorded on the PC after its day
    LATE = "late"  # decided late
    ELSEWHERE = "elsewhere"  # another PC recorded it: the evidence lies there
    UNKNOWN = "unknown"  # the clock was in doubt, or contradicts the attempts to send


TOLD_LATE = (Judgement.BY_LINE, Judgement.BY_SYNC, Judgement.BY_PROVINCE)
"""Counted late by the province, and decided in time (bị tính trễ do đồng bộ)."""


class Journey(msgspec.Struct, frozen=True, kw_only=True):
    """What a PC knows of one event's way. Instants are UTC milliseconds.

    `tried` is the first attempt after it, `delivered` the gateway's own signed time, `hub` that of
    the commune's server; `learned` is when the signature came here and `carrier` what brought it.
    `before` is the last attempt that began before the event: its clock must not say otherwise.
    """

    tried: int | None = None
    tried_clk: str = ""
    hub: int | None = None
    delivered: int | None = None
    learned: int | None = None
    carrier: str = ""
    before: int | None = None


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What this PC can prove: the way of the deciding act, the link journal around it.

    `is_own` says that this PC recorded the act; of another's it knows only by when it had arrived.
    """

    journey: Journey = Journey()
    stretches: Sequence[Stretch] = ()
    is_own: bool = True


class Timeliness(msgspec.Struct, frozen=True, kw_only=True):
    """One dossier. `decided` is when the act happened, `entered` when a PC recorded it."""

    id: str
    code: str
    procedure: str
    due: int | None
    decided: int
    entered: int
    event: str
    by: str
    clk: str
    state: State
    journey: Journey
    recorded: int | None
    down: Down
    judgement: Judgement
    is_own: bool = True

    @property
    def is_estimated(self) -> bool:
        """The PC's clock had not been compared with the province's when it was recorded."""
        return self.clk != OK

    @property
    def told(self) -> int | None:
        """When the province heard of it first, by whatever way."""
        known = (self.journey.delivered, self.recorded)
        return min((one for one in known if one is not None), default=None)


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """What a period's dossiers with a result amount to."""

    settled: int = 0
    late: int = 0
    told_late: int = 0
    entered_late: int = 0
    elsewhere: int = 0
    unknown: int = 0

    @property
    def counted_late(self) -> int:
        """As a system counts that goes by when it was told."""
        return self.late + self.told_late

    @property
    def share(self) -> str:
        """How many of those are late only because they were told late: 195/319 = 61,13 %."""
        return percent(self.told_late, self.counted_late)


def decision(record: DossierRecord) -> TimelineEntry | None:
    """The act that ended or settled it; None while it is open or if it came settled."""
    end = ending(record)
    if end is None or life_line(record).settled is None:
        return None
    return end.entry


def timeliness(record: DossierRecord, entry: TimelineEntry, known: Known, now: int) -> Timeliness:
    """Judge a dossier by its deciding act and what this PC knows of that act's way."""
    line, way = life_line(record), known.journey
    decided = line.ended or entry.happened_at
    found = Timeliness(
        id=record.id,
        code=line.code,
        procedure=line.name or record.request,
        due=_due(line, decided),
        decided=decided,
        entered=entry.at,
        event=entry.id,
        by=entry.by,
        clk=entry.clk,
        state=line.how or entry.state,
        journey=way,
        recorded=recorded_at(record, entry),
        down=_down(entry, known, now),
        judgement=Judgement.IN_TIME,
        is_own=known.is_own,
    )
    is_late = standing(line, decided) is Standing.LATE
    judgement = Judgement.LATE if is_late else _judged(found, now)
    return msgspec.structs.replace(found, judgement=judgement)


def totals(rows: Iterable[Timeliness]) -> Totals:
    """Add up a period."""
    all_ = [row.judgement for row in rows]
    return Totals(
        settled=len(all_),
        late=all_.count(Judgement.LATE),
        told_late=sum(one in TOLD_LATE for one in all_),
        entered_late=all_.count(Judgement.ENTERED_LATE),
        elsewhere=all_.count(Judgement.ELSEWHERE),
        unknown=all_.count(Judgement.UNKNOWN),
    )


def _judged(found: Timeliness, now: int) -> Judgement:
    """What was decided in time: when was it told, and if late, why?"""
    if not _is_after(found.told or now, found.due):
        return _told_in_time(found)
    reasons = (
        (not found.is_own, Judgement.ELSEWHERE),
        (_is_doubtful(found), Judgement.UNKNOWN),
        (_is_after(found.entered, found.due), Judgement.ENTERED_LATE),
        (found.down.tries > 0, Judgement.BY_LINE),
    )
    return next((why for holds, why in reasons if holds), Judgement.BY_SYNC)


def _down(entry: TimelineEntry, known: Known, now: int) -> Down:
    """How long there was no line from the recording of the act to its arrival."""
    if not known.is_own:
        return Down()
    arrived = known.journey.delivered
    return down_between(known.stretches, entry.at, now if arrived is None else arrived)


def _told_in_time(found: Timeliness) -> Judgement:
    """Its day is not over, or the province had heard of it by then."""
    if found.told is None and found.due is not None:
        return Judgement.WAITING
    is_late_there = found.recorded is not None and _is_after(found.recorded, found.due)
    return Judgement.BY_PROVINCE if is_late_there else Judgement.IN_TIME


def _is_doubtful(found: Timeliness) -> bool:
    """Was the clock not to be believed, or does it contradict what was signed or tried?"""
    way = found.journey
    is_before = way.before is not None and found.entered < way.before - _AGREES
    is_after = way.delivered is not None and found.entered > way.delivered + _AGREES
    return found.clk == "bad" or is_before or is_after


def _due(line: LifeLine, decided: int) -> int | None:
    """The appointment in force; none binds what was given up while the clock stood still."""
    wait = line.waits_at(decided - 1)
    if wait is not None and wait.state is State.SUPPLEMENT and line.how in _GIVEN_UP:
        return None
    return line.due_at(decided)


def _is_after(moment: int, due: int | None) -> bool:
    return due is not None and day_of(moment) > day_of(due)
