"""Tiếp nhận: what the officer typed, what it will mean, and taking the dossier in.

`ReceptionForm` is the whole form as it stands on the screen; it is what a draft holds.
`preview` may be called at every change: it reads no file, writes nothing and never raises.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from app.domain.deadline import Rule
from app.domain.fees import Exemption
from app.domain.person import Person
from app.domain.procedure import Channel, Limit, PaperRole

if TYPE_CHECKING:
    from app.domain.dossier import Dossier
    from app.domain.papers import Form01
    from app.usecases.desk import Desk


class Handed(StrEnum):
    """What became of one paper of the list: Nộp / Xuất trình / Đã có dữ liệu / Không áp dụng / Thiếu."""

    SUBMITTED = "submitted"
    SHOWN = "shown"
    ON_FILE = "on_file"
    NOT_NEEDED = "not_needed"
    MISSING = "missing"


class FeeWhen(StrEnum):
    """Hình thức thu phí, lệ phí: thu trước, thu sau, miễn, không có."""

    BEFORE = "before"
    AFTER = "after"
    EXEMPT = "exempt"
    NONE = "none"


class ReturnBy(StrEnum):
    """Đăng ký nhận kết quả tại: một cửa, bưu chính, trực tuyến."""

    COUNTER = "counter"
    POST = "post"
    ONLINE = "online"


class PaperRow(msgspec.Struct, frozen=True):
    """One row of the papers: what the catalogue asks and what the citizen brought."""

    name: str
    handed: Handed = Handed.NOT_NEEDED
    originals: int = 0
    certified: int = 0
    photocopies: int = 0
    role: PaperRole = PaperRole.SUBMIT
    when: str | None = None
    form: str | None = None
    added_here: bool = False


class LateEntry(msgspec.Struct, frozen=True):
    """Nhập bù: taken on paper during an outage; the true time, the paper's number, why."""

    accepted: datetime
    paper_number: str
    reason: str


class ReceptionForm(msgspec.Struct, frozen=True, kw_only=True):
    """The reception page as typed; all of it may still be empty."""

    submitter: Person | None = None
    owner: Person | None = None
    """Chủ hồ sơ; `None` means the submitter himself."""
    relation: str = ""
    authorisation: str = ""
    """The authorisation's number and date, or why none is needed."""
    procedure_code: str = ""
    """Empty together with `other_name` filled in: thủ tục ngoài danh mục."""
    other_name: str = ""
    other_field: str = ""
    limit: Limit | None = None
    """Only when the clerk states one: the catalogue has none, or the procedure is outside it."""
    limit_approved_by: str = ""
    channel: Channel = Channel.DIRECT
    papers: tuple[PaperRow, ...] = ()
    sets: int = 1
    fee_vnd: int | None = None
    """What is to be paid; `None` takes the catalogue's."""
    fee_when: FeeWhen = FeeWhen.NONE
    exemption: Exemption | None = None
    return_by: ReturnBy = ReturnBy.COUNTER
    note: str = ""
    late: LateEntry | None = None
    blank_slip: str = ""
    """Number of a slip printed blank beforehand, which the citizen already holds."""
    linked_to: str = ""
    """UUID of the dossier that this one corrects after it was forwarded."""
    card_text_used: bool = False


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
