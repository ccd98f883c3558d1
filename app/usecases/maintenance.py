"""Health of this PC: journal, copies, and a report for the technician without personal data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from app.usecases.administration import ThisPc
    from app.usecases.desk import Desk

Progress = Callable[[int, int], None]
"""Called with done and total; raises to cancel, which undoes what is under way."""


class Check(msgspec.Struct, frozen=True):
    """One line of a self-check or the doctor's report."""

    name: str
    ok: bool
    code: str = ""
    figure: str = ""


class JournalReport(msgspec.Struct, frozen=True, kw_only=True):
    """What verifying or rebuilding found."""

    events: int
    dossiers: int
    logs: int
    anchored: int
    """Events under a signed acknowledgement; the others are proved by this PC alone."""
    faults: tuple[str, ...] = ()


class BackupRow(msgspec.Struct, frozen=True):
    """One backup in the folder."""

    path: Path
    made: datetime
    bytes: int


def verify_journal(desk: Desk, progress: Progress | None = None) -> JournalReport:
    """Recompute every hash and chain."""
    raise NotImplementedError


def rebuild(desk: Desk, progress: Progress | None = None) -> JournalReport:
    """Drop the projections and fold them again from the journal."""
    raise NotImplementedError


def create_backup(desk: Desk, folder: Path | None = None) -> BackupRow:
    """Write an encrypted copy to the second folder and read it back."""
    raise NotImplementedError


def backups(desk: Desk, folder: Path | None = None) -> tuple[BackupRow, ...]:
    """List the copies, newest first."""
    raise NotImplementedError


def verify_backup(desk: Desk, path: Path) -> JournalReport:
    """Open a copy aside and verify its journal."""
    raise NotImplementedError


def restore_backup(pc: ThisPc, path: Path, officer: str, password: str) -> None:
    """Put a copy in the place of the office; the PC begins a new epoch and works on at once."""
    raise NotImplementedError


def doctor(pc: ThisPc, desk: Desk | None = None) -> tuple[Check, ...]:
    """Look at disk, database, clock, line and resources; names no citizen."""
    raise NotImplementedError


def self_check(folder: Path) -> tuple[Check, ...]:
    """Prove the installation: found an office aside, receive a dossier, verify it."""
    raise NotImplementedError
