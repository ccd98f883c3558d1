"""Cơ quan: founding the office, officers, signing in, passwords, settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from app.domain.access import Role
    from app.store.profile import Profile
    from app.system.machine import Machine
    from app.usecases.desk import Desk
    from app.usecases.office import OfficeFacts, OfficeSettings


@dataclass(frozen=True)
class ThisPc:
    """What there is before anyone has signed in: the office's folder and the machine."""

    profile: Profile
    machine: Machine


class NewOfficer(msgspec.Struct, frozen=True):
    """An officer to be written into this PC's slots; `name` is the full name as printed."""

    id: str
    name: str
    role: Role


class OfficerName(msgspec.Struct, frozen=True):
    """One line of the sign-in list."""

    id: str
    name: str


class Founded(msgspec.Struct, frozen=True):
    """The new office's recovery code, to be sealed in an envelope; it is shown once."""

    recovery_code: str


def this_pc(folder: Path | None = None) -> ThisPc:
    """Return this machine with the office's folder that was named, or the usual one."""
    raise NotImplementedError


def office_exists(pc: ThisPc) -> bool:
    """Tell whether an office was founded in this profile."""
    raise NotImplementedError


def found_office(pc: ThisPc, office: OfficeFacts, officer: NewOfficer, password: str) -> Founded:
    """Lập cơ quan trên máy này: profile, keys, first officer."""
    raise NotImplementedError


def officers_here(pc: ThisPc) -> tuple[OfficerName, ...]:
    """List who can sign in on this PC; readable before anyone has."""
    raise NotImplementedError


def sign_in(pc: ThisPc, officer_id: str, password: str) -> Desk:
    """Open the office; raises `StoreFault`: wrong password, damaged, already open ..."""
    raise NotImplementedError


def change_officer(desk: Desk, officer_id: str, password: str) -> Desk:
    """Another officer takes the same open counter."""
    raise NotImplementedError


def sign_out(desk: Desk) -> None:
    """Close the office; drafts stay."""
    raise NotImplementedError


def add_officer(desk: Desk, officer: NewOfficer, password: str) -> None:
    """Write an officer into this PC's slots."""
    raise NotImplementedError


def change_password(desk: Desk, old: str, new: str) -> None:
    """Change one's own password; the data key stays."""
    raise NotImplementedError


def reset_password(pc: ThisPc, officer_id: str, recovery_code: str, new: str) -> None:
    """Forgotten: reset on the spot by the sealed code, which goes on being valid."""
    raise NotImplementedError


def settings(desk: Desk) -> OfficeSettings:
    """Return the office's settings on this PC."""
    raise NotImplementedError


def change_settings(desk: Desk, settings: OfficeSettings) -> Desk:
    """Write the settings and return the desk that keeps to them."""
    raise NotImplementedError
