"""Judging each row of the export: what can be taken over, with what caution, and why not."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.errors import RuleViolation
from app.domain.events import Imported, ProcedureRef, Promise
from app.domain.numbering import OFFICIAL_PATTERN, Official
from app.domain.person import IdKind, Person
from app.domain.procedure import OUTSIDE_CATALOGUE, Channel
from app.domain.states import IMPORTED_STATES, State
from app.domain.takeover import cells
from app.domain.takeover.cells import Cell, Moment, text_of
from app.domain.takeover.columns import Field, Layout
from app.domain.text import fold

FROM_PROVINCE = "province"


class Fault(StrEnum):
    """What is to be said about a row."""

    NO_CODE = "no_code"
    CODE_PATTERN = "code_pattern"
    TWICE = "twice"
    HERE_ALREADY = "here_already"
    NO_PROCEDURE = "no_procedure"
    PROCEDURE_UNKNOWN = "procedure_unknown"
    NO_PERSON = "no_person"
    NO_ACCEPTED = "no_accepted"
    ACCEPTED_UNREADABLE = "accepted_unreadable"
    ACCEPTED_AHEAD = "accepted_ahead"
    NO_DUE = "no_due"
    DUE_UNREADABLE = "due_unreadable"
    DUE_EARLY = "due_early"
    NO_STATE = "no_state"
    STATE_UNKNOWN = "state_unknown"
    NOT_ACCEPTED_YET = "not_accepted_yet"
    OVER = "over"
    CHANNEL_UNKNOWN = "channel_unknown"


class Judgement(StrEnum):
    """What becomes of a row."""

    READY = "ready"
    WARNED = "warned"  # taken over; somebody should look
    SKIPPED = "skipped"  # nothing to do
    REFUSED = "refused"


_TAKEN = frozenset({Judgement.READY, Judgement.WARNED})
_SKIPS = frozenset({Fault.HERE_ALREADY, Fault.TWICE, Fault.OVER})
_WARNS = frozenset({Fault.PROCEDURE_UNKNOWN, Fault.NO_DUE, Fault.NO_STATE, Fault.CHANNEL_UNKNOWN})


class Source(NamedTuple):
    """The file that is taken over: its SHA-256 (hex), and the office's name of this import."""

    digest: str
    batch: str


class Known(NamedTuple):
    """What the office knows beside the file."""

    procedure: Callable[[str, str], ProcedureRef | None]  # by code, else by name
    here: frozenset[str]  # codes of dossiers that are here
    closes: Callable[[date], datetime]  # when the office closes on a day
    now: int  # UTC milliseconds
    states: Mapping[str, State] = {}  # the office's own words for states, folded
    pattern: str = OFFICIAL_PATTERN


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """One row as it is shown; `said` is what would be recorded, None where nothing can be."""

    row: int  # as Excel counts them
    judgement: Judgement
    faults: tuple[Fault, ...] = ()
    code: str = ""
    procedure: str = ""
    owner: str = ""
    accepted: str = ""
    due: str = ""
    state: str = ""
    said: Imported | None = None


def codes_in(rows: Sequence[Sequence[Cell]], layout: Layout) -> frozenset[str]:
    """Every code that the file names."""
    return frozenset(code for _n, row in _data(rows, layout) if (code := _code(row, layout)))


def unknown_states(
    rows: Sequence[Sequence[Cell]], layout: Layout, office: Mapping[str, State]
) -> dict[str, int]:
    """Words for states that are not understood, and how many rows say them; the commonest first."""
    said = (text_of(layout.cell(row, Field.STATE)) for _n, row in _data(rows, layout))
    strange = Counter(word for word in said if word and cells.state_of(word, office) is None)
    return dict(strange.most_common())


def judge(
    rows: Sequence[Sequence[Cell]], layout: Layout, source: Source, known: Known
) -> Iterator[Judged]:
    """Every row below the headings that holds anything; of one code the first sound row counts."""
    seen: set[str] = set()
    for number, row in _data(rows, layout):
        reading = _Reading(row, layout, known)
        code = reading.code
        if code in seen:
            reading.faults.append(Fault.TWICE)
        judged = reading.judged(number, source)
        if judged.said is not None:
            seen.add(code)
        yield judged


class _Reading:
    """One row being read; gathers what is wrong on the way."""

    def __init__(self, row: Sequence[Cell], layout: Layout, known: Known) -> None:
        self._row = row
        self._layout = layout
        self._known = known
        self.faults: list[Fault] = []
        self.code = _code(row, layout)

    def judged(self, number: int, source: Source) -> Judged:
        """The row with its judgement."""
        self._check_code()
        procedure, (submitter, owner) = self._procedure(), self._people()
        accepted = self._accepted()
        due, state, channel = self._due(accepted), self._state(), self._channel()
        judgement = _judgement(self.faults)
        said = None
        if submitter and procedure and accepted and judgement in _TAKEN:
            promise = _promise(accepted, due)
            said = Imported(
                code=self.code,
                procedure=procedure,
                submitter=submitter,
                owner=owner,
                accepted_at=promise.start,
                promise=promise,
                state=int(state),
                batch=source.batch,
                source=source.digest,
                row=number,
                channel=channel,
                held_by=self._text(Field.HELD_BY),
                note=self._text(Field.NOTE),
            )
        return Judged(
            row=number,
            judgement=judgement,
            faults=tuple(self.faults),
            code=self.code,
            procedure=self._text(Field.PROCEDURE_NAME) or self._text(Field.PROCEDURE_CODE),
            owner=self._text(Field.OWNER) or self._text(Field.SUBMITTER),
            accepted=self._text(Field.ACCEPTED),
            due=self._text(Field.DUE),
            state=self._text(Field.STATE),
            said=said,
        )

    def _text(self, field: Field) -> str:
        return text_of(self._layout.cell(self._row, field))

    def _check_code(self) -> None:
        if not self.code:
            self.faults.append(Fault.NO_CODE)
            return
        try:
            Official.parse(self.code, self._known.pattern)
        except RuleViolation:
            self.faults.append(Fault.CODE_PATTERN)
        if self.code in self._known.here:
            self.faults.append(Fault.HERE_ALREADY)

    def _procedure(self) -> ProcedureRef | None:
        code, name = self._text(Field.PROCEDURE_CODE), self._text(Field.PROCEDURE_NAME)
        if not code and not name:
            self.faults.append(Fault.NO_PROCEDURE)
            return None
        if (found := self._known.procedure(code, name)) is not None:
            return found
        self.faults.append(Fault.PROCEDURE_UNKNOWN)
        return ProcedureRef(code=code or OUTSIDE_CATALOGUE, name=name or code)

    def _people(self) -> tuple[Person | None, Person | None]:
        """The submitter, and the owner where that is somebody else; the card is the owner's."""
        owner, submitter = self._text(Field.OWNER), self._text(Field.SUBMITTER)
        if not owner and not submitter:
            self.faults.append(Fault.NO_PERSON)
            return None, None
        whole = self._person(owner or submitter)
        if not submitter or fold(owner or submitter) == fold(submitter):
            return whole, None
        return Person(name=submitter), whole

    def _person(self, name: str) -> Person:
        number = cells.card_number(self._layout.cell(self._row, Field.ID_NUMBER))
        return Person(
            name=name,
            id_number=number or None,
            id_kind=_kind(number),
            phone=cells.telephone(self._layout.cell(self._row, Field.PHONE)) or None,
            address=self._text(Field.ADDRESS) or None,
        )

    def _accepted(self) -> Moment | None:
        found = self._moment(Field.ACCEPTED, Fault.NO_ACCEPTED, Fault.ACCEPTED_UNREADABLE)
        if found is not None and _ms(found.at) > self._known.now:
            self.faults.append(Fault.ACCEPTED_AHEAD)
        return found

    def _due(self, accepted: Moment | None) -> Moment | None:
        """Where only a day is written, the office has until it closes on that day."""
        found = self._moment(Field.DUE, Fault.NO_DUE, Fault.DUE_UNREADABLE)
        if found is not None and not found.has_time:
            found = Moment(self._known.closes(found.at.date()), has_time=True)
        if found is not None and accepted is not None and found.at < accepted.at:
            self.faults.append(Fault.DUE_EARLY)
        return found

    def _moment(self, field: Field, missing: Fault, unreadable: Fault) -> Moment | None:
        cell = self._layout.cell(self._row, field)
        if not text_of(cell):
            self.faults.append(missing)
            return None
        if (found := cells.moment(cell)) is None:
            self.faults.append(unreadable)
        return found

    def _state(self) -> State:
        """Where the file says no state the dossier is at work: that is what the export lists."""
        cell = self._layout.cell(self._row, Field.STATE)
        if not text_of(cell):
            self.faults.append(Fault.NO_STATE)
            return State.PROCESSING
        state = cells.state_of(cell, self._known.states)
        if state is None:
            self.faults.append(Fault.STATE_UNKNOWN)
        elif state is State.REGISTERED:
            self.faults.append(Fault.NOT_ACCEPTED_YET)
        elif state not in IMPORTED_STATES:
            self.faults.append(Fault.OVER)
        return state or State.PROCESSING

    def _channel(self) -> Channel:
        """Words that are not understood are taken for the counter, with a warning."""
        found = cells.channel_of(self._layout.cell(self._row, Field.CHANNEL))
        if found is None:
            self.faults.append(Fault.CHANNEL_UNKNOWN)
        return found or Channel.DIRECT


def _data(rows: Sequence[Sequence[Cell]], layout: Layout) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Rows below the headings with the number that Excel gives them; not the line (1) (2) (3)."""
    for number, row in enumerate(islice(rows, layout.head + 1, None), layout.head + 2):
        told = [text_of(layout.cell(row, field)) for field in layout.columns]
        if any(told) and not all(_is_count(one) for one in told if one) and _names_one(row, layout):
            yield number, row


def _names_one(row: Sequence[Cell], layout: Layout) -> bool:
    """A row of sums names no dossier: neither a code nor a person."""
    return any(layout.cell(row, one) for one in (Field.CODE, Field.OWNER, Field.SUBMITTER))


def _is_count(text: str) -> bool:
    return text.strip("()").isdecimal() and len(text) <= 4


def _code(row: Sequence[Cell], layout: Layout) -> str:
    return "".join(text_of(layout.cell(row, Field.CODE)).split()).upper()


def _judgement(faults: Sequence[Fault]) -> Judgement:
    """What is here already needs no mending whatever else is wrong with its row."""
    if _SKIPS & set(faults):
        return Judgement.SKIPPED
    if set(faults) - _WARNS:
        return Judgement.REFUSED
    return Judgement.WARNED if faults else Judgement.READY


def _promise(accepted: Moment, due: Moment | None) -> Promise:
    return Promise(start=_ms(accepted.at), due=_ms(due.at) if due else None, source=FROM_PROVINCE)


_CARDS: Mapping[int, IdKind] = {0: "none", 9: "cmnd", 12: "cccd"}


def _kind(number: str) -> IdKind:
    """By its length: căn cước, the old card, else something else."""
    is_card = not number or number.isdecimal()
    return _CARDS.get(len(number), "other") if is_card else "other"


def _ms(at: datetime) -> int:
    return int(at.astimezone(OFFICE_TIME).timestamp()) * 1000
