"""Tiếp nhận: what the form will mean, and taking the dossier in.

`preview` may be called at every change: it reads no file, writes nothing and never raises.
"""

from datetime import datetime

import msgspec

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import PaperStanding
from app.domain.history import DossierVersion
from app.domain.likeness import name_key
from app.domain.papers import Form01, preview_form01
from app.domain.people_links import Mention
from app.domain.procedure import Channel, PaperRole, Procedure
from app.store.act import Act
from app.store.projections.people import People
from app.usecases.acceptance import received_event, registered_event
from app.usecases.blank_slips import must_be_unused
from app.usecases.desk import Desk
from app.usecases.person_links import recognise
from app.usecases.reception_form import (
    PaperLine,
    Preview,
    Problem,
    ReceptionForm,
    Recognition,
    TakenOnPaper,
)
from app.usecases.step import record
from app.usecases.supplement import closing_day
from app.usecases.terms import complete_terms, terms
from app.usecases.visits import is_of_today, next_ticket

__all__ = [
    "PaperLine",
    "Preview",
    "Problem",
    "ReceptionForm",
    "TakenOnPaper",
    "blank_form",
    "choose_procedure",
    "complete_reception",
    "form_for",
    "of_same_people",
    "preview",
    "receive",
    "same_person_again",
    "take_in",
]


def blank_form(desk: Desk, procedure_code: str = "") -> ReceptionForm:
    """Return an empty form, with the papers of the procedure when one is named."""
    form = ReceptionForm()
    return choose_procedure(desk, form, procedure_code) if procedure_code else form


def form_for(desk: Desk, mention: str) -> ReceptionForm:
    """Return a form with somebody known here as the submitter; empty when he is not here."""
    person = desk.store.reader().topic(People).person(mention)
    if person is None:
        return ReceptionForm()
    known = Recognition(name_key(person.name), mention)
    return ReceptionForm(submitter=person, submitter_is=known)


def choose_procedure(desk: Desk, form: ReceptionForm, code: str) -> ReceptionForm:
    """Put the procedure's papers, fee and limit of today into the form; people stay."""
    today = desk.now().date()
    chosen = desk.catalogue.procedure(code, today)
    return msgspec.structs.replace(
        form,
        procedure_code=code,
        other_name="",
        limit=None,
        fee_vnd=None,
        exemption=None,
        papers=lines_of(chosen, form.channel),
    )


def same_person_again(form: ReceptionForm, taken: Dossier | None = None) -> ReceptionForm:
    """Thêm hồ sơ cho người này: keep the people, empty the rest; they are those of `taken`."""
    form = of_same_people(form, taken) if taken else form
    return ReceptionForm(
        submitter=form.submitter,
        owner=form.owner,
        relation=form.relation,
        authorisation=form.authorisation,
        channel=form.channel,
        returning=form.returning,
        ticket=taken.ticket if taken else "",
        submitter_is=form.submitter_is,
        owner_is=form.owner_is,
    )


def of_same_people(form: ReceptionForm, taken: Dossier) -> ReceptionForm:
    """The form, its people recognised as those who stand on a dossier already."""
    people = (("submitter", taken.submitter), ("owner", taken.owner))
    known = {
        f"{part}_is": Recognition(name_key(person.name), str(Mention(taken.id, part)))
        for part, person in people
        if person is not None
    }
    return msgspec.structs.replace(form, **known)


def preview(desk: Desk, form: ReceptionForm) -> Preview:
    """Say what the form means now; never raises, writes nothing."""
    found = terms(desk, form)
    if found.can_receive:
        found = msgspec.structs.replace(found, problems=found.problems + _objections(desk, found))
    return msgspec.structs.replace(found, slip=_slip(desk, found))


def receive(desk: Desk, form: ReceptionForm, *, draft: str = "") -> Dossier:
    """Take the dossier in and give it its number; then `draft` is no longer needed.

    With a paper marked as missing the dossier is registered and waits for it (state 5); without,
    it is accepted and the clock runs. Raises `RuleViolation` with the first blocking problem.
    """
    found = complete_terms(desk, form)
    with desk.store.act(by=desk.officer, eff=_true_time(form)) as act:
        if draft:
            act.discard_draft(draft)
        return take_in(desk, act, found)


def take_in(desk: Desk, act: Act, found: Preview) -> Dossier:
    """Take one dossier in within an act, which may take in others too."""
    found = _with_ticket(desk, act, found)
    begin = _register if found.missing else _accept
    taken = begin(desk, act, Dossier(id=act.new_id()), found)
    recognise(desk, act, taken, found.form)
    return taken


def complete_reception(desk: Desk, shown: DossierVersion, form: ReceptionForm) -> Dossier:
    """Tiếp nhận what was only registered: all that was missing is here now, the clock starts."""
    found = complete_terms(desk, form)
    if found.missing:
        raise RuleViolation("papers_missing")
    with desk.store.act(by=desk.officer) as act:
        return _accept(desk, act, act.dossier(shown.id), found, shown)


def lines_of(procedure: Procedure, channel: Channel) -> tuple[PaperLine, ...]:
    """List the procedure's papers as rows to tick off.

    What is always asked for counts as missing until the clerk has seen it; what depends on a
    condition does not apply until the clerk says so.
    """
    asked = (paper for paper in procedure.papers if paper.role is not PaperRole.NOTE)
    return tuple(
        PaperLine(
            asked=paper,
            standing=PaperStanding.NOT_APPLICABLE
            if paper.when or (paper.role is PaperRole.EFORM and channel is not Channel.ONLINE)
            else PaperStanding.MISSING,
            originals=paper.originals,
            copies=paper.copies,
        )
        for paper in asked
    )


def _with_ticket(desk: Desk, act: Act, found: Preview) -> Preview:
    """What is taken in first at a visit begins a ticket; what follows has it already."""
    begun = found.form.ticket
    ticket = begun if is_of_today(desk, begun) else next_ticket(desk, act)
    return msgspec.structs.replace(found, form=msgspec.structs.replace(found.form, ticket=ticket))


def _register(desk: Desk, act: Act, begun: Dossier, found: Preview) -> Dossier:
    """Write down what was offered, and ask for the rest (NĐ 118/2025, Điều 17(1)(c))."""
    said = begun.register(registered_event(found))
    registered = record(desk, act, begun.id, said)
    asked = registered.request_supplement(
        found.missing,
        found.form.missing_reason or "; ".join(found.missing),
        close_after=closing_day(found.accepted),
    )
    return record(desk, act, begun.id, asked, registered.version)


def _accept(
    desk: Desk, act: Act, dossier: Dossier, found: Preview, shown: DossierVersion | None = None
) -> Dossier:
    """Give the number and write the acceptance down."""
    number, official = _number(desk, act, found.form.blank_slip)
    said = dossier.receive(received_event(desk, found, number, official=official))
    return record(desk, act, dossier.id, said, shown)


def _number(desk: Desk, act: Act, blank_slip: str) -> tuple[str, bool]:
    """Return the number that goes on the slip, and whether it is an official code."""
    if blank_slip:
        must_be_unused(desk, blank_slip)
        return blank_slip, False
    given = act.next_number()
    return given.code, given.hold is None


def _true_time(form: ReceptionForm) -> datetime | None:
    return form.late.accepted if form.late else None


def _objections(desk: Desk, found: Preview) -> tuple[Problem, ...]:
    """Say what else the domain would refuse; only asked when the fields by themselves are right."""
    begun = Dossier(id="")
    try:
        if found.missing:
            begun.register(registered_event(found))
        else:
            begun.receive(received_event(desk, found, "-"))
    except RuleViolation as no:
        return (Problem(_FIELD_OF.get(no.code, ""), no.code),)
    return ()


def _slip(desk: Desk, found: Preview) -> Form01 | None:
    """Say what the slip would, once enough is known."""
    if not found.can_receive or found.missing:
        return None
    return preview_form01(received_event(desk, found, ""), desk.office)


_FIELD_OF = {
    "authorisation_missing": "authorisation",
    "exemption_without_ground": "exemption",
    "exempt_yet_charged": "fee_vnd",
    "late_reason_missing": "late.reason",
}
