"""Random plays: any acts of any PCs, sensible or not, in any order of arrival."""

from typing import NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from app.domain.events import (
    CodeGiven,
    ConflictSettled,
    ContactChanged,
    Extended,
    FieldChanged,
    FieldChangedByProvince,
    Forwarded,
    NoteAdded,
    Payload,
    ReceptionCorrected,
    Refused,
    StateReported,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)
from app.domain.fold import fold
from sync.protocol.event import Event
from tests.helpers.dossiers import (
    DAY,
    MORNING,
    History,
    a_promise,
    a_received,
    a_recipient,
    a_registered,
    a_result,
    a_return,
)

PCS = ("quầy 1", "quầy 2", "quầy 3", "tỉnh")
SAYINGS: tuple[Payload, ...] = (
    a_received(),
    a_registered(),
    ReceptionCorrected(reason="nhầm", sets=2),
    Forwarded(to=a_recipient()),
    Forwarded(to=a_recipient("Sở Tư pháp", province=True)),
    SupplementRequested(missing=("Tờ khai",), reason="chưa nộp"),
    SupplementReceived(brought=("Tờ khai",), promise=a_promise(due=MORNING + DAY)),
    Extended(promise=a_promise(due=MORNING + 2 * DAY), reason="chờ"),
    Refused(reason="không đủ điều kiện"),
    Withdrawn(reason="xin rút"),
    a_result(),
    a_return(),
    StateReported(state=4),
    StateReported(state=9),
    StateReported(state=44),
    CodeGiven(code="H35.12-261124-0001"),
    ContactChanged(phone="0900000007"),
    FieldChanged(changes={"parcel": "Thửa 1"}),
    FieldChanged(changes={"parcel": "Thửa 2"}),
    FieldChanged(changes={"parcel": "Thửa 2", "submitter.name": "Lò Thị Pán"}),
    FieldChanged(changes={"submitter.name": "Lò Thị Pàn", "shoe_size": 41}),
    FieldChangedByProvince(changes={"due": MORNING + 3 * DAY}),
    NoteAdded(text="đã gọi"),
)


class Doing(NamedTuple):
    """Somebody does something, perhaps after having heard from somebody else."""

    pc: str
    hears: str
    says: int
    clk: str
    role: str


_DOING = st.builds(
    Doing,
    pc=st.sampled_from(PCS),
    hears=st.sampled_from(("", "", *PCS)),
    says=st.integers(-2, len(SAYINGS) - 1),
    clk=st.sampled_from(("ok", "ok", "bad")),
    role=st.sampled_from(("leader", "leader", "leader", "guide")),
)


class Script(NamedTuple):
    """What is done, and in which order the province gets it; a few it never gets or we never do."""

    doings: list[Doing]
    order: list[int]
    unordered: int
    missing: set[int]


SCRIPTS = st.builds(
    Script,
    doings=st.lists(_DOING, min_size=1, max_size=12),
    order=st.permutations(range(14)),
    unordered=st.integers(0, 4),
    missing=st.sets(st.integers(1, 13), max_size=1),
)
CALM = settings(
    derandomize=True,
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def play(script: Script) -> list[Event]:
    """The events of a script: each PC knows what it did and what it heard."""
    history = History()
    first = history.says("quầy 1", a_received(), seen=(), ordered=False)
    knows: dict[str, list[Event]] = {pc: [first] for pc in PCS}
    for doing in script.doings:
        heard = [event for event in knows.get(doing.hears, ()) if event not in knows[doing.pc]]
        knows[doing.pc] += heard
        seen = fold(knows[doing.pc]).heads
        shown = [event for event in knows[doing.pc] if event.seen_as in seen]
        said = SAYINGS[doing.says] if doing.says >= 0 else _settlement(knows[doing.pc])
        event = history.says(
            doing.pc, said, seen=shown, ordered=False, clk=doing.clk, role=doing.role
        )
        knows[doing.pc].append(event)
    ranks = sorted(range(len(history.events)), key=script.order.index)
    history.order(*(history.events[at] for at in ranks[script.unordered :]))
    return [event for at, event in enumerate(history.events) if at not in script.missing]


def _settlement(known: list[Event]) -> Payload:
    """Whoever sees a conflict upholds its first set-aside side, ordered or not."""
    for conflict in fold(known).conflicts:
        side = conflict.set_aside[0]
        state = None if side.state is None else int(side.state)
        return ConflictSettled(
            conflict=conflict.id, subject=conflict.subject, upheld=(side.event,), state=state
        )
    return NoteAdded(text="không có gì để xử lý")
