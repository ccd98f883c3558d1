"""Printed means confirmed on paper.

A job is written down on this PC before the printer is asked. When paper came out, `confirm_print`
records it as an event; when it did not, `print_failed` forgets it, and the next attempt bears no
mark. Jobs neither confirmed nor failed (power cut) are asked about at the next start.
"""

from datetime import datetime

import msgspec

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import Forwarded, SlipForm, SlipPrinted
from app.domain.history import DossierVersion
from app.domain.papers import forms
from app.domain.papers.handover_list import on_list
from app.store.projections.papers import Papers
from app.system import crash
from app.system.clock import milliseconds
from app.system.secrets import new_uuid
from app.usecases.desk import Desk
from app.usecases.step import record

_KEPT = "prints"


class Told(msgspec.Struct, frozen=True):
    """A dossier that a paper names, and the event of it that the paper tells of."""

    dossier_id: str
    of: str


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
    template: str = ""
    also: tuple[Told, ...] = ()
    """Further dossiers that the paper names: those of one hand-over list."""

    @property
    def told(self) -> tuple[Told, ...]:
        """Return every dossier that the paper names."""
        return (Told(self.dossier_id, self.of), *self.also)


def begin_print(desk: Desk, shown: DossierVersion, form: SlipForm, *, reason: str = "") -> PrintJob:
    """Write the job down; a copy after a confirmed one needs its reason."""
    dossier = desk.store.reader().dossier(shown.id)
    of = forms.event_told(dossier, form)
    copy = dossier.next_copy(form, of)
    if copy > 1 and not reason.strip():
        raise RuleViolation("reprint_reason_missing")
    now = desk.now()
    number, also = _list_of(desk, dossier, of) if form is SlipForm.HANDOVER_LIST else ("", ())
    job = PrintJob(
        id=new_uuid(now, desk.machine.entropy),
        dossier_id=dossier.id,
        code=number or dossier.official_code or dossier.number,
        form=form,
        of=of,
        copy=copy,
        begun=now,
        reason=reason,
        template=desk.templates.on(form, forms.received_on(dossier)).version,
        also=also,
    )
    _keep(desk, (*unconfirmed_prints(desk), job))
    crash.here("print.before_spool")
    return job


def confirm_print(desk: Desk, job: PrintJob) -> Dossier:
    """Paper came out: record it; saying so twice is no error."""
    crash.here("print.after_spool")
    if any(_is_first_word(desk, job, told) for told in job.told):
        with desk.store.act(by=desk.officer) as act:
            for told in job.told:
                now = act.dossier(told.dossier_id)
                copy = now.next_copy(job.form, told.of)
                if copy <= job.copy:
                    said = now.print_slip(_printed(job, told.of, copy))
                    record(desk, act, now.id, said, now.version)
    _forget(desk, job)
    crash.here("print.after_confirm")
    return desk.store.reader().dossier(job.dossier_id)


def print_failed(desk: Desk, job: PrintJob) -> None:
    """No paper came out: the next attempt is the same copy, without mark or reason."""
    _forget(desk, job)


def unconfirmed_prints(desk: Desk) -> tuple[PrintJob, ...]:
    """List jobs of which nobody said whether paper came out, oldest first."""
    kept = desk.store.reader().preferences.get(_KEPT)
    return msgspec.json.decode(kept, type=tuple[PrintJob, ...]) if kept else ()


def _is_first_word(desk: Desk, job: PrintJob, told: Told) -> bool:
    """Say whether nobody has recorded this copy yet."""
    dossier = desk.store.reader().dossier(told.dossier_id)
    return dossier.next_copy(job.form, told.of) <= job.copy


def _list_of(desk: Desk, dossier: Dossier, of: str) -> tuple[str, tuple[Told, ...]]:
    """Return the number of the hand-over list, and the other dossiers that are on it."""
    entry = next(entry for entry in dossier.timeline if entry.id == of)
    number = entry.said.list_number if isinstance(entry.said, Forwarded) else ""
    reader = desk.store.reader()
    others = reader.topic(Papers).on_list(number) if number else []
    found = ((one, on_list(reader.dossier(one), number)) for one in others if one != dossier.id)
    return number, tuple(Told(one, entry.id) for one, entry in found if entry is not None)


def _printed(job: PrintJob, of: str, copy: int) -> SlipPrinted:
    return SlipPrinted(
        form=job.form,
        of=of,
        printed_at=milliseconds(job.begun),
        copy=copy,
        confirmed=True,
        reason=job.reason or None,
        number=job.code,
        template=job.template,
    )


def _forget(desk: Desk, job: PrintJob) -> None:
    _keep(desk, tuple(one for one in unconfirmed_prints(desk) if one.id != job.id))


def _keep(desk: Desk, jobs: tuple[PrintJob, ...]) -> None:
    desk.store.preferences.put(_KEPT, msgspec.json.encode(jobs))
