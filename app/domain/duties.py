"""What the desk owes a dossier by when, beside its result (NĐ 118/2025): read off the fold."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from app.domain import deadline
from app.domain.access import PROVINCE_PREFIX
from app.domain.calendar import OFFICE_TIME
from app.domain.deadline import DEFAULT_CONVENTIONS, Conventions
from app.domain.dossier import Dossier
from app.domain.dossier_record import Deed, DossierRecord
from app.domain.events import FeePaidOnline
from app.domain.history import Outcome, TimelineEntry
from app.domain.money import figures_of_money
from app.domain.papers.wording import office_time
from app.domain.procedure import Channel
from app.domain.states import State
from app.domain.working_time import WorkingTime


class DutyKind(StrEnum):
    """Which duty, by the article that sets it."""

    ANSWER_ONLINE = "answer_online"  # Điều 17(2): 8 working hours
    TAKE_ONLINE = "take_online"  # a supplement came online: look at it, take it in or not
    PAID_ONLINE = "paid_online"  # a payment came online and nobody has seen it yet
    FORWARD = "forward"  # Điều 18
    SEND_PAPERS = "send_papers"  # Điều 20: papers of another authority
    STEP = "step"  # the step's own time
    CONSULTATION = "consultation"  # Điều 19(4)
    NOTIFY_HEAD = "notify_head"  # Điều 19(4): a late opinion
    ASK_CITIZEN = "ask_citizen"  # Điều 19(5): the specialist wishes a supplement
    CLOSE = "close"  # Điều 19(5): 15 days have passed
    COMPARE = "compare"  # a picture waits for its original
    SIGN = "sign"  # chờ ký số
    MEND = "mend"  # Điều 23
    RETURN_MENDED = "return_mended"  # Điều 23: the citizen has the wrong one


class Duty(NamedTuple):
    """One duty; `due` is None where no moment is set."""

    kind: DutyKind
    due: datetime | None = None
    detail: str = ""

    def is_late(self, now: datetime) -> bool:
        """Has its moment passed?"""
        return self.due is not None and now > self.due


def duties(
    dossier: Dossier,
    hours: WorkingTime,
    conventions: Conventions = DEFAULT_CONVENTIONS,
    now: datetime | None = None,
) -> tuple[Duty, ...]:
    """Everything owed, those with the nearest moment first; some only once `now` is too late."""
    found = (
        *_of_the_desk(dossier, hours, conventions),
        *_of_the_work(dossier, hours),
        *(Duty(DutyKind.NOTIFY_HEAD, None, whom_of(one)) for one in late_opinions(dossier, now)),
    )
    return tuple(sorted(found, key=lambda one: (one.due is None, one.due or _NEVER)))


def late_opinions(dossier: Dossier, now: datetime | None) -> tuple[Deed, ...]:
    """Opinions that came late or are late now, of which the head was not told (Điều 19(4))."""
    return tuple(
        one
        for one in dossier.unreported_opinions
        if dossier.is_answered_late(one)
        or (now is not None and (due := _moment(one, "due")) is not None and now > due)
    )


def brought_online(dossier: DossierRecord) -> Deed | None:
    """The newest supplement that came online and waits for the desk (Điều 17(2), 19(5))."""
    asked = dossier.supplements[-1].asked_at if dossier.supplements else -1
    came = [one for one in dossier.brought_online if one.at >= asked]
    return came[-1] if came and dossier.state is State.SUPPLEMENT else None


def paid_online(dossier: DossierRecord) -> TimelineEntry | None:
    """The newest payment that came online, while no officer has done anything since (Điều 24)."""
    if dossier.is_ended:
        return None
    for entry in reversed(dossier.timeline):
        if isinstance(entry.said, FeePaidOnline) and entry.outcome is Outcome.APPLIED:
            return entry
        if not entry.kind.startswith(PROVINCE_PREFIX):
            return None
    return None


def whom_of(asked: Deed) -> str:
    """Who was asked for the opinion."""
    return str(getattr(asked.said, "whom", ""))


def supplement_limit(dossier: Dossier, hours: WorkingTime) -> Duty | None:
    """By when what is missing must be asked for, where the law sets a time for it."""
    if dossier.state is State.REGISTERED and dossier.channel is Channel.ONLINE:
        offered = office_time(dossier.registered_at or 0)
        return Duty(DutyKind.ANSWER_ONLINE, deadline.online_answer_by(offered, hours))
    if dossier.state is State.PROCESSING and dossier.accepted_at is not None:
        accepted = office_time(dossier.accepted_at)
        return Duty(DutyKind.ASK_CITIZEN, deadline.appraisal_supplement_by(accepted, hours))
    return None


_NEVER = datetime.max.replace(tzinfo=OFFICE_TIME)


def _of_the_desk(dossier: Dossier, hours: WorkingTime, conventions: Conventions) -> Iterator[Duty]:
    """Answering what came online, handing on, asking the citizen, closing."""
    if dossier.state is State.REGISTERED and dossier.channel is Channel.ONLINE:
        offered = office_time(dossier.registered_at or 0)
        yield Duty(DutyKind.ANSWER_ONLINE, deadline.online_answer_by(offered, hours))
    if (brought := brought_online(dossier)) is not None:
        yield Duty(DutyKind.TAKE_ONLINE, None, getattr(brought.said, "note", ""))
    if (paid := paid_online(dossier)) is not None:
        amount = figures_of_money(getattr(paid.said, "amount", 0))
        yield Duty(DutyKind.PAID_ONLINE, None, amount)
    if dossier.state is State.ACCEPTED and dossier.accepted_at is not None and dossier.slip:
        accepted = office_time(dossier.accepted_at)
        yield Duty(DutyKind.FORWARD, deadline.forward_by(accepted, hours, conventions))
        if dossier.for_authority:
            due = deadline.papers_sent_by(accepted, hours)
            yield Duty(DutyKind.SEND_PAPERS, due, dossier.for_authority)
    asked = dossier.supplements[-1].asked if dossier.supplements else None
    if dossier.state is State.SUPPLEMENT and asked is not None and asked.close_after:
        day = date.fromisoformat(asked.close_after)
        yield Duty(DutyKind.CLOSE, datetime.combine(day, _MIDNIGHT, OFFICE_TIME))


_MIDNIGHT = datetime.min.time()


def _of_the_work(dossier: Dossier, hours: WorkingTime) -> Iterator[Duty]:
    """Steps, opinions, wishes, pictures, signatures, faults."""
    if dossier.state is State.PROCESSING:
        yield from _at_work(dossier, hours)
    for asked in dossier.open_consultations:
        yield Duty(DutyKind.CONSULTATION, _moment(asked, "due"), whom_of(asked))
    for name in dossier.images_to_compare:
        yield Duty(DutyKind.COMPARE, None, name)
    if dossier.awaits_signature:
        yield Duty(DutyKind.SIGN)
    if dossier.awaits_mended_return:
        yield Duty(DutyKind.RETURN_MENDED)
    for fault in dossier.open_faults:
        yield Duty(DutyKind.MEND, _moment(fault, "due"), getattr(fault.said, "what", ""))


def _at_work(dossier: Dossier, hours: WorkingTime) -> Iterator[Duty]:
    if dossier.assignments and (due := _moment(dossier.assignments[-1], "due")):
        yield Duty(DutyKind.STEP, due, dossier.works_on_it)
    if wish := dossier.open_wish:
        accepted = office_time(dossier.accepted_at or 0)
        due = deadline.appraisal_supplement_by(accepted, hours)
        yield Duty(DutyKind.ASK_CITIZEN, due, "; ".join(getattr(wish.said, "missing", ())))


def _moment(deed: Deed, field: str) -> datetime | None:
    at = getattr(deed.said, field, None)
    return None if at is None else office_time(at)
