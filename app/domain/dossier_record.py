"""The record of a dossier: every value that stands, and the history beside it."""

import msgspec

from app.domain.events import (
    AsideReviewed,
    Authorisation,
    ChainedAfter,
    DeclarationFilled,
    Extended,
    Fee,
    FeeTaken,
    FinancialDutyAsked,
    Forwarded,
    Imported,
    ImportWithdrawn,
    IssuedPaper,
    LateEntry,
    NoteAdded,
    OldNumberNoted,
    OriginalsCompared,
    PaperRow,
    PaperScanned,
    PaperStanding,
    Payload,
    ProcedureRef,
    Promise,
    ReceptionCorrected,
    Refused,
    ResultCorrected,
    ResultRecorded,
    Returned,
    Returning,
    ScanWaived,
    SlipForm,
    SlipPrinted,
    StateReported,
    SupplementReceived,
    SupplementRequested,
    Versions,
    Withdrawn,
)
from app.domain.history import (
    GRAVE,
    Conflict,
    DossierVersion,
    SetAside,
    Settled,
    TimelineEntry,
    Waiting,
)
from app.domain.person import Person
from app.domain.procedure import Channel
from app.domain.states import DECIDER_ACTS, TERMINAL, Act, Holder, State
from sync.protocol.event import Seen


class Supplement(msgspec.Struct, frozen=True, omit_defaults=True):
    """One request for what is missing and, once it came, its answer. Instants UTC milliseconds."""

    asked: SupplementRequested
    asked_at: int
    asked_by: str
    due_before: int | None = None
    received: SupplementReceived | None = None
    received_at: int | None = None
    received_by: str | None = None
    due_after: int | None = None


class Deed(msgspec.Struct, frozen=True):
    """Something done to it: what was said, its event, when it happened and by whom."""

    said: Payload
    event: str
    at: int
    by: str


class Interval(msgspec.Struct, frozen=True, omit_defaults=True):
    """Time spent waiting for the citizen or stopped; `end` is None while it lasts."""

    state: State
    start: int
    end: int | None = None


class Scan(msgspec.Struct, frozen=True, omit_defaults=True):
    """A paper's file that counts; `event` names who said so (device:epoch:n). UTC milliseconds."""

    event: str
    said: PaperScanned
    at: int
    by: str


class ProvinceRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the province's system said last about this dossier."""

    recorded: bool
    at: int
    reason: str = ""
    message: str = ""
    retryable: bool = False
    by_hand: bool = False
    by: str = ""
    up_to: str = ""


class DossierRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of one dossier now.

    Values are those that stand; what contradicts them is in `conflicts`. Instants are UTC
    milliseconds. `unordered` counts the events that the province has not ordered yet.
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
    imported: Imported | None = None  # taken over from the province's system on the first day
    import_withdrawn: ImportWithdrawn | None = None
    registered_at: int | None = None
    was_accepted: bool = False  # was ever in state 2
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
    ticket: str = ""  # lượt: dossiers that were brought at one visit share it
    for_authority: str | None = None
    arrived_at: int | None = None  # when the post brought it
    consignment: str = ""
    round: str = ""
    place: str = ""
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
    assignments: tuple[Deed, ...] = ()
    consultations: tuple[Deed, ...] = ()
    answers: tuple[Deed, ...] = ()
    head_notices: tuple[Deed, ...] = ()
    wishes: tuple[Deed, ...] = ()
    compared: tuple[OriginalsCompared, ...] = ()
    brought_online: tuple[Deed, ...] = ()
    signatures: tuple[Deed, ...] = ()
    faults: tuple[Deed, ...] = ()
    corrected_results: tuple[Deed, ...] = ()
    mended_returns: tuple[Deed, ...] = ()
    archived: tuple[Deed, ...] = ()
    proposals: tuple[Deed, ...] = ()
    declarations: tuple[DeclarationFilled, ...] = ()
    lost_slips: tuple[Deed, ...] = ()
    old_numbers: tuple[OldNumberNoted, ...] = ()
    replaced_codes: tuple[Deed, ...] = ()
    chained: tuple[ChainedAfter, ...] = ()
    scans: tuple[Scan, ...] = ()
    waived_scans: tuple[ScanWaived, ...] = ()
    tags: str = ""
    legal_number: str = ""
    origin: str = ""  # the device that took it in
    holder: Holder = Holder.COMMUNE
    parcel: str = ""
    files: tuple[str, ...] = ()
    slips: tuple[SlipPrinted, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    settled: tuple[Settled, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    reviews: tuple[AsideReviewed, ...] = ()  # which of those a person has looked at
    heads: tuple[Seen, ...] = ()
    unordered: int = 0
    read_only: bool = False  # a newer program wrote something that this one cannot read

    @property
    def version(self) -> DossierVersion:
        """The history shown; hand it to the use case that follows from it."""
        return DossierVersion(self.id, self.heads)

    @property
    def due(self) -> int | None:
        """When the result is promised, None where no date is or the dossier is not accepted."""
        return self.promise.due if self.promise else None

    @property
    def owned_by(self) -> Person | None:
        """Chủ hồ sơ: the owner, who may be the submitter."""
        return self.owner or self.submitter

    @property
    def is_ended(self) -> bool:
        """Nothing more can happen to it."""
        return self.state in TERMINAL

    @property
    def is_void(self) -> bool:
        """It was imported by mistake and taken back: no list and no report shows it."""
        return self.import_withdrawn is not None

    @property
    def is_only_imported(self) -> bool:
        """Nothing was done to it since it was taken over, by anybody."""
        done = all(isinstance(entry.said, Imported) for entry in self.timeline)
        return self.imported is not None and done and not (self.conflicts or self.waiting)

    @property
    def held_by(self) -> str:
        """To whom it was handed last, or who had it when it was taken over."""
        if self.forwarded is not None:
            return self.forwarded.to.name
        return self.imported.held_by if self.imported is not None else ""

    @property
    def doubtful(self) -> tuple[SetAside, ...]:
        """What changes nothing and should not be there: waits for a person to look at it."""
        seen = {entry for review in self.reviews for entry in review.entries}
        return tuple(one for one in self.set_aside if one.reason in GRAVE and one.id not in seen)

    @property
    def is_clean(self) -> bool:
        """Nothing waits for a person or for data."""
        return not (self.conflicts or self.waiting or self.set_aside or self.read_only)

    @property
    def supplements_count(self) -> int:
        """Requests so far; a second one counts the dossier as late in the 766 index."""
        return len(self.supplements)

    @property
    def missing_papers(self) -> tuple[PaperRow, ...]:
        """Rows marked "Thiếu"."""
        return tuple(row for row in self.papers if row.standing is PaperStanding.MISSING)

    @property
    def works_on_it(self) -> str:
        """Người thụ lý: who has the present step; empty before anybody was named."""
        said = self.assignments[-1].said if self.assignments else None
        return str(getattr(said, "to", ""))

    @property
    def waits_for(self) -> str:
        """The dossier whose result it waits for (liên thông), by id; empty for none."""
        return self.chained[-1].after if self.chained else ""

    @property
    def open_consultations(self) -> tuple[Deed, ...]:
        """Opinions that were asked for and have not come."""
        answered = {getattr(one.said, "asked", "") for one in self.answers}
        return tuple(one for one in self.consultations if one.event not in answered)

    def answer_to(self, asked: Deed) -> Deed | None:
        """The opinion that came to that question."""
        named = (one for one in self.answers if getattr(one.said, "asked", "") == asked.event)
        return next(named, None)

    def is_answered_late(self, asked: Deed) -> bool:
        """The opinion came after the moment by which it was wanted (Điều 19(4))."""
        answer = self.answer_to(asked)
        return answer is not None and answer.at > getattr(asked.said, "due", answer.at)

    @property
    def unreported_opinions(self) -> tuple[Deed, ...]:
        """Late or open opinions of which the head of the desk was not told."""
        told = {getattr(one.said, "asked", "") for one in self.head_notices}
        return tuple(
            one
            for one in self.consultations
            if one.event not in told and (self.answer_to(one) is None or self.is_answered_late(one))
        )

    @property
    def open_wish(self) -> Deed | None:
        """What the specialist wants the desk to ask for and it has not yet; the newest."""
        asked = self.supplements[-1].asked_at if self.supplements else -1
        newest = self.wishes[-1] if self.wishes else None
        return newest if newest is not None and newest.at > asked else None

    @property
    def images_to_compare(self) -> tuple[str, ...]:
        """Papers of which only a picture came (bản ảnh, chờ đối chiếu)."""
        came = (row.received for row in self.supplements if row.received is not None)
        images = [name for said in came for name in said.images]
        compared = {name for said in self.compared for name in said.papers}
        return tuple(dict.fromkeys(name for name in images if name not in compared))

    @property
    def awaits_signature(self) -> bool:
        """Chờ ký số: the result is there and nobody has signed it."""
        return self.result is not None and self.result.awaits_signature and not self.signatures

    @property
    def open_faults(self) -> tuple[Deed, ...]:
        """Faults of the result that nobody has mended since they were found."""
        mended = self._place(*(one.event for one in self.corrected_results))
        return tuple(one for one in self.faults if self._place(one.event) > mended)

    @property
    def awaits_mended_return(self) -> bool:
        """A result was mended after its return, and the citizen has only the wrong one."""
        if self.returned is None or self.open_faults:
            return False
        first = (entry.id for entry in self.timeline if entry.said == self.returned)
        handed = self._place(*first, *(one.event for one in self.mended_returns))
        return self._place(*(one.event for one in self.corrected_results)) > handed

    def _place(self, *events: str) -> int:
        """Where the last of them stands in the history; -1 for none.

        Not their moments: what is recorded from paper bears an earlier one, to the minute.
        """
        places = [n for n, entry in enumerate(self.timeline) if entry.id in events]
        return max(places, default=-1)

    @property
    def valid_results(self) -> tuple[IssuedPaper, ...]:
        """The papers that hold: the mended ones where it was mended."""
        if self.corrected_results:
            said = self.corrected_results[-1].said
            return said.results if isinstance(said, ResultCorrected) else ()
        return self.result.results if self.result else ()

    def is_owned_elsewhere(self, act: Act) -> bool:
        """Would this act decide on a stage that the province's system owns?"""
        return self.holder is Holder.PROVINCE and act in DECIDER_ACTS

    def declaration(self, form: str) -> DeclarationFilled | None:
        """The newest declaration of that form, if one was filled in."""
        return next((one for one in reversed(self.declarations) if one.form == form), None)

    @property
    def printed_in_conflict(self) -> tuple[SlipPrinted, ...]:
        """Slips of acts that a conflict set aside: "đã in phiếu ..." until it is settled."""
        return tuple(slip for conflict in self.conflicts for slip in conflict.printed)

    def next_copy(self, form: SlipForm, of: str) -> int:
        """The number of the next copy of a paper: only confirmed ones count."""
        held = (s.copy for s in self.slips if (s.form, s.of, s.confirmed) == (form, of, True))
        return 1 + max(held, default=0)

    def was_overdue_at(self, moment: int) -> bool:
        """Past its appointment at that moment (UTC milliseconds) and not ended before it."""
        stop = moment if self.ended_at is None else min(moment, self.ended_at)
        return self.due is not None and stop > self.due
