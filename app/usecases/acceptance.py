"""From a reception form to the words of the event: everything that the slip says and promises."""

from app.domain.errors import RuleViolation
from app.domain.events import (
    Fee,
    FeeTiming,
    LateEntry,
    PaperRow,
    PaperStanding,
    ProcedureRef,
    Promise,
    Received,
    Registered,
    SlipForm,
    Versions,
)
from app.domain.procedure import Channel, Procedure
from app.system.clock import milliseconds
from app.usecases.desk import Desk
from app.usecases.promises import promise_from
from app.usecases.reception_form import Preview, ReceptionForm, TakenOnPaper


def received_event(desk: Desk, found: Preview, number: str, *, official: bool = False) -> Received:
    """Say everything that the slip will say."""
    form = found.form
    if form.submitter is None or found.procedure is None:
        raise RuleViolation("reception_incomplete")
    return Received(
        procedure=procedure_ref(found.procedure),
        submitter=form.submitter,
        accepted_at=milliseconds(found.accepted),
        promise=promise_of(found),
        fee=fee_of(found),
        number=number,
        official=official,
        channel=form.channel,
        owner=form.owner,
        relation=form.relation or None,
        authorisation=form.authorisation,
        papers=rows_of(form),
        sets=form.sets,
        request=form.request,
        returning=form.returning,
        versions=versions(desk),
        late=_late(form.late),
        linked=form.linked_to or None,
        ticket=form.ticket,
        arrived_at=arrived_at(form),
        consignment=consignment(form),
        for_authority=form.for_authority or None,
        round=desk.settings.round,
        place=desk.settings.round_place,
    )


def promise_of(found: Preview) -> Promise:
    """Say the appointment with its reason."""
    if found.due is None:
        raise RuleViolation("limit_missing")
    return promise_from(found.due, found.limit, found.limit_source)


def fee_of(found: Preview) -> Fee:
    """Say what is to be paid; a fee that nobody knows counts as none, its note says so."""
    form = found.form
    payable = found.fee.payable if found.fee else None
    exempt = form.exemption
    return Fee(
        amount=payable or 0,
        timing=FeeTiming.EXEMPT if exempt and not payable else form.fee_timing,
        exemption=exempt.note or exempt.ground.value if exempt else None,
        note=found.fee_note if payable is None else "",
    )


def procedure_ref(procedure: Procedure) -> ProcedureRef:
    """Say which procedure it was, as it stood."""
    return ProcedureRef(
        code=procedure.code,
        name=procedure.name,
        short_name=procedure.short_name,
        field=procedure.field,
        agency=procedure.agency,
        results=tuple(result.name for result in procedure.results),
    )


def rows_of(form: ReceptionForm) -> tuple[PaperRow, ...]:
    """Say what became of each paper; what does not apply needs no words on the wire."""
    return tuple(
        PaperRow(
            name=line.asked.name,
            standing=line.standing,
            originals=line.originals,
            certified=line.certified,
            copies=line.copies,
            form=line.asked.form,
            note=line.note or None,
        )
        for line in form.papers
        if line.standing is not PaperStanding.NOT_APPLICABLE
    )


def versions(desk: Desk) -> Versions:
    """Say with which data this act is done."""
    form = desk.templates.on(SlipForm.RECEIPT, desk.now().date().isoformat())
    return Versions(
        catalogue=desk.catalogue.version, calendar=desk.calendar.version, template=form.version
    )


def registered_event(found: Preview) -> Registered:
    """Say what was offered and cannot be accepted yet."""
    form = found.form
    if form.submitter is None or found.procedure is None:
        raise RuleViolation("reception_incomplete")
    return Registered(
        procedure=procedure_ref(found.procedure),
        submitter=form.submitter,
        channel=form.channel,
        owner=form.owner,
        relation=form.relation or None,
        papers=rows_of(form),
        request=form.request,
        ticket=form.ticket,
        arrived_at=arrived_at(form),
        consignment=consignment(form),
        for_authority=form.for_authority or None,
    )


def arrived_at(form: ReceptionForm) -> int | None:
    """Say when the post brought it, where it came by post."""
    is_posted = form.channel is Channel.POST and form.arrival is not None
    return milliseconds(form.arrival.at) if is_posted and form.arrival else None


def consignment(form: ReceptionForm) -> str:
    """Say the number under which the post carried it."""
    return form.arrival.consignment if form.channel is Channel.POST and form.arrival else ""


def _late(late: TakenOnPaper | None) -> LateEntry | None:
    return LateEntry(reason=late.reason, paper_number=late.paper_number or None) if late else None
