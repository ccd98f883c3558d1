"""Giấy chưa in: what people are to get of acts done at this PC, not yet confirmed on paper."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from app.domain.errors import RuleViolation
from app.domain.events import SlipForm
from app.store.projections.papers import Papers
from app.system.clock import milliseconds
from app.usecases.desk import Desk
from app.usecases.former_keys import former_selves
from app.usecases.print_jobs import PrintJob, begin_print, confirm_print, unconfirmed_prints
from app.usecases.promises import office_time

DAYS = 7
"""What nobody has printed for a week was handed out in another way, or is not wanted."""


class OwedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """One paper to print."""

    dossier_id: str
    form: SlipForm
    code: str
    owner: str
    since: datetime


def owed_papers(desk: Desk) -> tuple[OwedPaper, ...]:
    """List them, oldest first, without those whose paper is being asked about just now."""
    reader = desk.store.reader()
    asked = {(job.dossier_id, job.form) for job in unconfirmed_prints(desk)}
    begin = milliseconds(desk.now() - timedelta(days=DAYS))
    found: list[OwedPaper] = []
    pcs = (desk.store.device.device, *former_selves(desk))
    mine = [one for pc in pcs for one in reader.topic(Papers).owed(begin, pc)]
    for owed in sorted(mine, key=lambda one: one.since):
        row = reader.row(owed.dossier_id)
        if row is None or (owed.dossier_id, owed.form) in asked:
            continue
        found.append(
            OwedPaper(
                dossier_id=owed.dossier_id,
                form=owed.form,
                code=row.code,
                owner=row.owner,
                since=office_time(owed.since),
            )
        )
    return tuple(found)


def begin_all(desk: Desk, wanted: Sequence[OwedPaper]) -> tuple[PrintJob, ...]:
    """Write a job down for each; what was printed meanwhile is left out."""
    reader = desk.store.reader()
    jobs: list[PrintJob] = []
    for one in wanted:
        try:
            jobs.append(begin_print(desk, reader.dossier(one.dossier_id).version, one.form))
        except RuleViolation as no:
            if no.code not in {"reprint_reason_missing", "nothing_to_print"}:
                raise
    return tuple(jobs)


def confirm_all(desk: Desk, jobs: Sequence[PrintJob]) -> None:
    """All of them came out on paper."""
    for job in jobs:
        confirm_print(desk, job)
