"""Đính chính tiếp nhận: put right what was taken in wrongly, before it is forwarded."""

from collections.abc import Iterator

import msgspec

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import PaperRow, PaperStanding, ReceptionCorrected, SlipForm
from app.domain.history import DossierVersion
from app.domain.people_links import Mention, is_another
from app.domain.procedure import OUTSIDE_CATALOGUE, ComponentDocument
from app.usecases.acceptance import (
    arrived_at,
    consignment,
    fee_of,
    procedure_ref,
    promise_of,
    rows_of,
    versions,
)
from app.usecases.desk import Desk
from app.usecases.person_links import part_from_links
from app.usecases.promises import limit_of, office_time
from app.usecases.reception import lines_of
from app.usecases.reception_form import (
    Arrival,
    PaperLine,
    Preview,
    ReceptionForm,
    TakenOnPaper,
)
from app.usecases.step import record
from app.usecases.terms import complete_terms


def form_of(desk: Desk, dossier_id: str) -> ReceptionForm:
    """Return the reception form as it would be typed today for this dossier."""
    dossier = desk.store.reader().dossier(dossier_id)
    procedure, fee = dossier.procedure, dossier.fee
    if procedure is None:
        raise RuleViolation("dossier_unknown")
    outside = procedure.code == OUTSIDE_CATALOGUE
    stated = dossier.promise is not None and (outside or dossier.promise.source == "clerk")
    return ReceptionForm(
        submitter=dossier.submitter,
        owner=dossier.owner,
        relation=dossier.relation or "",
        authorisation=dossier.authorisation,
        procedure_code="" if outside else procedure.code,
        other_name=procedure.name if outside else "",
        limit=limit_of(dossier) if stated else None,
        channel=dossier.channel,
        arrival=_arrival(dossier),
        for_authority=dossier.for_authority or "",
        papers=_lines(desk, dossier, procedure.code),
        sets=dossier.sets,
        fee_vnd=fee.amount if fee else None,
        returning=dossier.returning,
        request=dossier.request,
        linked_to=dossier.linked or "",
    )


def correct_reception(
    desk: Desk, shown: DossierVersion, form: ReceptionForm, reason: str, *, slip_recovered: bool
) -> Dossier:
    """Keep UUID and reception time; set procedure, people, papers, due time and fee anew."""
    with desk.store.act(by=desk.officer) as act:
        now = act.dossier(shown.id)
        found = complete_terms(desk, _as_of(now, form))
        said = now.correct_reception(_corrected(desk, now, found, reason, slip_recovered))
        for part in _put_in_place(now, form):
            part_from_links(desk, act, str(Mention(now.id, part)), reason)
        return record(desk, act, shown.id, said, shown)


def _put_in_place(now: Dossier, form: ReceptionForm) -> Iterator[str]:
    """In which parts somebody else stands now: what was said of the one before is not his."""
    both = (("submitter", now.submitter, form.submitter), ("owner", now.owner, form.owner))
    for part, before, after in both:
        if before is not None and after is not None and is_another(before, after):
            yield part


def _corrected(
    desk: Desk, now: Dossier, found: Preview, reason: str, slip_recovered: bool
) -> ReceptionCorrected:
    form = found.form
    return ReceptionCorrected(
        reason=reason,
        procedure=procedure_ref(found.procedure) if found.procedure else None,
        submitter=form.submitter,
        owner=form.owner,
        owner_is_submitter=form.owner is None,
        relation=form.relation,
        authorisation=form.authorisation,
        papers=rows_of(form),
        sets=form.sets,
        request=form.request,
        promise=promise_of(found),
        fee=fee_of(found),
        returning=form.returning,
        arrived_at=arrived_at(form),
        consignment=consignment(form),
        for_authority=form.for_authority,
        versions=versions(desk),
        replaces_printed_at=_last_printed(now),
        old_slip_recovered=slip_recovered,
    )


def _arrival(dossier: Dossier) -> Arrival | None:
    """Return when the post brought it."""
    if dossier.arrived_at is None:
        return None
    return Arrival(office_time(dossier.arrived_at), dossier.consignment)


def _as_of(dossier: Dossier, form: ReceptionForm) -> ReceptionForm:
    """Return the form with the moment of acceptance that stays."""
    if dossier.accepted_at is None:
        raise RuleViolation("dossier_not_accepted")
    accepted = TakenOnPaper(office_time(dossier.accepted_at), reason="-")
    return msgspec.structs.replace(form, late=accepted)


def _last_printed(dossier: Dossier) -> int | None:
    """Return when the slip that is replaced came out of the printer."""
    printed = [slip.printed_at for slip in dossier.slips if slip.form is SlipForm.RECEIPT]
    return max(printed, default=None)


def _lines(desk: Desk, dossier: Dossier, code: str) -> tuple[PaperLine, ...]:
    """Return the papers as they were ticked off, among those that the catalogue asks for today."""
    said = {row.name: row for row in dossier.papers}
    try:
        asked = lines_of(desk.catalogue.procedure(code), dossier.channel)
    except RuleViolation:
        asked = ()
    of_catalogue = [_ticked(line, said.pop(line.asked.name, None)) for line in asked]
    added = [_ticked(_added(row), row) for row in said.values()]
    return (*of_catalogue, *added)


def _added(row: PaperRow) -> PaperLine:
    return PaperLine(asked=ComponentDocument(name=row.name, form=row.form), added_here=True)


def _ticked(line: PaperLine, row: PaperRow | None) -> PaperLine:
    """Return the line with what became of it; one that was not spoken of did not apply."""
    if row is None:
        return msgspec.structs.replace(line, standing=PaperStanding.NOT_APPLICABLE)
    return msgspec.structs.replace(
        line,
        standing=row.standing,
        originals=row.originals,
        certified=row.certified,
        copies=row.copies,
        note=row.note or "",
    )
