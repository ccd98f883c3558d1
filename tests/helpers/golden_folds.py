"""Histories whose fold is fixed for ever, and how they are kept.

`python -m tests.helpers.golden_folds` writes them anew. A difference means that every PC would
show old dossiers otherwise than before: it needs a decision in writing, not a new file.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from app.domain.dossier import Dossier, State
from app.domain.events import (
    CodeGiven,
    ContactChanged,
    FieldChanged,
    Forwarded,
    ImportWithdrawn,
    LateEntry,
    NoteAdded,
    OnPaper,
    ReceptionCorrected,
    Recorded,
    SlipForm,
    SlipPrinted,
    StateReported,
    SupplementReceived,
    Withdrawn,
)
from sync.protocol.event import Event, Line, read
from tests.helpers.dossiers import (
    DAY,
    MORNING,
    History,
    a_history,
    a_person,
    a_promise,
    a_received,
    a_recipient,
    a_result,
    an_import,
)

FOLDER = Path(__file__).parent.parent / "unit" / "golden"


class KeptEvent(msgspec.Struct, frozen=True):
    """An event as the journal keeps it: bytes, read again by whatever program comes later."""

    device: str
    epoch: str
    envelope: str
    payload: str
    salt: str
    dh: str
    position: int | None = None


def a_whole_life() -> History:
    """Received late from paper, corrected, forwarded, decided on paper, returned; the code came."""
    late = LateEntry(reason="mất điện", paper_number="07")
    history = History()
    received = a_received(owner=a_person("Vàng A Páo"), late=late)
    first = history.says("quầy 1", received, eff=MORNING - DAY)
    slip = SlipPrinted(form=SlipForm.RECEIPT, of=str(first.id), printed_at=MORNING, confirmed=True)
    history.says("quầy 1", slip)
    history.says("quầy 1", ReceptionCorrected(reason="nhầm", sets=2, replaces_printed_at=MORNING))
    history.says("quầy 1", Forwarded(to=a_recipient()))
    history.says("tỉnh", CodeGiven(code="H35.12.03-261124-0007"))
    history.says("tỉnh", Recorded(message="thành công"))
    paper = OnPaper(decided_by="Chủ tịch UBND xã", number="12/2026", date="2026-11-24")
    history.says("quầy 2", a_result(paper=paper), eff=MORNING, role="clerk")
    return history


def a_supplement() -> History:
    """Asked for once, brought, the clock started anew."""
    brought = SupplementReceived(brought=("Tờ khai",), promise=a_promise(due=MORNING + 3 * DAY))
    return a_history(State.SUPPLEMENT, brought)


def conflicts_and_settlements() -> History:
    """Names and acts in conflict; the acts were decided, the name waits."""
    history = a_history()
    base = history.events[:1]
    history.says("quầy 1", Forwarded(to=a_recipient()), seen=base)
    withdrawn = history.says("quầy 2", Withdrawn(reason="xin rút"), seen=base)
    slip = SlipPrinted(form=SlipForm.STOP_NOTICE, of=str(withdrawn.id), printed_at=MORNING)
    history.says("quầy 2", slip, seen=[withdrawn])
    for pc, name in (("quầy 1", "Lò Thị Pán"), ("quầy 2", "Lò Thị Pàn")):
        history.says(pc, FieldChanged(changes={"submitter.name": name}), seen=base)
    act = history.fold().conflicts[0]
    history.says("quầy 3", history.fold().settle(act.id, upheld=[act.set_aside[0].event]))
    return history


def what_waits_and_what_is_set_aside() -> History:
    """A gap, an event of a newer program, a role that may not, events not ordered yet."""
    history = a_history()
    unsent = history.says("quầy 2", Forwarded(to=a_recipient()))
    history.says("quầy 2", a_result(), seen=[unsent])
    history.events.remove(unsent)
    history.tells("quầy 3", "office.drone_sent", {"to": "bản"})
    history.says("quầy 3", Withdrawn(reason="x"), role="guide")
    history.says("quầy 1", ContactChanged(phone="0900000009"), ordered=False)
    history.says("quầy 3", NoteAdded(text="đã gọi"), ordered=False, clk="bad")
    return history


def the_province_decides() -> History:
    """Handed to the province, which reports a state beside an act of the commune."""
    history = a_history(State.ACCEPTED, Forwarded(to=a_recipient("Sở Tư pháp", province=True)))
    base = history.events[-1:]
    history.says("tỉnh", StateReported(state=9, by_whom="Sở Tư pháp"), seen=base)
    history.says("quầy 1", Withdrawn(reason="xin rút"), seen=base)
    return history


def taken_over_on_the_first_day() -> History:
    """Imported while a supplement was awaited, by two PCs from two files; then it came."""
    history = History()
    history.says("quầy 1", an_import(state=5), seen=[])
    history.says("quầy 2", an_import(state=5, batch="lần 2", source="5b" * 32, row=7), seen=[])
    history.says("quầy 1", SupplementReceived(brought=("Tờ khai",)))
    return history


def an_import_taken_back() -> History:
    """Imported by mistake, and taken back before anybody did anything."""
    history = History()
    history.says("quầy 1", an_import())
    history.says("quầy 1", ImportWithdrawn(batch="lần 1"))
    return history


HISTORIES: dict[str, Callable[[], History]] = {
    "life": a_whole_life,
    "supplement": a_supplement,
    "conflicts": conflicts_and_settlements,
    "waiting": what_waits_and_what_is_set_aside,
    "province": the_province_decides,
    "imported": taken_over_on_the_first_day,
    "import_withdrawn": an_import_taken_back,
}


def kept_events(name: str) -> list[Event]:
    """The events of a released history, read as any program must read them."""
    kept = msgspec.json.decode((FOLDER / f"events_{name}.json").read_bytes(), type=list[KeptEvent])
    return [_event(one) for one in kept]


def rendered(dossier: Dossier) -> bytes:
    """A dossier as bytes to compare, a line for each value."""
    text = msgspec.json.encode(dossier, order="sorted")
    return msgspec.json.format(text, indent=1) + b"\n"


def _event(kept: KeptEvent) -> Event:
    """Out of the bytes."""
    line = Line(
        kept.envelope.encode(),
        bytes.fromhex(kept.dh),
        kept.payload.encode(),
        bytes.fromhex(kept.salt),
    )
    return read(line, kept.device, kept.epoch, kept.position)


def _keep(name: str, history: History) -> None:
    """Write the events of a history and its fold."""
    kept = [_kept(event, history.lines[event.id]) for event in history.events]
    text = msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n"
    (FOLDER / f"events_{name}.json").write_bytes(text)
    (FOLDER / f"fold_{name}.json").write_bytes(rendered(history.fold()))


def _kept(event: Event, line: Line) -> KeptEvent:
    """As bytes."""
    texts: dict[str, Any] = {
        "envelope": line.envelope.decode(),
        "payload": (line.payload or b"").decode(),
        "salt": (line.salt or b"").hex(),
        "dh": line.dh.hex(),
    }
    return KeptEvent(event.id.device, event.id.epoch, position=event.position, **texts)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each, make in HISTORIES.items():
        _keep(each, make())
