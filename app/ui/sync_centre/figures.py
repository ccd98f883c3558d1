"""Bytes, lengths and outcomes in words; no widgets."""

from datetime import datetime

from app.domain.provincial import Line
from app.ui import words
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.due_words import moment_words
from app.usecases.provincial_line import ProvinceLine
from app.usecases.synchronise import FILES, RoundRow, SyncStatus

_KILO = 1024
DONE = "ok"
_OF_FILES = "file_"


def size_words(size: int) -> str:
    """Say bytes as people do: `812 B`, `14 KB`, `1,2 MB`."""
    if size < _KILO:
        return f"{size} B"
    if size < _KILO * _KILO:
        return f"{round(size / _KILO)} KB"
    return f"{size / _KILO / _KILO:.1f} MB".replace(".", ",")


def seconds_words(milliseconds: int) -> str:
    """Say a length with one decimal."""
    return tr("{n} seconds", n=f"{milliseconds / 1000:.1f}".replace(".", ","))


def outcome_words(row: RoundRow) -> str:
    """Say how a round ended; no line is an ordinary thing."""
    if row.outcome == DONE:
        return tr("Done")
    if row.outcome == FILES:
        return tr("Scans")
    if row.outcome == "unreachable":
        return tr("No line; nothing was lost")
    return tr(words.sentence(row.outcome).what)


def next_words(status: SyncStatus, now: datetime) -> str:
    """Say when the next attempt goes by itself."""
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
    return tr(
        "{n} scans wait ({size}); they go when every act has been sent.",
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


def aside_words(n: int) -> str:
    """Say what a copied disk left behind; nothing when nothing did."""
    told = tr(
        "{n} entries of a copied disk are kept aside on this PC; nothing is lost. "
        "Tell the technician.",
        n=n,
    )
    return f"⚠ {told}" if n else ""


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
