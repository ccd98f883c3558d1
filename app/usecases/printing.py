"""What a paper says, on its template; and, for whoever prints, the jobs of `print_jobs`."""

from app.domain import papers
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import SlipForm
from app.domain.papers import Printout, forms
from app.domain.papers.content import heading
from app.domain.papers.form01 import content_of
from app.domain.papers.handover_list import handover_list
from app.store.projections.papers import Papers
from app.usecases.blank_slips import BlankSlip
from app.usecases.desk import Desk
from app.usecases.print_jobs import (
    PrintJob,
    begin_print,
    confirm_print,
    print_failed,
    unconfirmed_prints,
)

__all__ = [
    "PrintJob",
    "begin_print",
    "blank_receipt",
    "confirm_print",
    "paper",
    "print_failed",
    "unconfirmed_prints",
]


def paper(desk: Desk, dossier_id: str, form: SlipForm, *, copy: int = 1) -> Printout:
    """Fill a form of this dossier, on the template in force when the dossier was received."""
    dossier = desk.store.reader().dossier(dossier_id)
    if form is SlipForm.HANDOVER_LIST:
        return _handover_list(desk, dossier, copy)
    maker = forms.MAKERS.get(form)
    if maker is None:
        raise RuleViolation("nothing_to_print")
    said = maker(dossier, desk.office, copy=copy, qr=_signed(desk, dossier))
    return papers.fill(desk.templates.on(form, forms.received_on(dossier)), said)


def _handover_list(desk: Desk, dossier: Dossier, copy: int) -> Printout:
    """Fill the list that this dossier was handed over with last; alone on it without a number."""
    number = dossier.forwarded.list_number if dossier.forwarded else ""
    reader = desk.store.reader()
    listed = reader.topic(Papers).on_list(number) if number else [dossier.id]
    dossiers = [reader.dossier(one) for one in listed]
    template = desk.templates.on(SlipForm.HANDOVER_LIST, forms.received_on(dossier))
    return papers.fill(template, handover_list(dossiers, number, desk.office, copy=copy))


def _signed(desk: Desk, dossier: Dossier) -> str:
    """Return the QR text that any office PC can check offline: code, head, signature."""
    code = dossier.official_code or dossier.number
    text = papers.slip_text(code, dossier.heads[-1])
    return papers.with_signature(text, desk.store.device.signer().sign("slip", text.encode()))


BY_HAND = (
    SlipForm.SUPPLEMENT_REQUEST,
    SlipForm.REFUSAL,
    SlipForm.CONTROL_SLIP,
    SlipForm.HANDOVER_LIST,
    SlipForm.RESULT_RECEIPT,
    SlipForm.CASH_RECEIPT,
)
"""Forms of which an office keeps some empty ones for an outage or for the village."""


def form_by_hand(desk: Desk, form: SlipForm) -> Printout:
    """Return an empty form of today with the office's name; it bears no number."""
    template = desk.templates.on(form, desk.now().date().isoformat())
    nothing: dict[str, str | tuple[papers.Row, ...]] = dict.fromkeys(template.fields, "")
    nothing |= dict.fromkeys(template.lists, ())
    return papers.fill(template, nothing | heading(desk.office, 0) | {"code_label": "Mã hồ sơ"})


def blank_receipt(desk: Desk, slip: BlankSlip) -> Printout:
    """Return an empty form 01 that bears the burned number."""
    template = desk.templates.on(SlipForm.RECEIPT, desk.now().date().isoformat())
    return papers.fill(template, content_of(papers.blank_form01(slip.code, desk.office)))
