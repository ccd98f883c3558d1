"""One dossier as a line in time: received, promised, waited, ended, by when it really happened.

A late entry (nhập bù) stands where it happened, not where it was typed in; what was told twice or
set aside does not stand at all.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from app.domain.cash import movements
from app.domain.dossier_record import DossierRecord
from app.domain.events import ConflictSettled, Extended, Imported, ResultRecorded, ResultSigned
from app.domain.history import Outcome, TimelineEntry
from app.domain.procedure import Channel
from app.domain.scans import digitised
from app.domain.states import TERMINAL, State

_ENDS = TERMINAL | {State.DONE}


class DueFrom(msgspec.Struct, frozen=True, array_like=True):
    """What was promised from this moment on; `due` is None where there is no date."""

    at: int
    due: int | None


class Wait(msgspec.Struct, frozen=True, array_like=True):
    """Time spent in a waiting state; `end` is None while it lasts."""

    state: State
    start: int
    end: int | None


class Taken(msgspec.Struct, frozen=True, array_like=True):
    """Money taken for it, whole đồng."""

    at: int
    amount: int


class LifeLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What reports ask of a dossier. Instants are UTC milliseconds, those of the deed itself.

    `received` is None for what was never accepted; `ended` is the end that counts for being on
    time, `how` the state it ended in, `returned` when the result was handed over. `imported` is
    when the office took it over from the province's system, where it had been counted.
    """

    id: str
    code: str = ""
    procedure: str = ""
    name: str = ""
    field: str = ""
    officer: str = ""
    channel: Channel = Channel.DIRECT
    received: int | None = None
    imported: int | None = None
    was_over: bool = False  # it had its result when it was taken over
    ended: int | None = None
    how: State | None = None
    returned: int | None = None
    dues: tuple[DueFrom, ...] = ()
    waits: tuple[Wait, ...] = ()
    fees: tuple[Taken, ...] = ()
    supplements: int = 0
    electronic: bool = False  # online, and the result signed electronically or kept as a file
    elsewhere: bool = False  # taken in for another authority (phi địa giới)

    def due_at(self, moment: int) -> int | None:
        """The appointment in force at a moment; before the first one, the first."""
        known = [one.due for one in self.dues if one.at <= moment]
        return known[-1] if known else (self.dues[0].due if self.dues else None)

    def waits_at(self, moment: int) -> Wait | None:
        """Its time of waiting around a moment."""
        for wait in self.waits:
            if wait.start <= moment and (wait.end is None or moment < wait.end):
                return wait
        return None

    @property
    def known_from(self) -> int | None:
        """From when on the office's own reports count it: received here, or taken over."""
        return self.received if self.imported is None else self.imported

    @property
    def received_here(self) -> int | None:
        """When this office received it; None for what was taken over."""
        return self.received if self.imported is None else None

    @property
    def settled(self) -> int | None:
        """When its end counts as settled here; None while it is open, and if it came settled."""
        if self.was_over or self.ended is None:
            return None
        return max(self.ended, self.imported or 0)

    def ended_before(self, moment: int) -> bool:
        """Was it over by then?"""
        return self.was_over or (self.settled is not None and self.settled < moment)

    def open_at(self, moment: int) -> bool:
        """Received before that moment and not over by then."""
        known = self.known_from
        return known is not None and known < moment and not self.ended_before(moment)


class Move(NamedTuple):
    """A change of state, and the act that made it."""

    entry: TimelineEntry
    state: State


def ending(dossier: DossierRecord) -> Move | None:
    """The act that ended it, as its line in time has it; None while it is open."""
    return None if dossier.is_void else _end(list(_moves(dossier.timeline)))


def life_line(dossier: DossierRecord) -> LifeLine:
    """Draw the line from the dossier's history; of an import taken back there is none."""
    if dossier.is_void:
        return LifeLine(id=dossier.id)
    procedure = dossier.procedure
    moves = list(_moves(dossier.timeline))
    received = dossier.accepted_at
    if received is None:
        begins = (one.entry.happened_at for one in moves if one.state is State.ACCEPTED)
        received = next(begins, None)
    end = _end(moves)
    ended = end.entry.happened_at if end else None
    if ended is not None and received is not None:
        ended = max(ended, received)  # two clocks may tell an end before its beginning
    return LifeLine(
        id=dossier.id,
        code=dossier.official_code or dossier.number,
        procedure=procedure.code if procedure else "",
        name=procedure.name if procedure else "",
        field=procedure.field if procedure else "",
        officer=dossier.accepted_by,
        channel=dossier.channel,
        received=received,
        imported=_imported_at(dossier),
        was_over=dossier.imported is not None and dossier.imported.state == State.DONE,
        ended=ended,
        how=end.state if end else None,
        returned=dossier.returned_at,
        dues=tuple(_dues(dossier)),
        waits=tuple(Wait(one.state, one.start, one.end) for one in dossier.intervals),
        fees=tuple(Taken(one.at, one.moved) for one in movements(dossier) if one.moved),
        supplements=dossier.supplements_count,
        electronic=dossier.channel is Channel.ONLINE and _has_electronic_result(dossier),
        elsewhere=bool(dossier.for_authority),
    )


def _moves(timeline: tuple[TimelineEntry, ...]) -> Iterator[Move]:
    """Each change of state and what made it; an upheld act moved when it was done.

    A result that waits for its signature (chờ ký số) is none yet: it is there when it is signed.
    """
    entries = {entry.id: entry for entry in timeline}
    before, is_unsigned = State.NOT_HERE, False
    for entry in timeline:
        told = entry
        if isinstance(entry.said, ConflictSettled) and entry.said.upheld:
            told = entries.get(entry.said.upheld[-1], entry)
        is_unsigned = entry.state is State.DONE and _is_unsigned(entry, told, before=is_unsigned)
        state = State.PROCESSING if is_unsigned else entry.state
        if state is not before:
            before = state
            yield Move(told, state)


def _is_unsigned(entry: TimelineEntry, told: TimelineEntry, *, before: bool) -> bool:
    """Does the result wait for its signature after this entry?"""
    if entry.outcome is not Outcome.APPLIED:
        return before
    match told.said:
        case ResultRecorded(awaits_signature=awaits):
            return awaits
        case ResultSigned():
            return False
        case _:
            return before


def _imported_at(dossier: DossierRecord) -> int | None:
    """When it was taken over, if it was."""
    moments = (one.happened_at for one in dossier.timeline if isinstance(one.said, Imported))
    return None if dossier.imported is None else next(moments, None)


def _end(moves: list[Move]) -> Move | None:
    """State 9 rather than 10 is the end; whatever leads on from an end takes it back."""
    end: Move | None = None
    for move in moves:
        if move.state not in _ENDS:
            end = None
        elif end is None or move.state is not State.RETURNED:
            end = move
    return end


def _dues(dossier: DossierRecord) -> Iterator[DueFrom]:
    """Every promise that counted, from when it was given; the last one is the one in force.

    An extension that came when the appointment had passed mends nothing: Điều 19(6) wants it
    before, so the old appointment goes on being the one that the dossier is judged by.
    """
    last: DueFrom | None = None
    given: int | None = None
    for entry in dossier.timeline:
        promise = getattr(entry.said, "promise", None)
        if promise is None or entry.outcome is not Outcome.APPLIED:
            continue
        given = promise.due
        if isinstance(entry.said, Extended) and _is_over(last, entry.happened_at):
            continue
        last = DueFrom(entry.happened_at, promise.due)
        yield last
    if dossier.promise is not None and (last is None or given != dossier.promise.due):
        at = dossier.timeline[-1].happened_at if dossier.timeline else 0
        yield DueFrom(at if last is None else max(at, last.at), dossier.promise.due)


def _is_over(last: DueFrom | None, moment: int) -> bool:
    return last is not None and last.due is not None and last.due < moment


def _has_electronic_result(dossier: DossierRecord) -> bool:
    """Is the result signed electronically, or its paper kept as a file that still counts?"""
    signed = (one.said for one in dossier.signatures if isinstance(one.said, ResultSigned))
    return digitised(dossier).result or any(one.electronic for one in signed)
