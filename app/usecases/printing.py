"""Paper: what a slip says, and printed means confirmed on paper.

A job is written down before the printer is asked. When paper came out, `confirm_print` records it
as an event; when it did not, `print_failed` forgets it, and the next attempt bears no mark. Jobs
neither confirmed nor failed (power cut) are asked about at the next start.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.domain.events import SlipForm

if TYPE_CHECKING:
    from app.domain.dossier import Dossier, DossierVersion
    from app.domain.papers import Form01, ResultReceipt
    from app.usecases.desk import Desk


class PrintJob(msgspec.Struct, frozen=True, kw_only=True):
    """One paper on its way to the printer."""

    id: str
    dossier_id: str
    code: str
    form: SlipForm
    copy: int
    """1 the first time; from 2 on the paper says BẢN IN LẦN n."""
    begun: datetime
    reason: str = ""


def receipt(desk: Desk, dossier_id: str, *, copy: int = 1) -> Form01:
    """Return what form 01 of this dossier says."""
    raise NotImplementedError


def result_receipt(desk: Desk, dossier_id: str, *, copy: int = 1) -> ResultReceipt:
    """Return what the receipt for the result says."""
    raise NotImplementedError


def begin_print(desk: Desk, shown: DossierVersion, form: SlipForm, *, reason: str = "") -> PrintJob:
    """Write the job down; a copy after a confirmed one needs its reason (`reprint_reason`)."""
    raise NotImplementedError


def confirm_print(desk: Desk, job: PrintJob) -> Dossier:
    """Paper came out: record it."""
    raise NotImplementedError


def print_failed(desk: Desk, job: PrintJob) -> None:
    """No paper came out: the next attempt is the same copy, without mark or reason."""
    raise NotImplementedError


def unconfirmed_prints(desk: Desk) -> tuple[PrintJob, ...]:
    """List jobs of which nobody said whether paper came out."""
    raise NotImplementedError
