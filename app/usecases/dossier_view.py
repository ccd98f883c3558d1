"""One dossier as the screen shows it: who, what, where it is, until when, and what may be done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from app.domain.dossier import Dossier, DossierVersion
    from app.domain.states import Act
    from app.usecases.desk import Desk
    from app.usecases.levels import Level


class TimelineRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the timeline; `kind` is the event's kind, the words are the screen's."""

    kind: str
    by: str
    role: str
    happened: datetime
    recorded: datetime
    clock: str
    """`ok`, `estimated` or `bad`."""
    device: str
    level: Level
    facts: tuple[tuple[str, str], ...] = ()
    """What the act said, as (payload field, value)."""
    set_aside: bool = False
    waiting: bool = False


class Countdown(msgspec.Struct, frozen=True):
    """Time to the due moment; `paused` while the citizen or somebody else has the next step."""

    due: datetime
    minutes_left: int
    """Clock minutes until due; negative when overdue."""
    working_minutes_left: int
    overdue: bool
    paused: bool


class DossierView(msgspec.Struct, frozen=True, kw_only=True):
    """All that the page of one dossier shows."""

    dossier: Dossier
    version: DossierVersion
    """Hand it back with the act: it becomes the event's `seen`."""
    procedure_name: str
    level: Level
    countdown: Countdown | None
    acts: tuple[Act, ...]
    """What may be done now by this officer, nothing else."""
    timeline: tuple[TimelineRow, ...]
    unconfirmed_prints: int = 0


def open_dossier(desk: Desk, dossier_id: str) -> DossierView:
    """Return the dossier's page; raises `RuleViolation("dossier_unknown")`."""
    raise NotImplementedError
