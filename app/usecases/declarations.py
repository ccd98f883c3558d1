"""Tờ khai: filling a declaration in for the citizen, keeping it, and putting it on paper.

One that is filled in before there is a dossier is a draft of this counter until it is attached.
"""

from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from app.domain import declarations
from app.domain.calendar import OFFICE_TIME
from app.domain.declarations import Declaration, read_declaration
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import DeclarationFilled
from app.domain.history import DossierVersion
from app.domain.papers.template import Printout, Template, fill
from app.domain.person import Person
from app.store.records import Draft
from app.system import packed
from app.system.clock import milliseconds
from app.system.paths import resources
from app.system.secrets import new_uuid
from app.usecases.desk import Desk
from app.usecases.step import record

_KIND: Final = "declaration"
_FOLDER: Final = "declarations"


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """A declaration with what is known already.

    `draft_id` is there when it was begun before and belongs to no dossier; `shown` and `code` are
    those of its dossier.
    """

    declaration: Declaration
    said: DeclarationFilled
    draft_id: str = ""
    shown: DossierVersion | None = None
    code: str = ""


class Wanted(NamedTuple):
    """What another page wants filled in: for which procedure, and for whom."""

    procedure: str = ""
    submitter: Person | None = None
    owner: Person | None = None


class KeptRow(msgspec.Struct, frozen=True):
    """One declaration of this counter that belongs to no dossier yet."""

    id: str
    form: str
    title: str
    saved: datetime


def all_declarations() -> tuple[Declaration, ...]:
    """Every declaration that ships, in the order of their files."""
    shipped = packed.files(resources() / _FOLDER)
    return tuple(read_declaration(text) for text in shipped.values())


def begin(
    desk: Desk,
    form: str,
    submitter: Person | None = None,
    owner: Person | None = None,
) -> Begun:
    """An own sheet of that form, filled with what is known of the people."""
    declaration = _of(form)
    known = declarations.known_of(submitter, owner, desk.office)
    said = DeclarationFilled(
        form=form,
        template=_template_today(desk, form),
        answers=declarations.prefilled(declaration, known),
        thumb_print=submitter is not None and submitter.thumb_print,
        interpreter=(submitter.interpreter or "") if submitter else "",
    )
    return Begun(declaration=declaration, said=said)


def begin_for(desk: Desk, dossier_id: str, form: str = "") -> Begun:
    """The dossier's own declaration: as filled in last, else with its people.

    Without a form, the one that belongs to its procedure; raises `RuleViolation` when there is
    none.
    """
    dossier = desk.store.reader().dossier(dossier_id)
    form = form or _form_of(dossier)
    said = dossier.declaration(form)
    begun = (
        begin(desk, form, dossier.submitter, dossier.owner)
        if said is None
        else Begun(declaration=_of(form), said=said)
    )
    return _of_dossier(begun, dossier)


def record_declaration(desk: Desk, begun: Begun) -> Begun:
    """Write it down at its dossier (`shown`); the draft that it was typed in goes with it.

    Without a dossier it is kept at this counter. Answers it as it stands then; raises
    `RuleViolation` for an empty one.
    """
    said = declarations.filled(begun.declaration, begun.said)
    begun = msgspec.structs.replace(begun, said=said)
    shown = begun.shown
    if shown is None:
        return msgspec.structs.replace(begun, draft_id=_keep(desk, begun))
    with desk.store.act(by=desk.officer) as act:
        if begun.draft_id:
            act.discard_draft(begun.draft_id)
        event = act.dossier(shown.id).fill_declaration(said)
        dossier = record(desk, act, shown.id, event, shown)
    return _of_dossier(msgspec.structs.replace(begun, draft_id=""), dossier)


def kept(desk: Desk, form: str = "") -> tuple[KeptRow, ...]:
    """List what was filled in here and belongs to no dossier yet, newest first."""
    drafts = desk.store.reader().drafts.all(_KIND)
    rows = ((one, msgspec.json.decode(one.body, type=DeclarationFilled)) for one in drafts)
    return tuple(
        KeptRow(one.id, said.form, one.title, one.saved.astimezone(OFFICE_TIME))
        for one, said in rows
        if form in ("", said.form)
    )


def begun_before(desk: Desk, draft_id: str, dossier_id: str = "") -> Begun:
    """Go on with one that is kept, for its dossier where there is one now.

    Raises `RuleViolation("draft_gone")`.
    """
    draft = desk.store.reader().drafts.load(draft_id)
    if draft is None:
        raise RuleViolation("draft_gone")
    said = msgspec.json.decode(draft.body, type=DeclarationFilled)
    begun = Begun(declaration=_of(said.form), said=said, draft_id=draft_id)
    return _of_dossier(begun, desk.store.reader().dossier(dossier_id)) if dossier_id else begun


def throw_away(desk: Desk, draft_id: str) -> None:
    """Forget one that nobody needs; one that is gone already is no error."""
    desk.store.drafts.discard(draft_id)


def printout(desk: Desk, said: DeclarationFilled) -> Printout:
    """What goes to the printer, dated today; dots where nothing was said."""
    declaration = _of(said.form)
    template = _template(desk, said)
    told = declarations.content(declaration, said, desk.office, milliseconds(desk.now()))
    return fill(template, told)


def empty(desk: Desk, form: str) -> Printout:
    """An empty one to be filled in by hand, without a date."""
    said = DeclarationFilled(form=form, template=_template_today(desk, form), answers={})
    return fill(_template(desk, said), declarations.content(_of(form), said, desk.office, 0))


def _of_dossier(begun: Begun, dossier: Dossier) -> Begun:
    code = dossier.official_code or dossier.number
    return msgspec.structs.replace(begun, shown=dossier.version, code=code)


def _keep(desk: Desk, begun: Begun) -> str:
    now, said = desk.now(), begun.said
    names = [
        said.answers[one.name] for one in begun.declaration.questions if one.name in said.answers
    ]
    kept = Draft(
        id=begun.draft_id or new_uuid(now, desk.machine.entropy),
        kind=_KIND,
        officer=desk.officer.id,
        title=" - ".join((begun.declaration.short, *names[1:2])),
        saved=now,
        body=msgspec.json.encode(said),
    )
    desk.store.drafts.save(kept)
    return kept.id


def _of(form: str) -> Declaration:
    for one in all_declarations():
        if one.form == form:
            return one
    raise RuleViolation("declaration_unknown", form)


def _form_of(dossier: Dossier) -> str:
    code = dossier.procedure.code if dossier.procedure else ""
    found = declarations.for_procedure(all_declarations(), code)
    if found is None:
        raise RuleViolation("declaration_unknown", code)
    return found.form


def _template_today(desk: Desk, form: str) -> str:
    return desk.templates.on(form, desk.now().date().isoformat()).version


def _template(desk: Desk, said: DeclarationFilled) -> Template:
    """The version that it was filled in on; one that is gone gives way to today's."""
    for one in desk.templates.versions(said.form):
        if one.version == said.template:
            return one
    return desk.templates.on(said.form, desk.now().date().isoformat())
