"""Bytes, lengths and outcomes in words; no widgets."""

from collections.abc import Sequence
from datetime import datetime

from app.domain import link
from app.domain.link import Stretch
from app.domain.numbering import Hold
from app.domain.provincial import Line
from app.system.clock import instant
from app.ui import words
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.due_words import moment_words
from app.usecases.machine_copies import MachineCopy
from app.usecases.numbers_here import NumbersHere
from app.usecases.provincial_line import ProvinceLine
from app.usecases.synchronise import SyncStatus

_KILO = 1024
_TWO_HOURS = 120
_MINUTE = 60_000
_OF_FILES = "file_"


def size_words(size: int) -> str:
    """Say bytes as people do: `812 B`, `14 KB`, `1,2 MB`, `6,0 GB`."""
    if size < _KILO:
        return f"{size} B"
    if size < _KILO * _KILO:
        return f"{round(size / _KILO)} KB"
    if size < _KILO**3:
        return f"{size / _KILO / _KILO:.1f} MB".replace(".", ",")
    return f"{size / _KILO**3:.1f} GB".replace(".", ",")


def outcome_words(row: Stretch) -> str:
    """Say how attempts ended; no line is an ordinary thing."""
    if row.outcome == "unreachable" and row.tries > 1 and not row.silent:
        return tr("The line was lost; nothing else was")
    if row.silent:
        return tr("{ended} (PC off {span})", ended=_ended(row), span=span_words(row.silent))
    return _ended(row)


def span_words(milliseconds: int) -> str:
    """Say a long time as people do: in minutes, in hours from two on."""
    minutes = round(milliseconds / _MINUTE)
    if minutes < _TWO_HOURS:
        return tr("{n} minutes", n=minutes)
    return tr("{n} hours", n=round(minutes / 60))


def stretch_words(row: Stretch, now: datetime) -> str:
    """Say when it was: a moment, or from when to when."""
    began, until = (instant(one).astimezone(now.tzinfo) for one in (row.began, row.until))
    if row.tries == 1 or row.until - row.began < _MINUTE:
        return when_words(until, now)
    if began.date() == until.date():
        return tr("{since} to {until}", since=f"{began:%H:%M}", until=when_words(until, now))
    return tr("{since} to {until}", since=f"{began:%H:%M %d/%m}", until=f"{until:%H:%M %d/%m}")


def _ended(row: Stretch) -> str:
    if row.outcome == link.OK:
        return tr("Done")
    if row.outcome == link.SENT_FILES:
        return tr("Scans")
    if row.outcome == "unreachable":
        return tr("The line was lost") if row.tries > 1 else tr("No line; nothing was lost")
    return tr(words.sentence(row.outcome).what)


def next_words(status: SyncStatus, now: datetime) -> str:
    """Say when the next attempt goes by itself, or how far a long load is."""
    if status.running and status.to_fetch > status.fetched:
        return tr(
            "Fetching what the others did: {here} of {there} entries. It goes on by itself.",
            here=f"{status.fetched:,}".replace(",", "."),
            there=f"{status.to_fetch:,}".replace(",", "."),
        )
    if status.running or status.next_round is None or not status.gateway:
        return ""
    when = status.next_round.astimezone(now.tzinfo)
    if when <= now:
        return ""
    return tr("The next attempt goes by itself at {clock}.", clock=f"{when:%H:%M}")


def waits_words(status: SyncStatus) -> str:
    """Say what waits, in dossiers, acts and bytes."""
    if not status.waiting_events:
        return tr("Everything has been sent.")
    return tr(
        "{dossiers} dossiers, {acts} acts wait ({size}).",
        dossiers=status.waiting_dossiers,
        acts=status.waiting_events,
        size=size_words(status.waiting_bytes),
    )


def files_words(status: SyncStatus) -> str:
    """Say what scans wait; they go after everything else."""
    if not status.waiting_files or not status.gateway:
        return ""
    size = size_words(status.waiting_file_bytes)
    if status.error_code.startswith(_OF_FILES):
        why = tr(words.sentence(status.error_code).what)
        return tr("{n} scans wait ({size}). {why}", n=status.waiting_files, size=size, why=why)
    if status.is_sending_file:
        return tr("Scans are being sent: {n} left, {size}.", n=status.waiting_files, size=size)
    return _later_words(status, size)


def _later_words(status: SyncStatus, size: str) -> str:
    """Say when scans go that do not go now."""
    if status.files_for_the_evening < status.waiting_files:
        return tr(
            "{n} scans wait ({size}); they go when every act has been sent.",
            n=status.waiting_files,
            size=size,
        )
    return tr(
        "{n} scans of finished dossiers go in the evening ({size}); F5 sends them now.",
        n=status.waiting_files,
        size=size,
    )


def province_words(told: ProvinceLine | None, now: datetime) -> str:
    """Say how the province's own system can be reached and what it has not recorded."""
    if told is None:
        return ""
    state = label(told.line)
    if told.line is not Line.OPEN and told.since is not None:
        state = tr("{state} since {when}", state=state, when=when_words(told.since, now))
    said = tr("The province's system: {state}.", state=state)
    if not (told.waiting or told.refused):
        return f"{said} {tr('It has recorded everything.')}"
    left = tr(
        "{waiting} dossiers wait to be recorded, {refused} were refused.",
        waiting=told.waiting,
        refused=told.refused,
    )
    return f"{said} {left}"


def aside_words(copies: Sequence[MachineCopy]) -> str:
    """Say what a copied or restored disk left behind, a line for each PC; empty for none."""
    if not copies:
        return ""
    told = tr("A PC was copied or put back; nothing is lost. Tell the technician.")
    open_ones = [f"⚠ {told}"] if any(one.waits for one in copies) else []
    return "\n".join((*open_ones, *map(copy_words, copies)))


def copy_words(one: MachineCopy) -> str:
    """Say of which PC, how much, and from when to when."""
    said = tr(
        "{name}: {n} entries in {dossiers} dossiers are kept aside",
        name=one.name or tr("PC {device}", device=one.device),
        n=one.entries,
        dossiers=one.dossiers,
    )
    if one.first is not None and one.last is not None:
        first, last = (f"{moment:%H:%M %d/%m}" for moment in (one.first, one.last))
        said = f"{said} ({tr('{since} to {until}', since=first, until=last)})"
    if one.at is None:
        return f"{said}."
    seen = tr("looked at by {who}, {when}", who=one.by, when=f"{one.at:%H:%M %d/%m/%Y}")
    return f"{said}; {seen}."


def numbers_words(told: NumbersHere | None) -> str:
    """Say which numbers this PC gives, and why not official ones."""
    if told is None:
        return ""
    if told.lane is None or told.hold is not None:
        return tr("Numbers: provisional ones. {why}.", why=label(told.hold or Hold.NO_LANE))
    said = tr(
        "Numbers: official ones, {first} to {last} each day; {n} given today.",
        first=told.lane.first,
        last=told.lane.last,
        n=told.given,
    )
    if not told.passed_over:
        return said
    over = ", ".join(map(str, told.passed_over))
    return f"{said} {tr('Passed over today: {numbers}.', numbers=over)}"


def technical_words(status: SyncStatus) -> str:
    """Say what a technician asks for on the telephone."""
    parts = (
        tr("PC {device}", device=status.device) if status.device else "",
        tr("epoch {epoch}", epoch=status.epoch) if status.epoch else "",
        status.gateway,
    )
    return ", ".join(part for part in parts if part)


def when_words(moment: datetime, now: datetime) -> str:
    """Say when a round was."""
    return moment_words(moment.astimezone(now.tzinfo), now.date())
