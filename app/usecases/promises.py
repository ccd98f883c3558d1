"""Appointments: from the engine's due time to what an event promises, and back."""

from datetime import date, datetime

from app.domain import deadline
from app.domain.calendar import OFFICE_TIME
from app.domain.deadline import Due, Rule, Wait
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import Promise
from app.domain.procedure import Limit
from app.system.clock import instant, milliseconds
from app.usecases.desk import Desk
from app.usecases.terms import conventions, working_time


def promise_from(due: Due, limit: Limit | None, source: str) -> Promise:
    """Say an appointment with its reason."""
    return Promise(
        start=milliseconds(due.accepted),
        due=milliseconds(due.due),
        rule=due.rule.value,
        limit=limit.value if limit else None,
        unit=limit.unit if limit else None,
        source=source,
        skipped=tuple(day.isoformat() for day in due.skipped),
    )


def restarted(desk: Desk, dossier: Dossier, complete: datetime) -> Promise | None:
    """Appoint anew once everything missing has come (NĐ 118/2025, Điều 19(5)).

    `None` where no date was promised before.
    """
    limit, before = limit_of(dossier), dossier.promise
    if before is None or before.due is None or limit is None:
        return None
    asked = office_time(dossier.supplements[-1].asked_at) if dossier.supplements else complete
    due = deadline.due_after_supplement(
        _due(before), Wait(asked, complete), limit, working_time(desk), conventions(desk)
    )
    return promise_from(due, limit, before.source)


def postponed(desk: Desk, dossier: Dossier, new_due: datetime) -> Promise:
    """Appoint a second time (Điều 19(6)); raises `RuleViolation` when that is not allowed."""
    if dossier.promise is None or dossier.promise.due is None:
        raise RuleViolation("limit_missing")
    times = 0 if dossier.extended is None else 1
    due = deadline.extended(_due(dossier.promise), new_due, times, working_time(desk))
    return promise_from(due, limit_of(dossier), dossier.promise.source)


def limit_of(dossier: Dossier) -> Limit | None:
    """Return the limit that the dossier was promised under."""
    promise = dossier.promise
    if promise is None or promise.limit is None or promise.unit is None:
        return None
    return Limit(promise.limit, promise.unit)


def office_time(ms: int) -> datetime:
    """Return an event's instant on the office's clock."""
    return instant(ms).astimezone(OFFICE_TIME)


def _due(promise: Promise) -> Due:
    """Return the engine's record of a promise that names a date."""
    if promise.due is None:
        raise RuleViolation("limit_missing")
    start = office_time(promise.start)
    return Due(
        accepted=start,
        starts=start,
        due=office_time(promise.due),
        rule=Rule(promise.rule),
        skipped=tuple(map(date.fromisoformat, promise.skipped)),
    )
