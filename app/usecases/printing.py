"""What a paper says; and, for whoever prints, the jobs of `print_jobs`."""

from app.domain import papers
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
    return papers.form01(desk.store.reader().dossier(dossier_id), desk.office, copy=copy)


def result_receipt(desk: Desk, dossier_id: str, *, copy: int = 1) -> ResultReceipt:
    """Return what the receipt for the result says."""
    return papers.result_receipt(desk.store.reader().dossier(dossier_id), desk.office, copy=copy)


def blank_receipt(desk: Desk, slip: BlankSlip) -> Form01:
    """Return an empty form 01 that bears the burned number."""
    return papers.blank_form01(slip.code, desk.office)
