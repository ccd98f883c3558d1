"""A dossier (hồ sơ) as its events make it, and the acts that it allows."""

from collections.abc import Sequence
from datetime import date

import msgspec

from app.domain.errors import RuleViolation
from app.domain.events import (
    Authorisation,
    ClosedUnsupplemented,
    CodeGiven,
    ConflictSettled,
    ContactChanged,
    EnteredByHand,
    Extended,
    Fee,
    FeeTaken,
    FieldChanged,
    FinancialDutyAsked,
    FinancialDutyMet,
    Forwarded,
    GapDeclaredLost,
    LateEntry,
    NoteAdded,
    PaperRow,
    Paused,
    ProcedureRef,
    Promise,
    Received,
    ReceptionCorrected,
    Recorded,
    RecordRefused,
    Refused,
    Registered,
    ResultRecorded,
    Resumed,
    Returned,
    Returning,
    SlipPrinted,
    StateReported,
    SupplementReceived,
    SupplementRequested,
    Versions,
    Withdrawn,
)
from app.domain.history import (
    Conflict,
    DossierVersion,
    SetAside,
    Settled,
    TimelineEntry,
    Waiting,
)
from app.domain.person import Person
from app.domain.procedure import Channel
from app.domain.states import ALLOWED, STAGE, STEPS, TERMINAL, Act, Stage, State
from sync.protocol.event import Seen


class Supplement(msgspec.Struct, frozen=True):
    """One request for what is missing and, once it came, its answer. Instants UTC milliseconds."""

    asked: SupplementRequested
    asked_at: int
    asked_by: str
    due_before: int | None = None
    received: SupplementReceived | None = None
    received_at: int | None = None
    received_by: str | None = None
    due_after: int | None = None


class Interval(msgspec.Struct, frozen=True):
    """Time spent waiting for the citizen or stopped; `end` is None while it lasts."""

    state: State
    start: int
    end: int | None = None


class ProvinceRecord(msgspec.Struct, frozen=True):
    """What the province's system said last about this dossier."""

    recorded: bool
    at: int
    reason: str = ""
    message: str = ""
    retryable: bool = False
    by_hand: bool = False
    by: str = ""
    up_to: str = ""


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """One dossier now. Built by `app.domain.fold.fold`; never written by anything else.

    Values are those that stand; what contradicts them is in `conflicts`. Instants are UTC
    milliseconds. `own` events not ordered by the province yet are counted in `unordered`.
    """

    id: str
    state: State = State.NOT_HERE
    procedure: ProcedureRef | None = None
    channel: Channel = Channel.DIRECT
    submitter: Person | None = None  # Người nộp
    owner: Person | None = None  # Chủ hồ sơ, None when the submitter is the owner
    relation: str | None = None
    authorisation: Authorisation | None = None
    papers: tuple[PaperRow, ...] = ()
    sets: int = 1
    request: str = ""
    registered_at: int | None = None
    accepted_at: int | None = None
    accepted_by: str = ""
    promise: Promise | None = None  # the appointment in force
    first_promise: Promise | None = None  # the one first printed
    extended: Extended | None = None
    fee: Fee | None = None
    fees_taken: tuple[FeeTaken, ...] = ()
    number: str = ""  # as printed at reception
    official_code: str | None = None
    codes: tuple[str, ...] = ()  # every number it ever had; all stay findable
    versions: Versions = Versions()
    returning: Returning = Returning()
    slip: bool = True
    late: LateEntry | None = None
    linked: str | None = None
    for_authority: str | None = None
    correction: ReceptionCorrected | None = None
    corrected_at: int | None = None
    forwarded: Forwarded | None = None
    forwarded_at: int | None = None
    supplements: tuple[Supplement, ...] = ()
    duty: FinancialDutyAsked | None = None
    refused: Refused | None = None
    withdrawn: Withdrawn | None = None
    result: ResultRecorded | None = None
    result_at: int | None = None
    returned: Returned | None = None
    returned_at: int | None = None
    ended_at: int | None = None  # done, refused, closed or withdrawn
    intervals: tuple[Interval, ...] = ()
    reported: StateReported | None = None
    province: ProvinceRecord | None = None
    notes: tuple[NoteAdded, ...] = ()
    tags: str = ""
    parcel: str = ""
    files: tuple[str, ...] = ()
    slips: tuple[SlipPrinted, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    settled: tuple[Settled, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    heads: tuple[Seen, ...] = ()
    unordered: int = 0
    read_only: bool = False  # a newer program wrote something that this one cannot read

    @property
    def version(self) -> DossierVersion:
        """The history shown; hand it to the use case that follows from it."""
        return DossierVersion(self.id, self.heads)
