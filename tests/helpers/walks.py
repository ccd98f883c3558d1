"""Random lives of dossiers as an office may lead them: legal acts, days apart, some typed in late.

What the dossier refuses in its state is left out of the life; nothing else is.
"""

from typing import NamedTuple

from hypothesis import strategies as st

from app.domain.events import (
    Extended,
    FinancialDutyAsked,
    FinancialDutyMet,
    Forwarded,
    Paused,
    Payload,
    ReceptionCorrected,
    Refused,
    ResultCorrected,
    ResultFaultFound,
    ResultSigned,
    Resumed,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)
from app.domain.fold import fold
from app.domain.history import Outcome
from app.domain.procedure import Channel
from sync.protocol.event import Event
from tests.helpers.dossiers import (
    DAY,
    HOUR,
    MORNING,
    History,
    a_procedure,
    a_promise,
    a_received,
    a_recipient,
    a_registered,
    a_result,
    a_return,
    dossier_id,
)

FIELDS = ("Hộ tịch", "Đất đai", "Chứng thực")


class Step(NamedTuple):
    """One act so many hours after the last, typed in so many hours later; due in `due` hours."""

    act: int
    after: int
    late: int
    due: int


class Walk(NamedTuple):
    """How a dossier came, and what was done with it."""

    begins: int
    due: int
    field: str
    channel: Channel
    offered: int  # hours for which its papers lay here before it was accepted; 0: taken in at once
    authority: str | None  # for whom it was taken in
    steps: list[Step]


WALKS = st.builds(
    Walk,
    begins=st.integers(0, 24 * 40),
    due=st.integers(1, 24 * 12),
    field=st.sampled_from(FIELDS),
    channel=st.sampled_from(Channel),
    offered=st.sampled_from((0, 0, 3, 50)),
    authority=st.sampled_from((None, None, "UBND xã Dào San")),
    steps=st.lists(
        st.builds(
            Step,
            act=st.integers(0, 16),
            after=st.integers(0, 24 * 9),
            late=st.sampled_from((0, 0, 0, 5, 60)),
            due=st.integers(1, 24 * 12),
        ),
        max_size=9,
    ),
)


def walked(walk: Walk, number: int) -> list[Event]:
    """The events of that life."""
    history = History(dossier_id(number))
    now = MORNING + walk.begins * HOUR
    procedure = a_procedure(field=walk.field)
    if walk.offered:
        offered = a_registered(channel=walk.channel, procedure=procedure)
        history.says("quầy 1", offered, at=now - walk.offered * HOUR)
    received = a_received(
        accepted_at=now,
        promise=a_promise(start=now, due=now + walk.due * HOUR),
        channel=walk.channel,
        procedure=procedure,
        for_authority=walk.authority,
        number=f"TAM-1-WALK-261124-{number + 1:03}",
    )
    history.says("quầy 1", received, at=now)
    for step in walk.steps:
        happens = now + step.after * HOUR
        if _is_taken(history, step, happens):
            now = happens
    return history.events


def _is_taken(history: History, step: Step, happens: int) -> bool:
    """Record the act if it is legal now; else it never was."""
    said = _act(step, happens)
    if said.act not in fold(history.events).allowed():
        return False
    before = (list(history.events), history.position, history.pc("quầy 1").n)
    typed = happens + step.late * HOUR
    eff = happens if step.late else None
    event = history.says("quầy 1", said, at=typed, role="leader", eff=eff)
    entry = next(one for one in fold(history.events).timeline if one.id == str(event.id))
    if entry.outcome is Outcome.APPLIED:
        return True
    history.events, history.position, history.pc("quầy 1").n = before
    return False


def _act(step: Step, happens: int) -> Payload:
    promise = a_promise(start=happens, due=happens + step.due * HOUR)
    acts: tuple[Payload, ...] = (
        Forwarded(to=a_recipient()),
        a_result(),
        a_return(),
        SupplementRequested(missing=("Tờ khai",), reason="chưa nộp"),
        SupplementReceived(brought=("Tờ khai",), promise=promise),
        Extended(promise=a_promise(due=happens + step.due * HOUR + DAY), reason="chờ"),
        Refused(reason="không đủ điều kiện"),
        Withdrawn(reason="xin rút"),
        Paused(reason="chờ xác minh"),
        Resumed(promise=promise),
        FinancialDutyAsked(what="thuế"),
        FinancialDutyMet(promise=promise),
        a_result(awaits_signature=True),
        ResultSigned(signed_by="Tẩn A Sài", electronic=bool(step.due % 2)),
        ResultFaultFound(what="sai ngày sinh", due=happens + DAY),
        ResultCorrected(results=a_result("12a/2026").results),
        ReceptionCorrected(reason="nhầm", promise=promise, for_authority="UBND xã Mù Sang"),
    )
    return acts[step.act]
