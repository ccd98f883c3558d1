"""What happens at the counter until a dossier is handed on."""

from typing import ClassVar

from app.domain.events.parts import (
    Authorisation,
    Fee,
    LateEntry,
    OnlineFile,
    OnPaper,
    PaperRow,
    ProcedureRef,
    Promise,
    Returning,
    Versions,
)
from app.domain.events.payload import Payload
from app.domain.person import Person
from app.domain.procedure import Channel
from app.domain.states import Act
from sync.protocol.bounds import Moment


class Registered(Payload, frozen=True, kw_only=True):
    """Papers were offered, not accepted yet (state 1): at the counter, by post, or online."""

    kind: ClassVar[str] = "office.registered"
    act: ClassVar[Act | None] = Act.REGISTER

    procedure: ProcedureRef
    submitter: Person
    channel: Channel = Channel.DIRECT
    owner: Person | None = None
    relation: str | None = None
    papers: tuple[PaperRow, ...] = ()
    request: str = ""
    online_code: str | None = None  # the portal's code of an online submission
    ticket: str = ""  # lượt: what was brought at one visit has one
    arrived_at: Moment | None = None  # of a letter: when the post brought it
    consignment: str = ""  # Số bưu gửi
    for_authority: str | None = None  # offered here for another authority (phi địa giới)


class RegisteredOnline(Registered, frozen=True, kw_only=True):
    """The same, told by a system of the province; its papers are files that lie there.

    When it was submitted is the event's `eff`.
    """

    kind: ClassVar[str] = "province.registered"

    system: str = ""
    item: str = ""  # that system's name for the message
    files: tuple[OnlineFile, ...] = ()


class Received(Payload, frozen=True, kw_only=True):
    """The dossier was accepted, complete and valid (Điều 17(1), (3)): all that the slip said.

    `owner` is None when the submitter owns the dossier. `accepted_at` is the moment printed on
    the slip (UTC milliseconds); a late entry has the true moment here and in the event's `eff`.
    """

    kind: ClassVar[str] = "office.received"
    act: ClassVar[Act | None] = Act.RECEIVE

    procedure: ProcedureRef
    submitter: Person
    accepted_at: Moment
    promise: Promise
    fee: Fee
    number: str  # as printed: provisional, or official from a lane
    official: bool = False  # the number is an official code
    channel: Channel = Channel.DIRECT
    owner: Person | None = None
    relation: str | None = None
    authorisation: Authorisation | None = None
    papers: tuple[PaperRow, ...] = ()
    sets: int = 1  # Số lượng hồ sơ (bộ)
    request: str = ""  # Nội dung yêu cầu giải quyết
    returning: Returning = Returning()
    versions: Versions = Versions()
    slip: bool = True  # 0: immediate result, no slip asked for (Điều 17(4))
    late: LateEntry | None = None
    linked: str | None = None  # the dossier that this one replaces after forwarding
    arrived_at: Moment | None = None  # of a letter: when the post brought it
    consignment: str = ""  # Số bưu gửi
    for_authority: str | None = None  # taken in for another authority (phi địa giới)
    ticket: str = ""  # lượt: what was brought at one visit has one
    round: str = ""  # the round on which it was taken in (đợt lưu động)
    place: str = ""  # where, if not at the desk


class ReceptionCorrected(Payload, frozen=True, kw_only=True):
    """Wrong procedure, person or paper, mended before forwarding (đính chính tiếp nhận).

    States the whole reception anew but for its moment and number; None keeps what was said.
    `replaces_printed_at` is when the old slip was printed ("Thay thế giấy in lúc ...").
    """

    kind: ClassVar[str] = "office.reception_corrected"
    act: ClassVar[Act | None] = Act.CORRECT_RECEPTION

    reason: str
    procedure: ProcedureRef | None = None
    submitter: Person | None = None
    owner: Person | None = None
    owner_is_submitter: bool = False
    relation: str | None = None
    authorisation: Authorisation | None = None
    papers: tuple[PaperRow, ...] | None = None
    sets: int | None = None
    request: str | None = None
    promise: Promise | None = None
    fee: Fee | None = None
    returning: Returning | None = None
    arrived_at: Moment | None = None
    consignment: str | None = None
    for_authority: str | None = None  # an empty text: it is our own after all
    versions: Versions = Versions()
    replaces_printed_at: Moment | None = None
    old_slip_recovered: bool = False


class SupplementRequested(Payload, frozen=True, kw_only=True):
    """Everything that is missing, asked for once (Mẫu 02; Điều 16(3), 17(1)(c), 19(5)).

    `close_after` is the ISO date from which the dossier may be closed for lack of an answer.
    """

    kind: ClassVar[str] = "office.supplement_requested"
    act: ClassVar[Act | None] = Act.REQUEST_SUPPLEMENT

    missing: tuple[str, ...]
    reason: str
    number: str = ""  # Số: …/HDHS
    close_after: str | None = None
    paper: OnPaper | None = None
    template: str = ""


class SupplementReceived(Payload, frozen=True, kw_only=True):
    """The missing papers came; the clock starts again (Điều 19(5)). `papers` is the whole list."""

    kind: ClassVar[str] = "office.supplement_received"
    act: ClassVar[Act | None] = Act.RECEIVE_SUPPLEMENT

    brought: tuple[str, ...]
    images: tuple[str, ...] = ()  # of these only a picture came (bản ảnh, chờ đối chiếu)
    papers: tuple[PaperRow, ...] | None = None
    promise: Promise | None = None
    versions: Versions = Versions()


class Refused(Payload, frozen=True, kw_only=True):
    """Not accepted, or refused after appraisal, with the reason a person wrote (Mẫu 03)."""

    kind: ClassVar[str] = "office.refused"
    act: ClassVar[Act | None] = Act.REFUSE

    reason: str
    number: str = ""
    paper: OnPaper | None = None
    template: str = ""


class ClosedUnsupplemented(Payload, frozen=True, kw_only=True):
    """Closed: the supplement did not come in time (Điều 19(5), 15 days)."""

    kind: ClassVar[str] = "office.closed_unsupplemented"
    act: ClassVar[Act | None] = Act.CLOSE_UNSUPPLEMENTED

    reason: str
    requested_on: str = ""
    paper: OnPaper | None = None
