"""Printed means confirmed on paper.

A job is written down on this PC before the printer is asked. When paper came out, `confirm_print`
records it as an event; when it did not, `print_failed` forgets it, and the next attempt bears no
mark. Jobs neither confirmed nor failed (power cut) are asked about at the next start.
"""

from datetime import datetime

import msgspec

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import SlipForm, SlipPrinted
from app.domain.history import DossierVersion
from app.domain.papers import forms
from app.system import crash
from app.system.clock import milliseconds
from app.system.secrets import new_uuid
from app.usecases.desk import Desk
from app.usecases.step import take

_KEPT = "prints"


class PrintJob(msgspec.Struct, frozen=True, kw_only=True):
    """One paper on its way to the printer."""

    id: str
    dossier_id: str
    code: str
    form: SlipForm
    of: str
    """The event that the paper tells of."""
    copy: int
    """1 the first time; from 2 on the paper says BẢN IN LẦN n."""
    begun: datetime
    reason: str = ""


def begin_print(desk: Desk, shown: DossierVersion, form: SlipForm, *, reason: str = "") -> PrintJob:
    """Write the job down; a copy after a confirmed one needs its reason."""
    dossier = desk.store.reader().dossier(shown.id)
    of = forms.event_told(dossier, form)
    copy = dossier.next_copy(form, of)
    if copy > 1 and not reason.strip():
        raise RuleViolation("reprint_reason_missing")
    now = desk.now()
    job = PrintJob(
        id=new_uuid(now, desk.machine.entropy),
        dossier_id=dossier.id,
        code=dossier.official_code or dossier.number,
        form=form,
        of=of,
        copy=copy,
        begun=now,
        reason=reason,
    )
    _keep(desk, (*unconfirmed_prints(desk), job))
    crash.here("print.before_spool")
    return job


def confirm_print(desk: Desk, job: PrintJob) -> Dossier:
    """Paper came out: record it; saying so twice is no error."""
    crash.here("print.after_spool")
    dossier = desk.store.reader().dossier(job.dossier_id)
    if dossier.next_copy(job.form, job.of) <= job.copy:
        dossier = take(desk, dossier.version, lambda now: now.print_slip(_printed(job)))
    _forget(desk, job)
    crash.here("print.after_confirm")
    return dossier


def print_failed(desk: Desk, job: PrintJob) -> None:
    """No paper came out: the next attempt is the same copy, without mark or reason."""
    _forget(desk, job)


def unconfirmed_prints(desk: Desk) -> tuple[PrintJob, ...]:
    """List jobs of which nobody said whether paper came out, oldest first."""
    kept = desk.store.reader().preferences.get(_KEPT)
    return msgspec.json.decode(kept, type=tuple[PrintJob, ...]) if kept else ()


def _printed(job: PrintJob) -> SlipPrinted:
    return SlipPrinted(
        form=job.form,
        of=job.of,
        printed_at=milliseconds(job.begun),
        copy=job.copy,
        confirmed=True,
        reason=job.reason or None,
        number=job.code,
    )


def _forget(desk: Desk, job: PrintJob) -> None:
    _keep(desk, tuple(one for one in unconfirmed_prints(desk) if one.id != job.id))


def _keep(desk: Desk, jobs: tuple[PrintJob, ...]) -> None:
    desk.store.preferences.put(_KEPT, msgspec.json.encode(jobs))
