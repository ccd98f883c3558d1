"""From what an officer types to values, and back to how they are shown."""

import re
from datetime import date, datetime, time

from app.domain.person import IdKind
from app.system.clock import OFFICE_TIME

_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{2})(\d{2})(\d{4})")
_CLOCK = re.compile(r"(\d{1,2})(?:[:hg.](\d{2}))?|(\d{2})(\d{2})")
_NUMBER = re.compile(r"\d{1,3}(?:[. ]?\d{3})*|\d+")


def day_of(text: str) -> date | None:
    """Read `31/1/1990` or `31011990`; `None` for anything else."""
    if not (found := _DAY.fullmatch(text.strip())):
        return None
    day, month, year = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def birth_date(text: str) -> str | None:
    """Read a birth date as ISO text; a year alone stays one, what is unreadable stays as typed."""
    typed = text.strip()
    if (day := day_of(typed)) is not None:
        return day.isoformat()
    return typed or None


def shown_day(iso: str | None) -> str:
    """Show an ISO date as it is written here, anything else as it is."""
    try:
        return f"{date.fromisoformat(iso or ''):%d/%m/%Y}"
    except ValueError:
        return iso or ""


def id_kind(number: str, *, is_foreigner: bool = False) -> IdKind:
    """Tell by its looks which paper a number is of; that of a foreigner is the passport."""
    if not number:
        return "none"
    if is_foreigner:
        return "passport"
    if number.isdigit():
        return {12: "cccd", 9: "cmnd"}.get(len(number), "other")  # type: ignore[return-value]
    return "passport" if number.isalnum() else "other"


def money(text: str) -> int | None:
    """Read whole đồng, `8.000` or `8000`; `None` when nothing readable is typed."""
    typed = text.strip().removesuffix("đ").removesuffix("đồng").strip()
    if not _NUMBER.fullmatch(typed):
        return None
    return int(re.sub(r"[. ]", "", typed))


def shown_money(amount: int) -> str:
    """Show whole đồng with dots between the thousands."""
    return f"{amount:,}".replace(",", ".")


def moment(day: str, clock: str) -> datetime | None:
    """Read a day and a time of the day at this office; `None` unless both can be read."""
    on, found = day_of(day), _CLOCK.fullmatch(clock.strip())
    if on is None or found is None:
        return None
    hour, minute = found[1] or found[3], found[2] or found[4] or "0"
    try:
        at = time(int(hour), int(minute))
    except ValueError:
        return None
    return datetime.combine(on, at, OFFICE_TIME)


def count(text: str) -> int | None:
    """Read a small whole number."""
    typed = text.strip()
    return int(typed) if typed.isdigit() and len(typed) <= 4 else None
