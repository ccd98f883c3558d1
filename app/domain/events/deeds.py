"""What is done to a dossier without moving it, and what is done about the history itself."""

from typing import ClassVar

from app.domain.events.parts import FeeLine, PaymentMethod, SlipForm
from app.domain.events.payload import Payload
from app.domain.states import Act
from sync.protocol.bounds import Moment


class ContactChanged(Payload, frozen=True, kw_only=True):
    """New telephone or mail of the submitter; None keeps, an empty text removes."""

    kind: ClassVar[str] = "office.contact_changed"
    act: ClassVar[Act | None] = Act.CHANGE_CONTACT

    phone: str | None = None
    email: str | None = None


class FieldChanged(Payload, frozen=True, kw_only=True):
    """Values of fields by the names of `app.domain.policy`; an empty text removes a value."""

    kind: ClassVar[str] = "office.field_changed"
    act: ClassVar[Act | None] = Act.CHANGE_FIELD

    changes: dict[str, str | int]
    reason: str = ""


class FieldChangedByProvince(FieldChanged, frozen=True, kw_only=True):
    """The same, said by the province (a legal number, a deadline of its own)."""

    kind: ClassVar[str] = "province.field_changed"


class FeeTaken(Payload, frozen=True, kw_only=True):
    """Money was taken (Phiếu thu nội bộ, or a biên lai with series and number).

    What came by transfer or by the portal counts once it is confirmed. `agency` is whose money it
    is where several agencies share the centre.
    """

    kind: ClassVar[str] = "office.fee_taken"
    act: ClassVar[Act | None] = Act.TAKE_FEE

    amount: int
    lines: tuple[FeeLine, ...] = ()
    method: PaymentMethod = PaymentMethod.CASH
    payer: str = ""
    series: str = ""
    number: str = ""
    agency: str = ""


class NoteAdded(Payload, frozen=True, kw_only=True):
    """A remark; files that belong to it are in the event's `f`."""

    kind: ClassVar[str] = "office.note_added"
    act: ClassVar[Act | None] = Act.ADD_NOTE

    text: str


class DeclarationFilled(Payload, frozen=True, kw_only=True):
    """A declaration (tờ khai) was filled in for the citizen, to be read back and signed.

    `form` and `template` name what was printed; `answers` are texts by the names of
    `app.domain.declarations`. `read_back` says that it was read to the submitter before signing.
    """

    kind: ClassVar[str] = "office.declaration_filled"
    act: ClassVar[Act | None] = Act.FILL_DECLARATION

    form: str
    template: str
    answers: dict[str, str]
    interpreter: str = ""
    language: str = ""
    read_back: bool = False
    thumb_print: bool = False


class SlipPrinted(Payload, frozen=True, kw_only=True):
    """A paper left the printer; `of` is the event that it tells of (device:epoch:n).

    `copy` 1 is the first; a real reprint is "BẢN IN LẦN n" and has a reason. `confirmed` says that
    the officer holds the paper. `printed_at` is UTC milliseconds as on the paper.
    """

    kind: ClassVar[str] = "office.slip_printed"
    act: ClassVar[Act | None] = Act.PRINT_SLIP

    form: SlipForm
    of: str
    printed_at: Moment
    copy: int = 1
    confirmed: bool = False
    reason: str | None = None
    number: str = ""
    template: str = ""


class CodeReplaced(Payload, frozen=True, kw_only=True):
    """A new code for a dossier whose code stands on another one's slip too (cấp mã mới).

    `instead_of` stays findable for ever (mã cũ), `kept_by` is the dossier that goes on bearing it.
    `official` says that the new one is an official code.
    """

    kind: ClassVar[str] = "office.code_replaced"
    act: ClassVar[Act | None] = Act.REPLACE_CODE

    number: str
    instead_of: str
    official: bool = False
    kept_by: str = ""


class EnteredByHand(Payload, frozen=True, kw_only=True):
    """Typed into the province's system by an officer, and the official code typed back.

    `covers` are the events that the sheet showed (device:epoch:n) and that were typed in; what
    another PC did meanwhile is owed still, wherever it comes to stand. `up_to` is the last of them,
    alone where `covers` is empty: everything before it. `state` is the one set there.
    """

    kind: ClassVar[str] = "office.entered_by_hand"
    act: ClassVar[Act | None] = Act.ENTER_BY_HAND

    code: str
    system: str = ""
    up_to: str = ""
    state: int = 0
    covers: tuple[str, ...] = ()


class ResendAsked(Payload, frozen=True, kw_only=True):
    """What a system of the province refused is to be offered again as it is (Gửi lại)."""

    kind: ClassVar[str] = "office.resend_asked"
    act: ClassVar[Act | None] = Act.ASK_RESEND

    system: str = ""
    reason: str = ""


class ConflictSettled(Payload, frozen=True, kw_only=True):
    """A person decided a conflict: which value or state holds from now on.

    `upheld` names the set-aside events that hold after all (none: what stood goes on standing);
    `value` is a value of its own, for a plain field that neither side had right; `state` is the
    resulting state where acts were in conflict.
    """

    kind: ClassVar[str] = "office.conflict_settled"
    act: ClassVar[Act | None] = Act.SETTLE_CONFLICT

    conflict: str
    subject: str
    upheld: tuple[str, ...] = ()
    value: str | int | None = None
    state: int | None = None
    reason: str = ""


class GapDeclaredLost(Payload, frozen=True, kw_only=True):
    """Events first..last of one device will never come; what waits for them goes on."""

    kind: ClassVar[str] = "office.gap_declared_lost"
    act: ClassVar[Act | None] = Act.DECLARE_LOST

    device: str
    epoch: str
    first: int
    last: int
    reason: str = ""


class AsideReviewed(Payload, frozen=True, kw_only=True):
    """A person looked at entries that change nothing here, and says what was done about them.

    `entries` are their ids (device:epoch:n). They stay in the history; they wait for nobody now.
    """

    kind: ClassVar[str] = "office.aside_reviewed"
    act: ClassVar[Act | None] = Act.REVIEW_ASIDE

    entries: tuple[str, ...]
    reason: str = ""
