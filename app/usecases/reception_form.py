"""The reception page as typed, what is wrong with it, and what it will mean."""

from datetime import date, datetime

import msgspec

from app.domain.deadline import Due
from app.domain.events import Authorisation, FeeTiming, PaperStanding, Returning
from app.domain.fees import Exemption, Fee
from app.domain.papers import Form01
from app.domain.person import Person
from app.domain.procedure import Channel, ComponentDocument, Limit, Procedure


class PaperLine(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the papers: what the catalogue asks, and what the citizen brought."""

    asked: ComponentDocument
    standing: PaperStanding = PaperStanding.NOT_APPLICABLE
    originals: int = 0
    certified: int = 0
    copies: int = 0
    note: str = ""
    added_here: bool = False
    """Not of the catalogue: the clerk wrote it in."""


class TakenOnPaper(msgspec.Struct, frozen=True):
    """Nhập bù: taken on paper during an outage; the true time, why, the paper's number."""

    accepted: datetime
    reason: str
    paper_number: str = ""


class Arrival(msgspec.Struct, frozen=True):
    """Of what came by post: when the post brought it, and the number of the consignment."""

    at: datetime
    consignment: str = ""


class Recognition(msgspec.Struct, frozen=True):
    """What the officer said of a typed person and those known here; of that very name only."""

    name: str = ""
    """The name that stood there, by `app.domain.likeness.name_key`."""
    known: str = ""
    """Where the known person stands who was chosen: đúng người này."""
    apart: tuple[str, ...] = ()
    """Where those stand who were said to be others: khác người."""


class ReceptionForm(msgspec.Struct, frozen=True, kw_only=True):
    """The reception page as typed; all of it may still be empty. A draft holds just this."""

    submitter: Person | None = None
    owner: Person | None = None
    """Chủ hồ sơ; `None` means the submitter himself."""
    relation: str = ""
    authorisation: Authorisation | None = None
    """The authorisation's number and date, or why none is needed."""
    procedure_code: str = ""
    """Empty together with `other_name` filled in: thủ tục ngoài danh mục."""
    other_name: str = ""
    limit: Limit | None = None
    """Only when the clerk states one: the catalogue has none, or the procedure is outside it."""
    limit_approved_by: str = ""
    channel: Channel = Channel.DIRECT
    arrival: Arrival | None = None
    """Only of what came by post."""
    for_authority: str = ""
    """Phi địa giới: which authority will settle it (NĐ 118/2025, Điều 20)."""
    papers: tuple[PaperLine, ...] = ()
    sets: int = 1
    fee_vnd: int | None = None
    """What is to be paid; `None` takes the catalogue's."""
    fee_timing: FeeTiming = FeeTiming.BEFORE
    exemption: Exemption | None = None
    returning: Returning = Returning()
    request: str = ""
    """Nội dung yêu cầu giải quyết; empty: the procedure's name."""
    late: TakenOnPaper | None = None
    blank_slip: str = ""
    """Number of a slip printed blank beforehand, which the citizen already holds."""
    missing_reason: str = ""
    """Why what is missing is asked for, as Mẫu 02 says it; empty: the papers' names."""
    linked_to: str = ""
    """UUID of the dossier that this one corrects after it was forwarded."""
    ticket: str = ""
    """Lượt: that of the dossier before, for another one of the same visit; else a new one."""
    submitter_is: Recognition = Recognition()
    owner_is: Recognition = Recognition()


class Problem(msgspec.Struct, frozen=True):
    """Something to say beside one field; `blocks` tells whether the dossier can be taken in."""

    field: str
    """Name of the form's field, dotted for parts: `submitter.name`, `papers.3`, `late.accepted`."""
    code: str
    detail: str = ""
    blocks: bool = True


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What the form means now: shown at the side, always."""

    form: ReceptionForm
    """The form that this is about."""
    accepted: datetime
    """+07:00: now, or the true time of a late entry."""
    procedure: Procedure | None = None
    """As this office applies it; `None` until one is chosen."""
    limit: Limit | None = None
    limit_source: str = ""
    """`catalogue`, `office` (override) or `clerk`."""
    due: Due | None = None
    """With its rule and the days passed over; `None`: no limit is known yet, ask for one."""
    fee: Fee | None = None
    fee_note: str = ""
    fee_words: str = ""
    missing: tuple[str, ...] = ()
    """Papers marked as missing: the dossier would wait for them (Mẫu 02)."""
    problems: tuple[Problem, ...] = ()
    slip: Form01 | None = None
    """All that the slip will say, once enough is known; its number is given when saved."""

    @property
    def can_receive(self) -> bool:
        """Tell whether F8 may be pressed."""
        return not any(problem.blocks for problem in self.problems)

    @property
    def skipped(self) -> tuple[date, ...]:
        """Days off that the due time passed over."""
        return self.due.skipped if self.due else ()
