"""Acts that move a dossier: when they apply, and what they leave behind."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from app.domain.dossier_record import Supplement
from app.domain.events import (
    Extended,
    FinancialDutyAsked,
    FinancialDutyMet,
    Forwarded,
    Imported,
    Payload,
    Received,
    ReceptionCorrected,
    Refused,
    Registered,
    RegisteredOnline,
    ResultRecorded,
    Resumed,
    Returned,
    StateReported,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)
from app.domain.fold import importing, writing
from app.domain.fold.judging import Told
from app.domain.fold.story import AsideAct, Story
from app.domain.history import Aside
from app.domain.states import EDGES, IMPORTED_STATES, Act, State, refusal, target

_WRITERS: dict[type, Callable[[Any], Iterable[writing.Write]]] = {
    Imported: writing.imported,
    Received: writing.received,
    Registered: writing.registered,
    RegisteredOnline: writing.registered,
    ReceptionCorrected: writing.corrected,
    SupplementReceived: writing.supplemented,
}

_FACTS: dict[type, str] = {
    ReceptionCorrected: "correction",
    Forwarded: "forwarded",
    Extended: "extended",
    FinancialDutyAsked: "duty",
    Refused: "refused",
    Withdrawn: "withdrawn",
    ResultRecorded: "result",
    Returned: "returned",
    StateReported: "reported",
}
_MOMENTS: dict[type, str] = {
    Registered: "registered_at",
    RegisteredOnline: "registered_at",
    ReceptionCorrected: "corrected_at",
    Forwarded: "forwarded_at",
    ResultRecorded: "result_at",
    Returned: "returned_at",
}


def step(story: Story, told: Told, act: Act) -> Aside | None:
    """Apply an act that is legal now and knows of the act before it; else keep it in a conflict.

    Two people who did just the same do not contradict each other.
    """
    said = told.said
    if isinstance(said, StateReported):
        return _report(story, told, said)
    if isinstance(said, Imported) and said.state not in IMPORTED_STATES:
        return Aside.UNREADABLE
    if _is_legal(story, act) and story.knows_the_last_act(told):
        take_effect(story, told, _leads_to(story, told, act, story.state))
    elif _says_the_same(story, told):
        story.agree(told)
    else:
        leads_to = _leads_to(story, told, act, story.branch_seen_by(told))
        story.aside_acts.append(AsideAct(told, leads_to))
    return None


def _leads_to(story: Story, told: Told, act: Act, state: State) -> State:
    """Where the act leads from that state; an import says itself where the dossier stands."""
    if isinstance(told.said, Imported):
        return State(told.said.state)
    return target(act, state, story.before_supplement)


def _report(story: Story, told: Told, said: StateReported) -> Aside | None:
    """The province's system holds it in this state; what it already saw there is no news."""
    if not State.REGISTERED <= said.state <= State.RETURNED:
        return Aside.UNREADABLE
    state = State(said.state)
    if state is story.state_seen_by(told):
        story.facts["reported"] = said
    elif state is story.state:
        story.facts["reported"] = said
        story.agree(told)
    elif state in EDGES[story.state] and story.knows_the_last_act(told):
        take_effect(story, told, state)
    else:
        story.aside_acts.append(AsideAct(told, state))
    return None


def take_effect(story: Story, told: Told, leads_to: State, writer: Told | None = None) -> None:
    """Leave behind what the act says, then move.

    `writer` is who says its fields, if not its own author: the settlement that upheld it knew what
    stood beside it.
    """
    said = told.said
    _write_all(story, writer or told, _writes(said))
    _keep_facts(story, told)
    match said:
        case Registered():
            _keep_ticket(story, said)
            _note_way(story, said)
        case Received():
            _receive(story, told, said)
            _keep_ticket(story, said)
        case ReceptionCorrected():
            _note_way(story, said)
        case SupplementRequested():
            _ask(story, told, said)
        case SupplementReceived():
            _answer(story, told, said)
        case Forwarded():
            story.with_province = said.to.province
        case StateReported():
            story.with_province = True
        case _:
            pass  # its facts and fields say it all; of an erased act there are none
    story.move(leads_to, told)


def _is_legal(story: Story, act: Act) -> bool:
    """Do the rules allow it from the present state?"""
    code = refusal(
        act,
        story.state,
        accepted="was_accepted" in story.facts,
        extended=story.facts.get("extended") is not None,
    )
    return code is None


def _says_the_same(story: Story, told: Told) -> bool:
    """Just what the last act says, by somebody who had seen what came before it."""
    last = story.last_act
    if last is None or not isinstance(told.said, Payload):
        return False
    is_same = (
        _words(last.said) == _words(told.said)
        and last.event.envelope.eff == told.event.envelope.eff
    )
    is_concurrent = not story.last_bits & told.closure
    knew = not story.earlier_bits & ~told.closure
    return is_same and is_concurrent and knew


def _words(said: object) -> object:
    """What counts as the same: two exports name one dossier in different files and rows."""
    if isinstance(said, Imported):
        return msgspec.structs.replace(said, batch="", source="", row=0)
    return said


def _writes(said: object) -> Iterable[writing.Write]:
    """The fields that this act writes."""
    if isinstance(said, FinancialDutyMet | Resumed | Extended):
        return writing.promised(said.promise)
    writer = _WRITERS.get(type(said))
    return writer(said) if writer else ()


def _write_all(story: Story, told: Told, writes: Iterable[writing.Write]) -> None:
    """Merge each of them by its policy."""
    for field, value in writes:
        story.write(told, field, value)


def _receive(story: Story, told: Told, said: Received) -> None:
    """What is true of a reception beside the fields that may change later."""
    story.write(told, "origin", told.event.id.device)
    story.facts |= {
        "accepted_by": told.event.envelope.by,
        "number": said.number,
        "versions": said.versions,
        "slip": said.slip,
        "late": said.late,
        "linked": said.linked,
        "round": said.round,
        "place": said.place,
        "first_promise": said.promise,
    }
    _note_way(story, said)


def _note_way(story: Story, said: Registered | Received | ReceptionCorrected) -> None:
    """When the post brought it and for which authority; what is not said stays as it was."""
    for name in ("arrived_at", "consignment", "for_authority"):
        if (value := getattr(said, name)) is not None:
            story.facts[name] = value


def _keep_ticket(story: Story, said: Registered | Received) -> None:
    """Where papers were offered first, that visit's ticket stays."""
    if said.ticket and not story.facts.get("ticket"):
        story.facts["ticket"] = said.ticket


def _ask(story: Story, told: Told, said: SupplementRequested) -> None:
    """A row of requests (người yêu cầu, nội dung, ngày, ngày hẹn trả trước)."""
    promise = story.fields.value("promise")
    due = getattr(promise, "due", None)
    story.add("supplements", Supplement(said, told.at, told.event.envelope.by, due))


def _answer(story: Story, told: Told, said: SupplementReceived) -> None:
    """Complete the open row (người tiếp nhận, ngày, ngày hẹn trả mới)."""
    rows = story.lists.get("supplements", [])
    if not rows or rows[-1].received is not None:
        return
    rows[-1] = msgspec.structs.replace(
        rows[-1],
        received=said,
        received_at=told.at,
        received_by=told.event.envelope.by,
        due_after=getattr(story.fields.value("promise"), "due", None),
    )


def _keep_facts(story: Story, told: Told) -> None:
    """What the record keeps of an act as it was said, and when it happened."""
    kind = type(told.said)
    if kind in _FACTS:
        story.facts[_FACTS[kind]] = told.said
    if kind in _MOMENTS:
        story.facts[_MOMENTS[kind]] = told.at
    if isinstance(told.said, Imported):
        importing.keep(story, told.said)
