"""What became of a proposal (đề nghị) to the owner of a stage: the province's word settles it."""

from enum import StrEnum
from typing import NamedTuple

from app.domain.dossier_record import Deed, DossierRecord
from app.domain.events import FieldChangedByProvince, Proposed, StateReported
from app.domain.history import Outcome, TimelineEntry
from app.domain.states import Act, State, target


class Answer(StrEnum):
    """How a proposal stands."""

    OPEN = "open"
    GRANTED = "granted"  # đã được giải quyết theo đề nghị
    OTHERWISE = "otherwise"  # không theo đề nghị


class Proposal(NamedTuple):
    """One proposal: what was wished, why, and what the province reported after it."""

    wish: Act | None
    reason: str
    deed: Deed
    answer: Answer = Answer.OPEN
    state: State | None = None
    at: int | None = None


def proposals(dossier: DossierRecord) -> tuple[Proposal, ...]:
    """Every proposal with its answer, oldest first."""
    return tuple(_judged(dossier, deed) for deed in dossier.proposals)


def _judged(dossier: DossierRecord, deed: Deed) -> Proposal:
    """Find the first report after it that decides something."""
    said = deed.said
    wish = _act(said.wish) if isinstance(said, Proposed) else None
    bare = Proposal(wish, str(getattr(said, "reason", "")), deed)
    before, later = _around(dossier, deed)
    for entry in later:
        if (answer := _answer(wish, before, entry)) is not Answer.OPEN:
            return bare._replace(answer=answer, state=entry.state, at=entry.happened_at)
    return bare


def _around(dossier: DossierRecord, deed: Deed) -> tuple[State, list[TimelineEntry]]:
    """The state in which it was proposed, and what was said afterwards and counts."""
    places = [n for n, entry in enumerate(dossier.timeline) if entry.id == deed.event]
    if not places:
        return dossier.state, []
    before = dossier.timeline[places[0]].state
    later = dossier.timeline[places[0] + 1 :]
    return before, [entry for entry in later if entry.outcome is Outcome.APPLIED]


def _answer(wish: Act | None, before: State, entry: TimelineEntry) -> Answer:
    """Does this word of the province settle it? A new appointment grants an extension."""
    said = entry.said
    if isinstance(said, FieldChangedByProvince) and "due" in said.changes:
        return Answer.GRANTED if wish is Act.EXTEND else Answer.OPEN
    if not isinstance(said, StateReported) or said.state == before:
        return Answer.OPEN  # that it is still where it was decides nothing
    wished = target(wish, before, before) if wish is not None else before
    return Answer.GRANTED if said.state == wished else Answer.OTHERWISE


def _act(name: str) -> Act | None:
    """The act of that name; None for one that only a newer program knows."""
    return next((act for act in Act if act.value == name), None)
