"""What stands in a dossier, as titled lists of label and words; no widgets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from app.domain import cash
from app.domain.dossier import Dossier
from app.domain.duties import whom_of
from app.domain.events import (
    Authorisation,
    Imported,
    MendedReturned,
    PaperRow,
    PaperStanding,
    ResultCorrected,
    Withdrawn,
)
from app.domain.events.parts import NO_DATE
from app.domain.history import Outcome
from app.domain.papers.form01 import replaced
from app.domain.person import Person
from app.domain.proposals import Answer, proposals
from app.domain.states import STAGE, Stage, State
from app.domain.whereabouts import paper_holder
from app.ui.dossier.systems import online_papers, systems
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.due_words import moment_words
from app.ui.reception.typed import shown_day, shown_money
from app.usecases.dossier_view import DossierView
from app.usecases.promises import office_time

_HOLDERS = {
    Stage.CITIZEN: "The citizen has the next step",
    Stage.DECIDER: "Who settles it",
    Stage.DESK: "The one-stop desk",
}
_MARKS = {PaperStanding.MISSING: "✕", PaperStanding.NOT_APPLICABLE: "–"}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact; without a label it stands by itself."""

    label: str
    words: str
    tone: str = "text"


@dataclass(frozen=True, slots=True)
class Section:
    """What belongs together."""

    title: str
    lines: tuple[Line, ...]


def sections(view: DossierView, now: datetime) -> tuple[Section, ...]:
    """List all sections that have something to say."""
    dossier = view.dossier
    every = (
        (tr("Where it is"), _place(dossier, now)),
        (tr("Submitter"), _submitter(dossier)),
        (tr("Owner of the dossier"), _owner(dossier)),
        (tr("Dossier"), _matter(dossier, now)),
        (tr("Same visit"), _chain(view)),
        (tr("Papers"), map(_paper, dossier.papers)),
        (tr("Papers that came online"), (Line(*one) for one in online_papers(dossier))),
        (tr("In which systems"), (Line(*one) for one in systems(dossier, now))),
        (tr("Fee"), _fee(dossier)),
        (tr("Result"), _result(dossier, now)),
        (tr("Waiting and stops"), _waits(dossier, now)),
        (tr("Opinions"), _opinions(dossier, now)),
        (tr("Proposals"), _proposals(dossier, now)),
        (tr("Papers printed"), _slips(view, now)),
        (tr("Remarks"), (Line("", note.text) for note in dossier.notes)),
    )
    found = (Section(title, tuple(lines)) for title, lines in every)
    return tuple(section for section in found if section.lines)


def holder_words(dossier: Dossier) -> str:
    """Say in whose hands it is now."""
    if STAGE[dossier.state] is Stage.DECIDER and dossier.forwarded is not None:
        to = dossier.forwarded.to
        return joined((to.name, to.unit))
    if dossier.is_ended:
        return tr("Closed; kept at the one-stop desk")
    if STAGE[dossier.state] is Stage.DECIDER and dossier.held_by:
        return dossier.held_by
    return tr(_HOLDERS[STAGE[dossier.state]])


def _place(dossier: Dossier, now: datetime) -> Iterator[Line]:
    yield Line(tr("With"), holder_words(dossier), "strong")
    holding = paper_holder(dossier)
    if holding is not None:
        yield Line(tr("Papers are with"), joined((holding.who, holding.where)))
    if dossier.place:
        yield Line(tr("Taken in at"), dossier.place)
    if dossier.forwarded is not None and dossier.forwarded_at is not None:
        yield Line(tr("Forwarded"), _moment(dossier.forwarded_at, now))
    if dossier.state is State.SUPPLEMENT and dossier.supplements:
        asked = dossier.supplements[-1]
        yield Line(tr("Asked for"), "; ".join(asked.asked.missing))
        if asked.asked.close_after:
            yield Line(tr("May be closed from"), shown_day(asked.asked.close_after))
    if dossier.duty is not None and dossier.state is State.FINANCIAL_DUTY:
        yield Line(tr("Duty"), dossier.duty.what)


def _submitter(dossier: Dossier) -> Iterator[Line]:
    yield from _person(dossier.submitter)
    if dossier.relation:
        yield Line(tr("Is the owner's"), dossier.relation)
    if dossier.authorisation is not None:
        yield Line(tr("By right of"), authorisation_words(dossier.authorisation))


def _owner(dossier: Dossier) -> Iterator[Line]:
    if dossier.owner is not None and dossier.owner != dossier.submitter:
        yield from _person(dossier.owner)


def _person(person: Person | None) -> Iterator[Line]:
    if person is None:
        return
    yield Line("", person.name, "strong")
    said = (
        (tr("Organisation"), person.organisation),
        (tr("Tax or registration number"), person.organisation_number),
        (tr("Position"), person.position),
        (tr("Members of the household"), person.household),
        (tr("ID number"), person.id_number),
        (tr("Nationality"), person.nationality),
        (tr("Born"), shown_day(person.birth_date)),
        (tr("Sex"), person.sex),
        (tr("Telephone"), person.phone),
        (tr("Mail"), person.email),
        (tr("Address"), person.address),
        (tr("Village"), person.hamlet),
        (tr("Interpreter"), person.interpreter),
        (tr("Signature"), tr("thumb-print") if person.thumb_print else ""),
    )
    yield from (Line(name, words) for name, words in said if words)


def authorisation_words(said: Authorisation) -> str:
    """Say the paper, or why none is needed."""
    if said.why_none:
        return said.why_none
    parts = (said.paper, said.number, shown_day(said.date))
    return joined(parts)


def _matter(dossier: Dossier, now: datetime) -> Iterator[Line]:
    if dossier.procedure is not None:
        yield Line(tr("Procedure"), dossier.procedure.name)
    if dossier.request:
        yield Line(tr("Request"), dossier.request)
    yield from _reception(dossier, now)
    for code in replaced(dossier):
        yield Line(tr("Former code, replaced"), code)
    for old in dossier.old_numbers:
        yield Line(tr("Number of before the merger"), joined((old.number, old.unit)))
    if dossier.late is not None:
        number = f" ({dossier.late.paper_number})" if dossier.late.paper_number else ""
        yield Line(tr("Taken on paper"), f"{dossier.late.reason}{number}")
    if dossier.promise is not None and dossier.promise.rule == NO_DATE:
        yield Line(tr("Due"), tr("No date is promised by law"))
    yield from _way(dossier, now)
    yield Line(tr("Result is fetched"), label(dossier.returning.place))


def _reception(dossier: Dossier, now: datetime) -> Iterator[Line]:
    """When it was accepted, by whom, and whether all that came from the province's file."""
    if dossier.accepted_at is not None:
        yield Line(tr("Accepted"), _moment(dossier.accepted_at, now))
        if dossier.accepted_by:
            yield Line(tr("Accepted by"), dossier.accepted_by)
    elif dossier.registered_at is not None:
        yield Line(tr("Offered"), _moment(dossier.registered_at, now))
    for entry in dossier.timeline:
        if isinstance(entry.said, Imported) and entry.outcome is Outcome.APPLIED:
            told = joined((_moment(entry.at, now), entry.by, entry.said.note))
            yield Line(tr("Imported from the province's file"), told)


def _way(dossier: Dossier, now: datetime) -> Iterator[Line]:
    if dossier.ticket:
        yield Line(tr("Visit"), dossier.ticket)
    yield Line(tr("Channel"), label(dossier.channel))
    if dossier.arrived_at is not None:
        number = f" ({dossier.consignment})" if dossier.consignment else ""
        yield Line(tr("Brought by the post"), f"{_moment(dossier.arrived_at, now)}{number}")
    if dossier.for_authority:
        yield Line(tr("Taken in for"), dossier.for_authority)


def _chain(view: DossierView) -> Iterator[Line]:
    """What else was brought, for whom, and how far it has got."""
    for one in view.chain:
        parts = (one.procedure, one.agency, one.code)
        said = f"{joined(parts)}: {label(one.state)}"
        if not one.is_before:
            yield Line("", said)
        elif one.is_ready:
            yield Line(tr("Waited for, has its result"), said, "good")
        else:
            yield Line(tr("Waits for the result of"), said, "caution")


def _paper(row: PaperRow) -> Line:
    mark = _MARKS.get(row.standing, "✓")
    counts = (
        (row.originals, tr("original")),
        (row.certified, tr("certified")),
        (row.copies, tr("photo")),
    )
    said = [label(row.standing), *(f"{n} {word}" for n, word in counts if n)]
    tone = "caution" if row.standing is PaperStanding.MISSING else "text"
    return Line("", f"{mark} {row.name} ({', '.join(said)})", tone)


def _fee(dossier: Dossier) -> Iterator[Line]:
    if dossier.fee is None:
        return
    amount = _sum(dossier.fee.amount)
    words = amount if dossier.fee.amount else tr("nothing to pay")
    yield Line(label(dossier.fee.timing), words)
    if dossier.fee.exemption:
        yield Line(tr("Exempt"), dossier.fee.exemption)
    if dossier.fees_taken:
        yield Line(tr("Taken so far"), _sum(cash.paid(dossier)))
    for one in cash.awaited(dossier):
        yield Line(
            label(one.method), tr("{sum}, not confirmed yet", sum=_sum(one.amount)), "caution"
        )
    for odd in cash.oddities(dossier):
        yield Line("", f"⚠ {label(odd)}", "caution")
    if left := cash.owed(dossier):
        yield Line(tr("Still to be paid"), _sum(left))


def _sum(amount: int) -> str:
    return tr("{sum} đồng", sum=shown_money(amount))


def _result(dossier: Dossier, now: datetime) -> Iterator[Line]:
    if dossier.result is not None:
        for paper in dossier.result.results:
            parts = (paper.name, paper.number, shown_day(paper.date))
            yield Line("", f"✓ {joined(parts)}")
    if dossier.refused is not None:
        yield Line(tr("Refused"), dossier.refused.reason)
    if dossier.withdrawn is not None:
        yield from _withdrawn(dossier.withdrawn)
    yield from _mended(dossier, now)
    if dossier.returned is not None and dossier.returned_at is not None:
        yield Line(tr("Received by"), dossier.returned.receiver.name)
        yield Line(tr("Handed over"), _moment(dossier.returned_at, now))
        if dossier.returned.slip_lost:
            yield Line("", tr("The slip was lost; the ID was checked."))


def _mended(dossier: Dossier, now: datetime) -> Iterator[Line]:
    """The mended result, who paid, who has it (Điều 23)."""
    for one in dossier.corrected_results:
        said = one.said
        if isinstance(said, ResultCorrected):
            papers = "; ".join(joined((paper.name, paper.number)) for paper in said.results)
            cost = _sum(said.cost) if said.cost else ""
            payer = tr("Paid by {value}", value=said.paid_by) if said.paid_by else ""
            yield Line(tr("Mended"), joined((papers, _moment(one.at, now), cost, payer)))
    for one in dossier.mended_returns:
        if isinstance(one.said, MendedReturned):
            words = joined((one.said.receiver.name, _moment(one.at, now)))
            yield Line(tr("Mended result handed over"), words)


def _withdrawn(said: Withdrawn) -> Iterator[Line]:
    yield Line(tr("Withdrawn"), joined((said.reason, said.ground)))
    back = [*said.papers_returned, *([_sum(said.fee_returned)] if said.fee_returned else [])]
    if back:
        to = f" ({said.receiver.name})" if said.receiver else ""
        yield Line(tr("Given back to the citizen"), "; ".join(back) + to)


def _waits(dossier: Dossier, now: datetime) -> Iterator[Line]:
    for interval in dossier.intervals:
        start = _moment(interval.start, now)
        end = tr("until now") if interval.end is None else _moment(interval.end, now)
        yield Line(label(interval.state), f"{start} – {end}")
    for number, one in enumerate(dossier.supplements, start=1):
        asked = "; ".join(one.asked.missing)
        yield Line(tr("Supplement {n}", n=number), f"{asked}. {one.asked.reason}")


def _proposals(dossier: Dossier, now: datetime) -> Iterator[Line]:
    """What was proposed to the owner of the stage, and its answer."""
    for one in proposals(dossier):
        when = _moment(one.at if one.at is not None else one.deed.at, now)
        tone = "caution" if one.answer is Answer.OTHERWISE else "text"
        wish = label(one.wish) if one.wish is not None else ""
        yield Line(wish, joined((label(one.answer), when, one.reason)), tone)


def _opinions(dossier: Dossier, now: datetime) -> Iterator[Line]:
    """Who was asked, and what came; what came late bears a mark (Điều 19(4))."""
    told = {getattr(one.said, "asked", "") for one in dossier.head_notices}
    for asked in dossier.consultations:
        answer = dossier.answer_to(asked)
        by = tr("wanted by {when}", when=_moment(getattr(asked.said, "due", 0), now))
        parts = [str(getattr(asked.said, "what", "")), by]
        is_late = dossier.is_answered_late(asked)
        if answer is not None:
            parts.append(tr("answered {when}", when=_moment(answer.at, now)))
        if is_late:
            parts.append(tr("⚠ late"))
        if asked.event in told:
            parts.append(tr("the head was told"))
        yield Line(whom_of(asked), joined(parts), "caution" if is_late else "text")


def _slips(view: DossierView, now: datetime) -> Iterator[Line]:
    for slip in view.dossier.slips:
        copy = tr(", copy {n}", n=slip.copy) if slip.copy > 1 else ""
        why = f" ({slip.reason})" if slip.reason else ""
        yield Line(_moment(slip.printed_at, now), f"{label(slip.form)}{copy}{why}")
    if view.unconfirmed_prints:
        yield Line("", tr("Nobody has said yet whether the last print came out."), "caution")


def _moment(at: int, now: datetime) -> str:
    return moment_words(office_time(at), now.date())


def joined(words: Iterable[str | None]) -> str:
    """Join what is there."""
    return ", ".join(word for word in words if word)
