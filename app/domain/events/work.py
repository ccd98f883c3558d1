"""Work on a dossier inside the commune: who does a step, who is asked, who signs."""

from typing import ClassVar

from app.domain.events.parts import IssuedPaper, OnPaper, Receiver
from app.domain.events.payload import Payload
from app.domain.states import Act
from sync.protocol.bounds import Moment


class StepAssigned(Payload, frozen=True, kw_only=True):
    """A step of the commune's own procedure has its owner (phân công người thụ lý).

    Taking over is an assignment to oneself. `due` is the step's own time, UTC milliseconds;
    `deputy_for` names the absent officer for whom it is done.
    """

    kind: ClassVar[str] = "office.step_assigned"
    act: ClassVar[Act | None] = Act.ASSIGN

    to: str
    step: str = ""
    due: Moment | None = None
    deputy_for: str = ""
    note: str = ""


class StepSentBack(Payload, frozen=True, kw_only=True):
    """A step goes back to who did the one before, and why (trả lại bước trước)."""

    kind: ClassVar[str] = "office.step_sent_back"
    act: ClassVar[Act | None] = Act.SEND_BACK

    to: str
    reason: str


class ConsultationAsked(Payload, frozen=True, kw_only=True):
    """Somebody else is asked for an opinion (lấy ý kiến; Điều 19(4)): whom, what, until when."""

    kind: ClassVar[str] = "office.consultation_asked"
    act: ClassVar[Act | None] = Act.CONSULT

    whom: str
    what: str
    due: Moment
    number: str = ""


class ConsultationAnswered(Payload, frozen=True, kw_only=True):
    """The opinion came; `asked` is the event that had asked (device:epoch:n)."""

    kind: ClassVar[str] = "office.consultation_answered"
    act: ClassVar[Act | None] = Act.ANSWER_CONSULTATION

    asked: str
    answer: str
    number: str = ""
    date: str = ""


class HeadNotified(Payload, frozen=True, kw_only=True):
    """The head of the one-stop desk was told of a late opinion (Điều 19(4)).

    `asked` is the event that had asked for it (device:epoch:n).
    """

    kind: ClassVar[str] = "office.head_notified"
    act: ClassVar[Act | None] = Act.NOTIFY_HEAD

    asked: str
    whom: str
    note: str = ""


class SupplementWished(Payload, frozen=True, kw_only=True):
    """The specialist asks the desk to ask the citizen (yêu cầu một cửa bổ sung; Điều 19(5))."""

    kind: ClassVar[str] = "office.supplement_wished"
    act: ClassVar[Act | None] = Act.WISH_SUPPLEMENT

    missing: tuple[str, ...]
    reason: str


class OriginalsCompared(Payload, frozen=True, kw_only=True):
    """What came as a picture was compared with the original (đã đối chiếu bản chính)."""

    kind: ClassVar[str] = "office.originals_compared"
    act: ClassVar[Act | None] = Act.COMPARE_ORIGINALS

    papers: tuple[str, ...]


class ResultSigned(Payload, frozen=True, kw_only=True):
    """A result that waited for it was signed, electronically or on paper after all (đã ký)."""

    kind: ClassVar[str] = "office.result_signed"
    act: ClassVar[Act | None] = Act.SIGN_RESULT

    signed_by: str
    electronic: bool = False
    number: str = ""
    date: str = ""


class ResultFaultFound(Payload, frozen=True, kw_only=True):
    """A result is wrong by the office's fault: to be mended within 3 working days (Điều 23)."""

    kind: ClassVar[str] = "office.result_fault_found"
    act: ClassVar[Act | None] = Act.FIND_FAULT

    what: str
    due: Moment
    found_by: str = ""


class ResultCorrected(Payload, frozen=True, kw_only=True):
    """The mended result, what mending cost and who pays it (Điều 23)."""

    kind: ClassVar[str] = "office.result_corrected"
    act: ClassVar[Act | None] = Act.CORRECT_RESULT

    results: tuple[IssuedPaper, ...]
    note: str = ""
    cost: int = 0
    paid_by: str = ""  # người gây ra sai sót chịu chi phí
    paper: OnPaper | None = None


class MendedReturned(Payload, frozen=True, kw_only=True):
    """The mended result was handed over in place of the wrong one (Điều 23)."""

    kind: ClassVar[str] = "office.mended_returned"
    act: ClassVar[Act | None] = Act.RETURN_MENDED

    receiver: Receiver
    wrong_taken_back: bool = False
    by_post: bool = False
    note: str = ""


class Archived(Payload, frozen=True, kw_only=True):
    """Put into the archive (lưu hồ sơ): where, under which mark, kept how long."""

    kind: ClassVar[str] = "office.archived"
    act: ClassVar[Act | None] = Act.ARCHIVE

    where: str
    mark: str = ""
    keep: str = ""


class Proposed(Payload, frozen=True, kw_only=True):
    """What the commune would have done to a stage that others own: it moves nothing.

    The province's system answers with the state that it reports (one owner of each stage).
    """

    kind: ClassVar[str] = "office.proposed"
    act: ClassVar[Act | None] = Act.PROPOSE

    wish: str  # the act's name
    reason: str
