"""Which form belongs to which act, and in which order the acts are offered."""

from collections.abc import Callable, Iterator

from app.domain import cash
from app.domain.duties import DutyKind
from app.domain.states import Act
from app.ui.dossier.forms.accepting import AcceptForm
from app.ui.dossier.forms.brought import BroughtForm
from app.ui.dossier.forms.chain import ChainForm
from app.ui.dossier.forms.contact import ContactForm
from app.ui.dossier.forms.duty import AskDutyForm, MeetDutyForm
from app.ui.dossier.forms.extending import ExtendForm
from app.ui.dossier.forms.form import ActForm
from app.ui.dossier.forms.forward import ForwardForm
from app.ui.dossier.forms.lost import LostForm
from app.ui.dossier.forms.money import ConfirmFeeForm, RefundForm, TakeFeeForm
from app.ui.dossier.forms.reasoned import (
    CloseForm,
    NoteForm,
    PauseForm,
    RefuseForm,
    ResumeForm,
)
from app.ui.dossier.forms.result import ResultForm
from app.ui.dossier.forms.returning import ReturnForm, ReturnMendedForm
from app.ui.dossier.forms.review import ReviewForm
from app.ui.dossier.forms.supplement import SupplementForm
from app.ui.dossier.forms.whereabouts import (
    OldNumberForm,
    PlacePapersForm,
    ReplaceCodeForm,
    SlipLostForm,
)
from app.ui.dossier.forms.withdrawing import WithdrawForm
from app.ui.dossier.forms.work import (
    AnswerForm,
    ArchiveForm,
    AssignForm,
    CompareForm,
    ConsultForm,
    CorrectResultForm,
    FaultForm,
    NotifyHeadForm,
    ProposeForm,
    SendBackForm,
    SignForm,
    WishSupplementForm,
)
from app.usecases.dossier_view import DossierView

AFTER_THE_BUTTONS = 3

# The likeliest next step first: it becomes the button that stands out.
FORMS: dict[Act, type[ActForm]] = {
    Act.REPLACE_CODE: ReplaceCodeForm,
    Act.RECEIVE: AcceptForm,
    Act.RECEIVE_SUPPLEMENT: BroughtForm,
    Act.SIGN_RESULT: SignForm,
    Act.CORRECT_RESULT: CorrectResultForm,
    Act.RETURN_RESULT: ReturnForm,
    Act.RETURN_MENDED: ReturnMendedForm,
    Act.COMPARE_ORIGINALS: CompareForm,
    Act.ANSWER_CONSULTATION: AnswerForm,
    Act.NOTIFY_HEAD: NotifyHeadForm,
    Act.CONFIRM_FEE: ConfirmFeeForm,
    Act.RESUME: ResumeForm,
    Act.MEET_FINANCIAL_DUTY: MeetDutyForm,
    Act.RECORD_RESULT: ResultForm,
    Act.FORWARD: ForwardForm,
    Act.REQUEST_SUPPLEMENT: SupplementForm,
    Act.EXTEND: ExtendForm,
    Act.PAUSE: PauseForm,
    Act.ASK_FINANCIAL_DUTY: AskDutyForm,
    Act.REFUSE: RefuseForm,
    Act.CLOSE_UNSUPPLEMENTED: CloseForm,
    Act.WITHDRAW: WithdrawForm,
    Act.ASSIGN: AssignForm,
    Act.SEND_BACK: SendBackForm,
    Act.CONSULT: ConsultForm,
    Act.WISH_SUPPLEMENT: WishSupplementForm,
    Act.PROPOSE: ProposeForm,
    Act.TAKE_FEE: TakeFeeForm,
    Act.REFUND_FEE: RefundForm,
    Act.FIND_FAULT: FaultForm,
    Act.ARCHIVE: ArchiveForm,
    Act.CHAIN_AFTER: ChainForm,
    Act.REPORT_SLIP_LOST: SlipLostForm,
    Act.PLACE_PAPERS: PlacePapersForm,
    Act.NOTE_OLD_NUMBER: OldNumberForm,
    Act.ADD_NOTE: NoteForm,
    Act.CHANGE_CONTACT: ContactForm,
    Act.DECLARE_LOST: LostForm,
    Act.REVIEW_ASIDE: ReviewForm,
}


def offered(view: DossierView) -> tuple[Act, ...]:
    """List the acts that have a form here, in order; before the first hand-over that comes first.

    `CORRECT_RECEPTION` leads to the reception page and stands where it is looked for.
    """
    acts = list(_offered(view))
    if Act.CORRECT_RECEPTION in view.acts:  # a slip of the pen is seen soon: it keeps a key
        acts.insert(AFTER_THE_BUTTONS, Act.CORRECT_RECEPTION)
    return tuple(acts)


def _offered(view: DossierView) -> Iterator[Act]:
    is_new = view.dossier.forwarded is None and not view.code_to_replace
    if is_new and Act.FORWARD in view.acts:
        yield Act.FORWARD
    for act in FORMS:
        if act in view.acts and not (is_new and act is Act.FORWARD) and _has_object(view, act):
            yield act


def _has_object(view: DossierView, act: Act) -> bool:
    """Say whether there is anything to do it to: only what was waited for can be lost."""
    asks = _OBJECTS.get(act)
    return asks is None or asks(view)


def _has_slip(view: DossierView) -> bool:
    """A slip was given out, and it is still worth something."""
    return view.dossier.was_accepted and view.dossier.slip and not view.dossier.is_ended


_OBJECTS: dict[Act, Callable[[DossierView], bool]] = {
    Act.CHAIN_AFTER: lambda view: bool(view.chain) and not view.dossier.is_ended,
    Act.REPORT_SLIP_LOST: _has_slip,
    Act.REPLACE_CODE: lambda view: bool(view.code_to_replace),
    Act.NOTIFY_HEAD: lambda view: any(one.kind is DutyKind.NOTIFY_HEAD for one in view.duties),
    Act.TAKE_FEE: lambda view: not view.dossier.is_ended or cash.owed(view.dossier) > 0,
    Act.DECLARE_LOST: lambda view: bool(view.gaps),
    Act.REVIEW_ASIDE: lambda view: bool(view.dossier.doubtful),
}
