"""Looking: the day's board, lists of dossiers, and the jump to anything."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from app.domain.states import State

if TYPE_CHECKING:
    from app.usecases.desk import Desk
    from app.usecases.levels import Level


class Section(StrEnum):
    """The parts of the day's board; also quick filters of the list."""

    DRAFTS = "drafts"
    TO_FORWARD = "to_forward"
    DUE_TODAY = "due_today"
    LATE_SOON = "late_soon"
    """At most one working day is left: the last moment for the apology (Điều 19(6))."""
    OVERDUE = "overdue"
    SUPPLEMENT = "supplement"
    TO_RETURN = "to_return"
    TO_TELL = "to_tell"
    """The citizen is to be told: official code, result ready."""
    NOT_SENT = "not_sent"
    CONFLICTS = "conflicts"


class Order(StrEnum):
    """Columns by which the list can be sorted."""

    ACCEPTED = "accepted"
    DUE = "due"
    CODE = "code"
    OWNER = "owner"
    PROCEDURE = "procedure"
    STATE = "state"


class DossierFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What the list shows and in which order; empty shows all."""

    text: str = ""
    section: Section | None = None
    states: tuple[State, ...] = ()
    procedure_code: str = ""
    received_from: date | None = None
    received_to: date | None = None
    due_to: date | None = None
    open_only: bool = False
    order: Order = Order.ACCEPTED
    descending: bool = True


class DossierRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a list; values, no words."""

    id: str
    code: str
    """The official code when there is one, else the provisional number."""
    provisional_code: str
    official_code: str
    procedure_code: str
    procedure_name: str
    owner: str
    submitter: str
    state: State
    accepted: datetime
    due: datetime | None
    ended: datetime | None
    holder: str
    level: Level
    conflict: bool
    waiting: bool


class Page(msgspec.Struct, frozen=True):
    """Some rows and how many there are in all."""

    rows: tuple[DossierRow, ...]
    total: int


class BoardCount(msgspec.Struct, frozen=True):
    """One tile of the board."""

    section: Section
    count: int


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """Hôm nay."""

    now: datetime
    counts: tuple[BoardCount, ...]
    received_today: int
    returned_today: int
    next_due: tuple[DossierRow, ...]


class Found(msgspec.Struct, frozen=True):
    """One answer of the jump (Ctrl+K): where to go."""

    kind: str
    """`dossier`, `procedure` or `person`."""
    id: str
    title: str
    detail: str


def today(desk: Desk) -> Board:
    """Count what the day asks for."""
    raise NotImplementedError


def dossiers(desk: Desk, which: DossierFilter, offset: int = 0, limit: int = 200) -> Page:
    """Return one page of the list."""
    raise NotImplementedError


def jump(desk: Desk, text: str, limit: int = 12) -> tuple[Found, ...]:
    """Find dossiers by any of their codes, by people, and procedures by what people say."""
    raise NotImplementedError
