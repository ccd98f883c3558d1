"""When the result is due, what is left, and why then."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.deadline import Nearness, Rule
from app.domain.dossier import Dossier
from app.domain.events import Promise
from app.domain.procedure import Limit
from app.domain.states import State
from app.ui.due_words import left_words
from app.ui.i18n import tr
from app.ui.reception.due_words import length_words, moment_words
from app.usecases.dossier_view import Countdown, DossierView
from app.usecases.promises import limit_of, office_time

SHOWN_DAYS = 3
_TONES = {
    Nearness.AHEAD: "strong",
    Nearness.APOLOGY: "caution",
    Nearness.SOON: "caution",
    Nearness.OVERDUE: "bad",
}
_RULES = {
    Rule.SAME_DAY_LATE: "taken in after the hour for same-day work",
    Rule.SAME_DAY_OFF: "taken in on a day off",
    Rule.LENGTHENED: "lengthened by the time of waiting",
    Rule.EXTENDED: "appointed anew, with an apology",
}


@dataclass(frozen=True, slots=True)
class DueLine:
    """Three lines: what is left, the moment, the reason; `tone` names a colour."""

    left: str
    moment: str
    reason: str
    tone: str


def due_line(view: DossierView, now: datetime) -> DueLine:
    """Say until when, and how that stands."""
    dossier = view.dossier
    if not dossier.was_accepted or dossier.due is None or dossier.promise is None:
        return _without_date(dossier)
    due = office_time(dossier.due)
    moment = tr("Due {moment}", moment=moment_words(due, now.date()))
    reason = reason_words(dossier.promise, limit_of(dossier))
    if dossier.ended_at is None:
        return _running(view.countdown, now, moment, reason)
    if dossier.imported is not None and dossier.imported.state == State.DONE:
        reason = tr("It had its result when it was imported")
        return DueLine(reason, moment, "", "quiet")
    return _ended(due, office_time(dossier.ended_at), moment, reason)


def _without_date(dossier: Dossier) -> DueLine:
    """Time does not run yet, the law sets none, or only the province's file says none."""
    if not dossier.was_accepted:
        return DueLine(tr("Not accepted yet"), tr("Time does not run yet."), "", "quiet")
    if dossier.imported is not None:
        return DueLine(tr("The province's file named no date"), "", "", "caution")
    return DueLine(tr("No date is promised by law"), "", "", "quiet")


def reason_words(promise: Promise, limit: Limit | None) -> str:
    """Say why it is due then: the length, the rule, the days off passed over."""
    parts = [length_words(limit)] if limit else []
    if (rule := _RULES.get(_rule(promise.rule) or Rule.SAME_DAY)) is not None:
        parts.append(tr(rule))
    if promise.skipped:
        parts.append(tr("days off {days}", days=_days(promise.skipped)))
    return ", ".join(parts)


def _running(countdown: Countdown | None, now: datetime, moment: str, reason: str) -> DueLine:
    if countdown is None:
        return DueLine(moment, "", reason, "text")
    if countdown.paused:
        return DueLine(tr("Waits for the citizen"), moment, reason, "caution")
    left = left_words(countdown.due, now)
    return DueLine(left, moment, reason, _TONES[countdown.nearness])


def _ended(due: datetime, ended: datetime, moment: str, reason: str) -> DueLine:
    said = moment_words(ended, due.date())
    if ended <= due:
        return DueLine(tr("In time: {moment}", moment=said), moment, reason, "good")
    return DueLine(tr("Late: {moment}", moment=said), moment, reason, "bad")


def _rule(text: str) -> Rule | None:
    return next((rule for rule in Rule if rule.value == text), None)


def _days(skipped: tuple[str, ...]) -> str:
    """Name the holidays, and the weekends together when there are many."""
    days = [date.fromisoformat(day) for day in skipped]
    if len(days) <= SHOWN_DAYS:
        return ", ".join(f"{day:%d/%m}" for day in days)
    holidays = [f"{day:%d/%m}" for day in days if day.weekday() < 5]
    if not holidays:
        return tr("{n} days", n=len(days))
    return tr("{named} and weekends", named=", ".join(holidays[:SHOWN_DAYS]))
