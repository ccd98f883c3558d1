"""In words: what a report covers, and why it is still provisional ("tạm")."""

from datetime import datetime

from app.domain.reports import Reach
from app.ui.i18n import tr
from app.usecases.promises import office_time
from app.usecases.reports import Report

MOST_NAMED = 4


def covers(report: Report) -> str:
    """One line: every PC and up to when its work is known here."""
    named = [reach_words(one) for one in report.coverage.reaches]
    more = len(named) - MOST_NAMED
    told = "; ".join(named[:MOST_NAMED])
    return f"{told}; {tr('{n} more PCs', n=more)}" if more > 0 else told


def provisional(report: Report) -> str:
    """Why it is "tạm"; nothing when it is whole."""
    if report.is_complete:
        return ""
    missing = report.coverage.missing(report.period.end)
    if missing:
        names = ", ".join(_name(one) for one in missing[:MOST_NAMED])
        return tr("PROVISIONAL: not everything has come yet from {names}.", names=names)
    return tr("PROVISIONAL: the period is not over yet.")


def hidden_words(hidden: int) -> str:
    """How many dossiers of other agencies a list leaves out; nothing where it leaves none."""
    return tr("{n} dossiers of other agencies are not shown.", n=hidden) if hidden else ""


def reach_words(one: Reach) -> str:
    """Máy 2: đến 18/11."""
    if one.is_revoked:
        return tr("{name}: withdrawn by the province", name=_name(one))
    if one.until is None:
        return tr("{name}: nothing yet", name=_name(one))
    return tr("{name}: to {moment}", name=_name(one), moment=_moment(office_time(one.until)))


def _name(one: Reach) -> str:
    if one.is_here:
        return f"{one.name} ({tr('this PC')})" if one.name else tr("This PC")
    return one.name


def _moment(at: datetime) -> str:
    return f"{at:%H:%M %d/%m/%Y}"
