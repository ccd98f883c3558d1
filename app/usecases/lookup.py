"""Looking: the day's board, lists of dossiers, and the jump to anything."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.deadline import MINUTES_OF_DAY, forward_late_before, online_answer_by
from app.domain.duties import DutyKind
from app.domain.errors import RuleViolation
from app.domain.papers import read_slip_text
from app.domain.papers.wording import day, office_time
from app.domain.person import Person
from app.domain.states import State
from app.store.projections.work import Works
from app.store.reader import Reader
from app.store.records import DossierRow as StoredRow
from app.store.records import Filter
from app.usecases.desk import Desk
from app.usecases.drafts import drafts
from app.usecases.levels import Level
from app.usecases.people import known_people
from app.usecases.procedure_choice import search_procedures
from app.usecases.staff import hidden_dossiers, hidden_fields
from app.usecases.terms import conventions, working_time

NEAREST = 8
"""Dossiers that the board names: what is late comes first."""


ONLINE_NAMED = 3
"""Dossiers from online that the board names."""

SHORTEST_NAME = 2
PEOPLE = 2
"""People that the jump names beside the dossiers."""


class Section(StrEnum):
    """The parts of the day's board; also quick filters of the list."""

    DRAFTS = "drafts"
    TO_FORWARD = "to_forward"
    FORWARD_LATE = "forward_late"
    """Should have been handed on already (Điều 18)."""
    DUE_TODAY = "due_today"
    LATE_SOON = "late_soon"
    """At most one working day is left: the last moment for the apology (Điều 19(6))."""
    OVERDUE = "overdue"
    ONLINE_LATE = "online_late"
    """Came online more than 8 working hours ago and is not answered (Điều 17(2))."""
    ONLINE_NEW = "online_new"
    ONLINE_BROUGHT = "online_brought"
    """A supplement came online."""
    ONLINE_PAID = "online_paid"
    """A payment came online and nobody has looked at it."""
    SUPPLEMENT = "supplement"
    TO_RETURN = "to_return"
    TO_ASK = "to_ask"
    """A specialist wishes a supplement: the desk asks the citizen (Điều 19(5))."""
    TO_CLOSE = "to_close"
    """15 days have passed without the supplement (Điều 19(5))."""
    OPINIONS = "opinions"
    OPINIONS_LATE = "opinions_late"
    TO_COMPARE = "to_compare"
    TO_SIGN = "to_sign"
    UNSCANNED = "unscanned"
    """A paper handed in has no file yet, and no reason for it (Điều 17(1)(c))."""
    TO_MEND = "to_mend"
    """A wrong result, to be mended within 3 working days (Điều 23)."""
    TO_TELL = "to_tell"
    NOT_SENT = "not_sent"
    CONFLICTS = "conflicts"


class Order(StrEnum):
    """Columns by which the list can be sorted."""

    ACCEPTED = "accepted"
    DUE = "due"
    CODE = "code"
    OWNER = "owner"
    PROCEDURE = "procedure"
    STATE = "state"


class DossierFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What the list shows and in which order; empty shows all."""

    text: str = ""
    section: Section | None = None
    states: tuple[State, ...] = ()
    procedure_code: str = ""
    received_from: date | None = None
    received_to: date | None = None
    due_to: date | None = None
    open_only: bool = False
    order: Order = Order.ACCEPTED
    descending: bool = True


class DossierRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a list; values, no words."""

    id: str
    code: str
    """The official code when there is one, else the provisional number."""
    provisional_code: str
    official_code: str
    procedure_code: str
    procedure_name: str
    owner: str
    submitter: str
    state: State
    accepted: datetime | None
    """`None`: registered only, not accepted yet."""
    due: datetime | None
    ended: datetime | None
    holder: str
    level: Level
    conflict: bool
    waiting: bool
    """Events of it wait for earlier ones."""
    refused: bool
    """The province did not record it."""


class Page(msgspec.Struct, frozen=True):
    """Some rows and how many there are in all."""

    rows: tuple[DossierRow, ...]
    total: int


class BoardCount(msgspec.Struct, frozen=True):
    """One tile of the board."""

    section: Section
    count: int


class Online(msgspec.Struct, frozen=True):
    """A dossier that came online, and by when it is answered (Điều 17(2))."""

    row: DossierRow
    answer_by: datetime


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """Hôm nay."""

    now: datetime
    counts: tuple[BoardCount, ...]
    received_today: int
    returned_today: int
    next_due: tuple[DossierRow, ...]
    online: tuple[Online, ...] = ()
    """Those that came online first."""


class Found(msgspec.Struct, frozen=True):
    """One answer of the jump (Ctrl+K): where to go."""

    kind: str
    """`dossier`, `person` or `procedure`."""
    id: str
    title: str
    detail: str


def today(desk: Desk) -> Board:
    """Count what the day asks for."""
    now = desk.now()
    reader = desk.store.reader()
    hidden = hidden_fields(desk, reader)
    counts = tuple(BoardCount(part, _count(desk, reader, part, hidden)) for part in Section)
    day = reader.today_counts(now)
    late = reader.dossiers(_hiding(_section(desk, Section.OVERDUE), hidden), "due", 0, NEAREST)
    soon = Filter(open_only=True, due_from=now, hidden_fields=hidden)
    near = reader.dossiers(soon, "due", 0, NEAREST)
    return Board(
        now=now,
        counts=counts,
        received_today=day.received_today,
        returned_today=day.returned_today,
        next_due=tuple(map(row_of, (*late, *near)))[:NEAREST],
        online=_online(desk, reader),
    )


def _online(desk: Desk, reader: Reader) -> tuple[Online, ...]:
    """The first few of this counter that wait for an answer."""
    since = dict(reader.topic(Works).first(DutyKind.ANSWER_ONLINE, ONLINE_NAMED))
    rows, hours = _seen(desk, reader.rows(tuple(since))), working_time(desk)
    return tuple(
        Online(row_of(row), online_answer_by(office_time(since[row.id]), hours)) for row in rows
    )


def dossiers(desk: Desk, which: DossierFilter, offset: int = 0, limit: int = 200) -> Page:
    """Return one page of the list."""
    reader = desk.store.reader()
    wanted = _hiding(_filter(desk, which), hidden_fields(desk, reader))
    order = f"-{which.order}" if which.descending else str(which.order)
    rows = reader.dossiers(wanted, order, offset, limit)
    return Page(tuple(map(row_of, rows)), reader.count(wanted))


def jump(desk: Desk, text: str, limit: int = 12) -> tuple[Found, ...]:
    """Find dossiers by any of their codes, by people, and procedures by what people say."""
    text = _read(text)
    rows = _seen(desk, desk.store.reader().search(text, limit)) if text.strip() else []
    people = _people(desk, text)
    found = [
        Found("dossier", row.id, f"{row.code} {row.owner}", row.procedure_name)
        for row in rows[: limit - len(people)]
    ]
    found += people
    procedures = search_procedures(desk, text, limit=max(3, limit - len(found)))
    found += [Found("procedure", one.code, one.short_name, one.field) for one in procedures]
    return tuple(found[:limit])


def _people(desk: Desk, text: str) -> list[Found]:
    """Name the people themselves after their dossiers; a letter alone means nobody."""
    if len(text.strip()) < SHORTEST_NAME:
        return []
    known = known_people(desk, text, PEOPLE)
    return [Found("person", one.mention, one.person.name, _told_apart(one.person)) for one in known]


def _told_apart(person: Person) -> str:
    """What tells two people of one name apart."""
    born = day(person.birth_date) if person.birth_date else ""
    parts = (born, person.id_number, person.hamlet or person.address)
    return " · ".join(part for part in parts if part)


def _read(text: str) -> str:
    """Answer the code that a scanned slip carries; all else is taken as it was typed."""
    try:
        return read_slip_text(text).code
    except RuleViolation:
        return text


def row_of(row: StoredRow) -> DossierRow:
    """Return a stored line in the office's time."""
    return DossierRow(
        id=row.id,
        code=row.code,
        provisional_code=row.provisional_code,
        official_code=row.official_code,
        procedure_code=row.procedure,
        procedure_name=row.procedure_name,
        owner=row.owner,
        submitter=row.submitter,
        state=row.state,
        accepted=_office(row.accepted),
        due=_office(row.due),
        ended=_office(row.ended),
        holder=row.holder,
        level=Level(row.level),
        conflict=row.conflicts > 0,
        waiting=row.waiting,
        refused=row.refused,
    )


def _count(desk: Desk, reader: Reader, part: Section, hidden: tuple[str, ...]) -> int:
    if part is Section.DRAFTS:
        return len(drafts(desk))
    return reader.count(_hiding(_section(desk, part), hidden))


def _hiding(which: Filter, hidden: tuple[str, ...]) -> Filter:
    """Return the filter without what other agencies have at their counters."""
    return msgspec.structs.replace(which, hidden_fields=hidden)


def _seen(desk: Desk, rows: list[StoredRow]) -> list[StoredRow]:
    """Return those that are not another agency's."""
    reader = desk.store.reader()
    hidden = hidden_dossiers(desk, reader, [row.id for row in rows])
    return [row for row in rows if row.id not in hidden]


def _filter(desk: Desk, which: DossierFilter) -> Filter:
    """Return what the store is asked: the section's filter, narrowed by the rest."""
    base = _section(desk, which.section) if which.section else Filter()
    return msgspec.structs.replace(
        base,
        text=_read(which.text),
        states=which.states or base.states,
        procedure=which.procedure_code,
        accepted_from=_start(which.received_from),
        accepted_before=_earlier(_end(which.received_to), base.accepted_before),
        due_before=_end(which.due_to) or base.due_before,
        open_only=which.open_only or base.open_only,
    )


def _section(desk: Desk, part: Section) -> Filter:
    """Return the filter behind a part of the board."""
    now = desk.now()
    evening = _morning(now) + timedelta(days=1)
    running = (State.ACCEPTED, State.PROCESSING)
    hours = working_time(desk)
    one_day = hours.after(now, MINUTES_OF_DAY)
    filters = {
        Section.TO_FORWARD: Filter(states=(State.ACCEPTED,)),
        Section.FORWARD_LATE: Filter(states=(State.ACCEPTED,), accepted_before=_late(desk)),
        Section.DUE_TODAY: Filter(states=running, due_from=now, due_before=evening),
        Section.LATE_SOON: Filter(states=running, due_from=now, due_before=one_day),
        Section.OVERDUE: Filter(states=running, due_before=now),
        Section.ONLINE_LATE: Filter(
            work=DutyKind.ANSWER_ONLINE, work_before=hours.before(now, MINUTES_OF_DAY)
        ),
        Section.ONLINE_NEW: Filter(work=DutyKind.ANSWER_ONLINE),
        Section.ONLINE_BROUGHT: Filter(work=DutyKind.TAKE_ONLINE),
        Section.ONLINE_PAID: Filter(work=DutyKind.PAID_ONLINE),
        Section.SUPPLEMENT: Filter(states=(State.SUPPLEMENT,)),
        Section.TO_RETURN: Filter(states=(State.DONE,)),
        Section.TO_ASK: Filter(work=DutyKind.ASK_CITIZEN),
        Section.TO_CLOSE: Filter(work=DutyKind.CLOSE, work_before=now),
        Section.OPINIONS: Filter(work=DutyKind.CONSULTATION),
        Section.OPINIONS_LATE: Filter(work=DutyKind.CONSULTATION, work_before=now),
        Section.TO_COMPARE: Filter(work=DutyKind.COMPARE),
        Section.TO_SIGN: Filter(work=DutyKind.SIGN),
        Section.UNSCANNED: Filter(unscanned_only=True),
        Section.TO_MEND: Filter(work=DutyKind.MEND),
        Section.TO_TELL: Filter(to_tell_only=True),
        Section.NOT_SENT: Filter(unsent_only=True),
        Section.CONFLICTS: Filter(troubled_only=True),
    }
    return filters.get(part, Filter())


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    """Return the narrower of two bounds."""
    return min((bound for bound in (one, other) if bound is not None), default=None)


def _late(desk: Desk) -> datetime:
    """What was accepted before this and is still here is late to be handed on."""
    return forward_late_before(desk.now(), working_time(desk), conventions(desk))


def _morning(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _start(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), OFFICE_TIME) if day else None


def _end(day: date | None) -> datetime | None:
    """Return the end of the day, itself excluded."""
    return datetime.combine(day, time(), OFFICE_TIME) + timedelta(days=1) if day else None


def _office(moment: datetime | None) -> datetime | None:
    return moment.astimezone(OFFICE_TIME) if moment else None
