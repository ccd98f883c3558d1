"""The words of the status line: calm when there is no line, true at every moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.system.clock import OFFICE_TIME
from app.ui.i18n import tr
from app.ui.words import sentence
from app.usecases.synchronise import LineState, SyncStatus


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The sentences of the status line, and the icon before them."""

    line: str
    state: str  # the first half of `line`: how the line is, without what waits
    contact: str
    clock: str
    copy: str  # why the day's copy is missing
    hub: str  # how it stands with the commune's server, where there is one
    brief: str  # what is left of `line` where there is no room for it
    icon: str
    tone: str  # name of a palette colour


def words_of(status: SyncStatus, now: datetime) -> StatusWords:
    """Say how the line is, what waits and when the province last answered."""
    hub = _hub(status, now)
    return StatusWords(
        line=" ".join(part for part in (_line(status), _waiting(status), hub) if part),
        state=_line(status),
        contact=_contact(status.last_contact, now),
        clock="" if status.clock == "ok" else tr("This PC's clock may be wrong."),
        copy=" ".join(part for part in (_copy(status), _room(status.room)) if part),
        hub=hub,
        brief=_brief(status, now),
        icon="sync" if status.running else _ICONS.get(status.line, "line_down"),
        tone=_TONES.get(status.line, "quiet"),
    )


def _line(status: SyncStatus) -> str:
    if status.running:
        return tr("Sending and receiving …")
    return {
        LineState.NOT_ENROLLED: tr("This PC is not yet known to the province."),
        LineState.UNKNOWN: tr("No connection tried yet."),
        LineState.OFFLINE: tr("Working without a line."),
        LineState.CAPTIVE_PORTAL: tr("The network asks for a sign-in."),
        LineState.UNTRUSTED: tr("The server is not the province's; nothing was sent."),
        LineState.CLOCK_WRONG: tr("The date of this PC prevents the connection."),
        LineState.REFUSED: tr("The province does not accept this PC."),
        LineState.BUSY: tr("The province's server is busy."),
        LineState.CONNECTED: tr("Connected."),
        LineState.HELD: tr("Sending is off since this PC was restored: see the page Sync."),
    }[status.line]


def _waiting(status: SyncStatus) -> str:
    if not status.waiting_events:
        return tr("Nothing waits to be sent.")
    if status.line in _WITH_A_LINE:
        return _being_sent(status)
    if status.line is LineState.NOT_ENROLLED:
        return tr("{n} acts are kept on this PC.", n=status.waiting_events)
    return tr("{n} acts will be sent when there is a line.", n=status.waiting_events)


def _being_sent(status: SyncStatus) -> str:
    if status.seconds_left is None or status.line is not LineState.CONNECTED:
        return tr("{n} acts wait to be sent.", n=status.waiting_events)
    minutes = max(1, round(status.seconds_left / 60))
    return tr("{n} acts are being sent, about {m} minutes.", n=status.waiting_events, m=minutes)


def _hub(status: SyncStatus, now: datetime) -> str:
    """Short: who serves and who is lost; a server that is met holds what waits for the province."""
    hub = status.hub
    if hub.settings.serves and not hub.hosting.port and hub.hosting.fault:
        return tr("The commune's server does not run.")
    if hub.standing == "serves":
        return tr("The commune's server: this PC.")
    return _at_the_server(status, now) if hub.standing else ""


def _at_the_server(status: SyncStatus, now: datetime) -> str:
    hub = status.hub
    if hub.since is not None:
        return tr("The commune's server: no contact since {when}.", when=_clock(hub.since, now))
    if not hub.is_met:
        return tr("The commune's server: connecting.")
    return _met(status, now)


def _met(status: SyncStatus, now: datetime) -> str:
    hub, waiting = status.hub, status.waiting_dossiers
    if hub.moved_at is not None and now - hub.moved_at < _TOLD:
        return tr("The commune's server: found at its new address.")
    if waiting:
        return tr("The commune's server: {n} dossiers not at the province.", n=waiting)
    return tr("The commune's server: connected.")


def _brief(status: SyncStatus, now: datetime) -> str:
    """How the line is and the one thing more: a server that is lost, else what waits."""
    is_out = status.line is LineState.OFFLINE and not status.running
    state = tr("No line.") if is_out else _line(status)
    hub = status.hub
    if hub.settings.address and hub.since is not None:
        more = tr("Commune's server lost since {when}.", when=_clock(hub.since, now))
    elif status.waiting_events:
        more = tr("{n} acts wait.", n=status.waiting_events)
    else:
        return state
    return f"{state} {more}"


def _clock(moment: datetime, now: datetime) -> str:
    here = moment.astimezone(OFFICE_TIME)
    is_today = here.date() == now.astimezone(OFFICE_TIME).date()
    return f"{here:%H:%M}" if is_today else f"{here:%H:%M %d/%m}"


def _copy(status: SyncStatus) -> str:
    if status.days_away:
        return tr("The backup disk has been away for {n} days.", n=status.days_away)
    if not status.copy_error:
        return ""
    return tr("No copy made: {why}", why=tr(sentence(status.copy_error).what))


def _room(room: str) -> str:
    return {
        "warn": tr("The disk has less than 2 GB left."),
        "no_scans": tr("The disk is nearly full: no scans; dossiers go on."),
    }.get(room, "")


def _contact(last: datetime | None, now: datetime) -> str:
    if last is None:
        return tr("Province: no contact yet")
    here, today = last.astimezone(OFFICE_TIME), now.astimezone(OFFICE_TIME).date()
    clock = f"{here:%H:%M}"
    if here.date() == today:
        return tr("Province: {clock} today", clock=clock)
    if here.date() == today - timedelta(days=1):
        return tr("Province: {clock} yesterday", clock=clock)
    return tr("Province: {clock} on {day}", clock=clock, day=f"{here:%d/%m/%Y}")


_TOLD = timedelta(hours=1)
"""So long it is said in the line that the commune's server has another address."""

_WITH_A_LINE = {
    LineState.CONNECTED,
    LineState.BUSY,
    LineState.UNTRUSTED,
    LineState.CLOCK_WRONG,
    LineState.REFUSED,
}
"""There is a line, whatever else may hold the work back."""
_ICONS = {LineState.CONNECTED: "line_up", LineState.BUSY: "line_up"}
_TONES = {
    LineState.CONNECTED: "good",
    LineState.UNTRUSTED: "caution",
    LineState.CLOCK_WRONG: "caution",
    LineState.REFUSED: "caution",
    LineState.HELD: "caution",
}
