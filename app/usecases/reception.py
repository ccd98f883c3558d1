"""Tiếp nhận: what the officer typed, what it will mean, and taking the dossier in.

`ReceptionForm` is the whole form as it stands on the screen; it is what a draft holds.
`preview` may be called at every change: it reads no file, writes nothing and never raises.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from app.domain.deadline import Rule
from app.domain.events import Authorisation, FeeTiming, PaperStanding, Returning
from app.domain.fees import Exemption
from app.domain.person import Person
from app.domain.procedure import Channel, ComponentDocument, Limit

if TYPE_CHECKING:
    from app.domain.dossier import Dossier
    from app.domain.papers import Form01
    from app.usecases.desk import Desk


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


class ReceptionForm(msgspec.Struct, frozen=True, kw_only=True):
    """The reception page as typed; all of it may still be empty."""

    submitter: Person | None = None
    owner: Person | None = None
    """Chủ hồ sơ; `None` means the submitter himself."""
    relation: str = ""
    authorisation: Authorisation | None = None
    """The authorisation's number and date, or why none is needed."""
    procedure_code: str = ""
    """Empty together with `other_name` filled in: thủ tục ngoài danh mục."""
    other_name: str = ""
    other_field: str = ""
    limit: Limit | None = None
    """Only when the clerk states one: the catalogue has none, or the procedure is outside it."""
    limit_approved_by: str = ""
    channel: Channel = Channel.DIRECT
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
    linked_to: str = ""
    """UUID of the dossier that this one corrects after it was forwarded."""


class Problem(msgspec.Struct, frozen=True):
    """Something to say beside one field; `blocks` tells whether the dossier can be taken in."""

    field: str
    """Name of the form's field, dotted for parts: `submitter.name`, `papers.3`, `late.accepted`."""
    code: str
    detail: str = ""
    blocks: bool = True


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What the form means now: shown at the side, always."""

    accepted: datetime
    """+07:00: now, or the true time of a late entry."""
    due: datetime | None = None
    """`None`: no limit is known yet; ask for one."""
    due_is_certain: bool = True
    """False where the calendar behind it is only an estimate."""
    rule: Rule | None = None
    skipped: tuple[date, ...] = ()
    limit: Limit | None = None
    limit_source: str = ""
    """`catalogue`, `office` (override) or `clerk`."""
    fee_vnd: int | None = None
    fee_note: str = ""
    fee_words: str = ""
    missing: tuple[str, ...] = ()
    """Papers marked as missing: the dossier would wait for them (Mẫu 02)."""
    problems: tuple[Problem, ...] = ()
    slip: Form01 | None = None
    """What form 01 would say; its number is empty until the dossier is saved."""

    @property
    def can_receive(self) -> bool:
        """Tell whether F8 may be pressed."""
        return not any(problem.blocks for problem in self.problems)


def blank_form(desk: Desk, procedure_code: str = "") -> ReceptionForm:
    """Return an empty form, with the papers of the procedure when one is named."""
    raise NotImplementedError


def choose_procedure(desk: Desk, form: ReceptionForm, code: str) -> ReceptionForm:
    """Put the procedure's papers, fee and limit of today into the form; people stay."""
    raise NotImplementedError


def same_person_again(form: ReceptionForm) -> ReceptionForm:
    """Thêm hồ sơ cho người này: keep the people, empty the rest."""
    raise NotImplementedError


def preview(desk: Desk, form: ReceptionForm) -> Preview:
    """Say what the form means now; never raises, writes nothing."""
    raise NotImplementedError


def receive(desk: Desk, form: ReceptionForm, *, draft: str = "") -> Dossier:
    """Take the dossier in, give it its number; `draft` is discarded in the same transaction.

    With a paper marked as missing the dossier is registered and waits for it (state 5); without,
    it is accepted and the clock runs. Raises `RuleViolation` with the first blocking problem.
    """
    raise NotImplementedError
