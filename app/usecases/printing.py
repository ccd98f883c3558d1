"""What a paper says; and, for whoever prints, the jobs of `print_jobs`."""

from app.domain import papers
from app.domain.dossier import Dossier
from app.domain.papers import Form01, ResultReceipt
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
    "print_failed",
    "receipt",
    "result_receipt",
    "unconfirmed_prints",
]


def receipt(desk: Desk, dossier_id: str, *, copy: int = 1) -> Form01:
    """Return what form 01 of this dossier says."""
    dossier = desk.store.reader().dossier(dossier_id)
    return papers.form01(dossier, desk.office, copy=copy, qr=_signed(desk, dossier))


def result_receipt(desk: Desk, dossier_id: str, *, copy: int = 1) -> ResultReceipt:
    """Return what the receipt for the result says."""
    return papers.result_receipt(desk.store.reader().dossier(dossier_id), desk.office, copy=copy)


def _signed(desk: Desk, dossier: Dossier) -> str:
    """Return the QR text that any office PC can check offline: code, head, signature."""
    code = dossier.official_code or dossier.number
    text = papers.slip_text(code, dossier.heads[-1])
    return papers.with_signature(text, desk.store.device.signer().sign("slip", text.encode()))


def blank_receipt(desk: Desk, slip: BlankSlip) -> Form01:
    """Return an empty form 01 that bears the burned number."""
    return papers.blank_form01(slip.code, desk.office)
