"""Drafts: what was typed and not yet taken in; saved as one types, kept over a power cut."""

from datetime import datetime

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.errors import RuleViolation
from app.store.records import Draft
from app.system.secrets import new_uuid
from app.usecases.desk import Desk
from app.usecases.reception_form import ReceptionForm

_KIND = "reception"


class DraftRow(msgspec.Struct, frozen=True):
    """One draft in the list."""

    id: str
    title: str
    saved: datetime
    by: str


def save_draft(desk: Desk, form: ReceptionForm, draft_id: str = "") -> str:
    """Save what is typed under this draft (a new one when empty) and return its id."""
    now = desk.now()
    kept = Draft(
        id=draft_id or new_uuid(now, desk.machine.entropy),
        kind=_KIND,
        officer=desk.officer.id,
        title=_title(desk, form),
        saved=now,
        body=msgspec.json.encode(form),
    )
    desk.store.drafts.save(kept)
    return kept.id


def load_draft(desk: Desk, draft_id: str) -> ReceptionForm:
    """Return the form as it was typed; raises `RuleViolation("draft_gone")`."""
    kept = desk.store.reader().drafts.load(draft_id)
    if kept is None:
        raise RuleViolation("draft_gone")
    return msgspec.json.decode(kept.body, type=ReceptionForm)


def drafts(desk: Desk) -> tuple[DraftRow, ...]:
    """List the counter's drafts, newest first."""
    return tuple(
        DraftRow(kept.id, kept.title, kept.saved.astimezone(OFFICE_TIME), kept.officer)
        for kept in desk.store.reader().drafts.all(_KIND)
    )


def discard_draft(desk: Desk, draft_id: str) -> None:
    """Throw a draft away; one that is gone already is no error."""
    desk.store.drafts.discard(draft_id)


def _title(desk: Desk, form: ReceptionForm) -> str:
    """Say whose and what, as far as it is typed."""
    person = form.owner or form.submitter
    parts = (person.name if person else "", _matter(desk, form))
    return " - ".join(part for part in parts if part)


def _matter(desk: Desk, form: ReceptionForm) -> str:
    """Return the procedure's short name, or its code if the catalogue that had it is gone."""
    if not form.procedure_code:
        return form.other_name
    try:
        procedure = desk.catalogue.procedure(form.procedure_code)
    except RuleViolation:
        return form.procedure_code
    return procedure.short_name or procedure.name
