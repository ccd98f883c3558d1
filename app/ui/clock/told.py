"""From what is wrong with the clock to the sentence that says so."""

from datetime import datetime, timedelta, timezone

from app.system.clock_guard import Fault
from app.ui.i18n import tr
from app.ui.notices import Notice, Tone
from app.ui.words import sentence

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


def notice_of(fault: Fault) -> Notice:
    """What the clock shows, what is wrong with that, what to do, and the code."""
    words = sentence(_code(fault))
    return Notice(
        Tone.CAUTION, f"{_shown(fault)} {tr(words.what)}", tr(words.remedy), code=words.code
    )


def on_the_wall(fault: Fault) -> datetime:
    """What the officer sees in the corner of the screen."""
    return fault.shown.astimezone(timezone(fault.zone))


def _code(fault: Fault) -> str:
    if fault.doubt is not None:
        return f"clock_{fault.doubt}"
    if fault.is_of_zone:
        return "clock_zone_known"
    return "clock_off_like_zone" if fault.looks_like_zone else "clock_off"


def _shown(fault: Fault) -> str:
    wall = f"{on_the_wall(fault):%H:%M %d/%m/%Y}"
    if fault.is_of_zone:
        return tr("The PC shows {clock} (UTC{zone}).", clock=wall, zone=_zone(fault.zone))
    if fault.doubt is not None:
        return tr("The PC shows {clock}.", clock=wall)
    if fault.off > timedelta(0):
        return tr("The PC shows {clock}, {span} too late.", clock=wall, span=_span(fault.off))
    return tr("The PC shows {clock}, {span} too early.", clock=wall, span=_span(-fault.off))


def _zone(east: timedelta) -> str:
    minutes = round(east / _MINUTE)
    sign = "+" if minutes >= 0 else "−"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _span(off: timedelta) -> str:
    if off >= 2 * _DAY:
        return tr("{n} days", n=round(off / _DAY))
    if off >= 2 * _HOUR:
        return tr("{n} hours", n=round(off / _HOUR))
    return tr("{n} minutes", n=round(off / _MINUTE))
