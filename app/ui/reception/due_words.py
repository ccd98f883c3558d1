"""Limits, due times and their reasons in words."""

from collections.abc import Sequence
from datetime import date, datetime

from app.domain.deadline import Due, Rule
from app.domain.procedure import Limit, Override, Unit
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception import typed

_DAYS = (
    "thứ Hai",
    "thứ Ba",
    "thứ Tư",
    "thứ Năm",
    "thứ Sáu",
    "thứ Bảy",
    "Chủ nhật",
)
SHOWN_DAYS = 4


def limit_words(limit: Limit | None, source: str) -> str:
    """Say a limit and whose it is; a missing one is asked for, never said to be none."""
    if limit is None:
        return tr("The catalogue names no limit: ask, and write it down.")
    whose = {
        "catalogue": tr("by the catalogue"),
        "office": tr("set by the office"),
        "clerk": tr("stated at the counter"),
    }[source]
    return tr("Limit: {limit}, {whose}.", limit=length_words(limit), whose=whose)


def length_words(limit: Limit) -> str:
    """Say the length of a limit: `3 ngày làm việc`, `trong ngày`."""
    if limit.unit is Unit.SAME_DAY:
        return label(limit.unit)
    return f"{limit.value} {label(limit.unit)}"


def override_words(override: Override) -> str:
    """Say who set it, when and by what paper."""
    return tr(
        "Approved by {who} on {day}, {source}.",
        who=override.approver,
        day=f"{override.approved_on:%d/%m/%Y}",
        source=override.source,
    )


def moment_words(moment: datetime, today: date) -> str:
    """Say a moment: `08:40 thứ Sáu 27/11`, the year only when it is another one."""
    year = "" if moment.year == today.year else f"/{moment.year}"
    return f"{moment:%H:%M} {tr(_DAYS[moment.weekday()])} {moment:%d/%m}{year}"


def reason_words(due: Due, limit: Limit) -> str:
    """Say why it is due then: the length, where time starts, the days off passed over."""
    parts = [length_words(limit)]
    if due.rule is Rule.SAME_DAY_LATE:
        parts.append(tr("taken in after the hour for same-day work"))
    if due.starts > due.accepted:
        parts.append(
            tr("counted from {moment}", moment=moment_words(due.starts, due.starts.date()))
        )
    if due.skipped:
        parts.append(tr("days off {days}", days=_days_words(due.skipped)))
    return ", ".join(parts)


def fee_words(payable: int | None, words: str) -> str:
    """Say what is to be paid, in figures and in words."""
    if payable is None:
        return tr("not known: ask")
    if payable == 0:
        return tr("nothing to pay")
    return tr("{sum} đồng", sum=typed.shown_money(payable)) + (f" ({words})" if words else "")


def _days_words(days: Sequence[date]) -> str:
    """Name the days off, the ordinary weekends together when there are many."""
    if len(days) <= SHOWN_DAYS:
        return ", ".join(f"{day:%d/%m}" for day in days)
    holidays = [day for day in days if day.weekday() < 5]
    named = ", ".join(f"{day:%d/%m}" for day in holidays[:SHOWN_DAYS])
    return tr("{named} and weekends", named=named) if named else tr("{n} days", n=len(days))
