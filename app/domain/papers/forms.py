"""Which papers a dossier can have now, what event each tells of, and what each says.

A paper that tells of another event is another paper: its first copy bears no mark.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol

from app.domain import cash
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import (
    ClosedUnsupplemented,
    CodeReplaced,
    Extended,
    FeeTaken,
    Forwarded,
    MendedReturned,
    Received,
    ReceptionCorrected,
    Refused,
    Returned,
    SlipForm,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)
from app.domain.papers import wording
from app.domain.papers.apology import apology
from app.domain.papers.cash_receipt import cash_receipt
from app.domain.papers.content import last_told
from app.domain.papers.control_slip import HANDED, control_slip
from app.domain.papers.form01 import receipt
from app.domain.papers.refusal import refusal
from app.domain.papers.result_receipt import result_receipt_content
from app.domain.papers.stop_notice import stop_notice
from app.domain.papers.supplement_request import supplement_request
from app.domain.papers.template import Content
from app.domain.papers.wording import Letterhead


class Maker(Protocol):
    """Fills a form from a dossier."""

    def __call__(
        self, dossier: Dossier, office: Letterhead, *, copy: int = 1, qr: str = ""
    ) -> Content:
        """Answer what the form says."""


TELLS_OF: Mapping[SlipForm, tuple[str, ...]] = {
    SlipForm.RECEIPT: (
        Received.kind,
        ReceptionCorrected.kind,
        SupplementReceived.kind,
        Extended.kind,
        CodeReplaced.kind,
    ),
    SlipForm.SUPPLEMENT_REQUEST: (SupplementRequested.kind,),
    SlipForm.REFUSAL: (Refused.kind,),
    SlipForm.APOLOGY: (Extended.kind,),
    SlipForm.STOP_NOTICE: (Withdrawn.kind, ClosedUnsupplemented.kind),
    SlipForm.CONTROL_SLIP: (Received.kind, *HANDED),
    SlipForm.RESULT_RECEIPT: (Returned.kind, MendedReturned.kind),
    SlipForm.CASH_RECEIPT: (FeeTaken.kind,),
    SlipForm.HANDOVER_LIST: (Forwarded.kind,),
}
MAKERS: Mapping[SlipForm, Maker] = {
    SlipForm.SUPPLEMENT_REQUEST: supplement_request,
    SlipForm.REFUSAL: refusal,
    SlipForm.APOLOGY: apology,
    SlipForm.STOP_NOTICE: stop_notice,
    SlipForm.CONTROL_SLIP: control_slip,
    SlipForm.CASH_RECEIPT: cash_receipt,
    SlipForm.RECEIPT: receipt,
    SlipForm.RESULT_RECEIPT: result_receipt_content,
}
OWED = (
    SlipForm.RECEIPT,
    SlipForm.SUPPLEMENT_REQUEST,
    SlipForm.REFUSAL,
    SlipForm.APOLOGY,
    SlipForm.STOP_NOTICE,
    SlipForm.RESULT_RECEIPT,
)
"""The papers that the citizen is to get; the others are made where somebody asks for them."""


def event_told(dossier: Dossier, form: SlipForm) -> str:
    """The event that such a paper tells of now; raises `RuleViolation` when there is none."""
    found = _tells_of(dossier, form)
    if not found:
        raise RuleViolation("nothing_to_print")
    return found


def _tells_of(dossier: Dossier, form: SlipForm) -> str:
    """The same, empty for none."""
    if form is SlipForm.CASH_RECEIPT:
        return cash.to_print(dossier)
    told = last_told(dossier, *TELLS_OF.get(form, ()))
    return told.id if told else ""


def printable(dossier: Dossier) -> tuple[SlipForm, ...]:
    """The papers that this dossier has something to say for."""
    return tuple(form for form in TELLS_OF if _tells_of(dossier, form))


def not_printed(dossier: Dossier) -> Iterator[tuple[SlipForm, str]]:
    """The papers owed to the citizen that nobody has confirmed on paper, with their events.

    A new receipt is owed for a new appointment only where none tells of it yet; who asked for no
    slip (Điều 17(4)) is owed none.
    """
    for form in OWED:
        told = last_told(dossier, *TELLS_OF[form])
        if told is None or (form is SlipForm.RECEIPT and not dossier.slip):
            continue
        if form is SlipForm.RECEIPT and told.kind == Extended.kind:
            continue  # the letter of apology names the new appointment
        if dossier.next_copy(form, told.id) == 1:
            yield form, told.id


def received_on(dossier: Dossier) -> str:
    """The ISO day whose templates hold for this dossier: the day that it was first taken in."""
    taken = [at for at in (dossier.registered_at, dossier.accepted_at) if at is not None]
    return wording.office_time(min(taken, default=0)).date().isoformat()
