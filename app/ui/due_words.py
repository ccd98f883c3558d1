"""How far away a due moment is, in the words of the desk."""

from datetime import datetime, timedelta

from app.ui.i18n import tr


def left_words(due: datetime | None, now: datetime) -> str:
    """Say `còn 2 ngày`, `17:00 hôm nay` or `quá 3 giờ`; empty when nothing was promised."""
    if due is None:
        return ""
    here = due.astimezone(now.tzinfo)
    if here < now:
        return tr("late by {length}", length=_length(now - here))
    return _ahead(f"{here:%H:%M}", (here.date() - now.date()).days)


def left_tone(due: datetime | None, now: datetime) -> str:
    """Name the colour that goes with the words; they say it without it too."""
    if due is None:
        return "quiet"
    if due < now:
        return "bad"
    return "caution" if (due.astimezone(now.tzinfo).date() - now.date()).days <= 1 else "text"


def _ahead(clock: str, days: int) -> str:
    match days:
        case 0:
            return tr("{clock} today", clock=clock)
        case 1:
            return tr("{clock} tomorrow", clock=clock)
        case _:
            return tr("{n} days left", n=days)


def _length(late: timedelta) -> str:
    """Say a length in its largest unit, rounded down, at least one minute."""
    minutes = max(1, int(late.total_seconds() // 60))
    if minutes >= 24 * 60:
        return tr("{n} days", n=minutes // (24 * 60))
    if minutes >= 60:
        return tr("{n} hours", n=minutes // 60)
    return tr("{n} minutes", n=minutes)
