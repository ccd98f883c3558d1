"""One dossier as the screen shows it: who, what, where it is, until when, and what may be done."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from app.domain import access, deadline
from app.domain.access import Role
from app.domain.deadline import Nearness
from app.domain.dossier import Dossier
from app.domain.duties import Duty, duties, supplement_limit
from app.domain.events import ConsultationAnswered, Payload, to_payload
from app.domain.history import DossierVersion, Outcome, TimelineEntry
from app.domain.provincial import standing
from app.domain.states import STAGE, Act, Stage
from app.domain.working_time import minutes_between
from app.usecases.chain import ChainLink, links
from app.usecases.desk import Desk
from app.usecases.hub_known import is_server
from app.usecases.levels import Level
from app.usecases.pc_names import pc_names
from app.usecases.print_jobs import unconfirmed_prints
from app.usecases.processing import is_late_to_extend
from app.usecases.promises import office_time
from app.usecases.settling import gaps
from app.usecases.shared_codes import Twin, code_to_replace, twins
from app.usecases.staff import Away, must_be_seen, who_is_away
from app.usecases.terms import conventions, working_time
from app.usecases.timeliness import Timeliness, of_record


class TimelineRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the timeline; `kind` is the event's kind, the words are the screen's."""

    event: str
    """Its name, device:epoch:n."""
    kind: str
    by: str
    role: str
    happened: datetime
    recorded: datetime
    clock: str
    """`ok`, `estimated` or `bad`."""
    device: str
    here: bool
    """Recorded on this PC."""
    pc: str
    """The name of that PC as the province knows it; empty when it has told none."""
    level: Level
    at_server: bool = False
    """This PC is the commune's server."""
    by_hand: bool = False
    """An officer typed it into the province's system."""
    facts: tuple[tuple[str, object], ...] = ()
    """What the act said, as (payload field, plain value)."""
    outcome: Outcome = Outcome.APPLIED
    reason: str = ""
    """Why it changes nothing, when it was set aside."""


class Countdown(msgspec.Struct, frozen=True):
    """Time to the due moment; `paused` while the citizen or somebody else has the next step."""

    due: datetime
    minutes_left: int
    """Clock minutes until due; negative when overdue."""
    working_minutes_left: int
    nearness: Nearness
    paused: bool


class DossierView(msgspec.Struct, frozen=True, kw_only=True):
    """All that the page of one dossier shows."""

    dossier: Dossier
    version: DossierVersion
    """Hand it back with the act: it becomes the event's `seen`."""
    level: Level
    at_server: bool = False
    """This PC is the commune's server: what is saved here is there too."""
    countdown: Countdown | None
    """`None` before acceptance, without an appointment, and once it has ended."""
    acts: tuple[Act, ...]
    """What may be done now by this officer, nothing else."""
    timeline: tuple[TimelineRow, ...]
    """Oldest first."""
    unconfirmed_prints: int = 0
    duties: tuple[Duty, ...] = ()
    """What the desk owes it by when, beside its result."""
    supplement_limit: Duty | None = None
    """By when what is missing is to be asked for, where the law sets a time for it now."""
    extension_is_late: bool = False
    """Less than one working day is left for the apology (Điều 19(6))."""
    chain: tuple[ChainLink, ...] = ()
    """The other dossiers of the visit, and what it waits for."""
    away: tuple[Away, ...] = ()
    """Who is away today: whoever gives them a step is told."""
    gaps: tuple[str, ...] = ()
    """Events that others have waited for in vain so long that a person may call them lost."""
    timeliness: Timeliness | None = None
    """When it was decided and when the province heard of it; None while it is open."""
    twins: tuple[Twin, ...] = ()
    """Other dossiers on whose slips a code of this one stands or stood."""
    code_to_replace: str = ""
    """The code on its slip, where another dossier keeps it."""
    files_sent: int = 0
    """Its scans that the province's gateway holds, as far as this PC has sent or fetched them."""


def open_dossier(desk: Desk, dossier_id: str) -> DossierView:
    """Return the dossier's page; raises `StoreFault("no_dossier")`, `RuleViolation`."""
    reader = desk.store.reader()
    dossier = reader.dossier(dossier_id)
    must_be_seen(desk, reader, dossier.procedure.field if dossier.procedure else "")
    row = reader.row(dossier_id)
    return DossierView(
        dossier=dossier,
        version=dossier.version,
        level=Level(row.level if row else 0),
        at_server=is_server(desk),
        countdown=_countdown(desk, dossier),
        acts=_acts(desk, dossier),
        timeline=tuple(_timeline(desk, dossier)),
        unconfirmed_prints=sum(job.dossier_id == dossier_id for job in unconfirmed_prints(desk)),
        duties=duties(dossier, working_time(desk), conventions(desk), desk.now()),
        supplement_limit=supplement_limit(dossier, working_time(desk)),
        extension_is_late=is_late_to_extend(desk, dossier, desk.now()),
        chain=links(desk, dossier),
        away=who_is_away(desk),
        gaps=gaps(dossier, desk.now()),
        twins=twins(desk, dossier_id),
        code_to_replace=code_to_replace(desk, dossier_id),
        timeliness=of_record(desk, dossier),
        files_sent=sum(reader.sent_files.is_sent(scan.said.file) for scan in dossier.scans),
    )


def _countdown(desk: Desk, dossier: Dossier) -> Countdown | None:
    if dossier.due is None or dossier.ended_at is not None:
        return None
    now, due, hours = desk.now(), office_time(dossier.due), working_time(desk)
    return Countdown(
        due=due,
        minutes_left=minutes_between(now, due),
        working_minutes_left=hours.between(now, due),
        nearness=deadline.nearness(now, due, hours),
        paused=STAGE[dossier.state] is Stage.CITIZEN,
    )


def _acts(desk: Desk, dossier: Dossier) -> tuple[Act, ...]:
    mine = access.acts_of(Role(desk.officer.role))
    return tuple(act for act in Act if act in mine and act in dossier.allowed())


def _timeline(desk: Desk, dossier: Dossier) -> Iterator[TimelineRow]:
    here, names = desk.store.device.device, pc_names(desk)
    known, serves = standing(dossier), is_server(desk)
    for place, entry in enumerate(dossier.timeline, start=1):
        is_recorded = known.has(entry.id, place)
        yield TimelineRow(
            event=entry.id,
            kind=entry.kind,
            by=entry.by,
            role=entry.role,
            happened=office_time(entry.happened_at),
            recorded=office_time(entry.at),
            clock=entry.clk,
            device=entry.device,
            here=entry.device == here,
            pc=names.get(entry.device, ""),
            level=_level(desk, entry, is_recorded=is_recorded),
            at_server=serves,
            by_hand=known.was_typed_in(entry.id, place),
            facts=(*_facts(entry), *_lateness(desk, dossier, entry)),
            outcome=entry.outcome,
            reason=entry.reason.value if entry.reason else "",
        )


def _level(desk: Desk, entry: TimelineEntry, *, is_recorded: bool) -> Level:
    """Say how far one event has come: a position is the gateway's signed word that it is there."""
    if entry.position is None:
        is_at_hub = desk.store.reader().is_at_hub(entry.id)
        return Level.COMMUNE_SERVER if is_at_hub else Level.SAVED_HERE
    return Level.PROVINCE_RECORDED if is_recorded else Level.PROVINCE_GATEWAY


def _lateness(desk: Desk, dossier: Dossier, entry: TimelineEntry) -> Iterator[tuple[str, object]]:
    """Say what was done later than the law wants it (Điều 18, 19(4))."""
    said, at = entry.said, office_time(entry.happened_at)
    if isinstance(said, ConsultationAnswered):
        asked = next((one for one in dossier.consultations if one.event == said.asked), None)
        if asked is not None and dossier.is_answered_late(asked):
            yield "answered_late", True
    if said is dossier.forwarded and dossier.accepted_at is not None and not dossier.supplements:
        accepted = office_time(dossier.accepted_at)
        if at > deadline.forward_by(accepted, working_time(desk), conventions(desk)):
            yield "forwarded_late", True


def _facts(entry: TimelineEntry) -> tuple[tuple[str, object], ...]:
    return tuple(to_payload(entry.said).items()) if isinstance(entry.said, Payload) else ()
