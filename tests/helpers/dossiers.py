"""Invented people and dossiers, and histories of several PCs made without any store.

    history = History()
    received = history.says("quầy 1", a_received())
    history.says("quầy 2", Forwarded(to=a_recipient()), seen=[received])
    assert history.fold().state is State.PROCESSING

Everything is deterministic: names of devices, salts and moments come from counters.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from app.domain.access import Role, is_permitted
from app.domain.devices import Certificates
from app.domain.dossier import Dossier, State
from app.domain.events import (
    DeviceCertified,
    Fee,
    FinancialDutyAsked,
    Forwarded,
    Imported,
    IssuedPaper,
    PaperRow,
    PaperStanding,
    Paused,
    Payload,
    ProcedureRef,
    Promise,
    Received,
    Receiver,
    Recipient,
    Refused,
    Registered,
    ResultRecorded,
    Returned,
    SupplementRequested,
    Versions,
    Withdrawn,
    to_payload,
)
from app.domain.fold import fold
from app.domain.person import Person
from app.domain.procedure import Unit
from sync.protocol.event import Envelope, Event, Line, read, write
from sync.protocol.identity import EventId, device_id, new_epoch

MORNING = 1_795_484_400_000  # 24/11/2026 08:40 (+07:00) in UTC milliseconds
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
A_DOSSIER = "01937000-0000-7000-8000-000000000001"


def dossier_id(number: int) -> str:
    """The UUID of an invented dossier."""
    return f"01937000-0000-7000-8000-{number:012d}"


def a_person(name: str = "Lò Thị Pản", **changes: Any) -> Person:
    """Somebody who lives nowhere."""
    values: dict[str, Any] = {
        "birth_date": "1991-03-08",
        "sex": "Nữ",
        "id_number": "012191000123",
        "id_kind": "cccd",
        "phone": "0900000001",
        "address": "Bản Sì Choang, xã Sì Lở Lầu",
        "hamlet": "Sì Choang",
    }
    return Person(name=name, **(values | changes))


def a_procedure(**changes: Any) -> ProcedureRef:
    """Khai sinh, unless told otherwise."""
    values: dict[str, Any] = {
        "code": "1.001193",
        "name": "Thủ tục đăng ký khai sinh",
        "short_name": "Đăng ký khai sinh",
        "field": "Hộ tịch",
        "agency": "UBND cấp xã",
        "results": ("Giấy khai sinh",),
    }
    return ProcedureRef(**(values | changes))


def a_promise(**changes: Any) -> Promise:
    """Due the same day at 17:00."""
    values: dict[str, Any] = {
        "start": MORNING,
        "due": MORNING + 8 * HOUR + 20 * MINUTE,
        "rule": "same_day",
        "limit": 1,
        "unit": Unit.SAME_DAY,
        "source": "catalogue",
        "reason": "17:00 thứ Ba 24/11",
    }
    return Promise(**(values | changes))


def a_paper(name: str = "Giấy chứng sinh", **changes: Any) -> PaperRow:
    """One original, handed in."""
    values: dict[str, Any] = {"standing": PaperStanding.SUBMITTED, "originals": 1}
    return PaperRow(name=name, **(values | changes))


def a_received(**changes: Any) -> Received:
    """A complete reception; name only what the test is about."""
    values: dict[str, Any] = {
        "procedure": a_procedure(),
        "submitter": a_person(),
        "accepted_at": MORNING,
        "promise": a_promise(),
        "fee": Fee(amount=0),
        "number": "TAM-1-K7QD-261124-001",
        "papers": (a_paper(),),
        "request": "Đăng ký khai sinh cho con",
        "versions": Versions(catalogue="2026.11", calendar="2026.3", template="1"),
    }
    return Received(**(values | changes))


def a_registered(**changes: Any) -> Registered:
    """Papers offered, one of them missing."""
    values: dict[str, Any] = {
        "procedure": a_procedure(),
        "submitter": a_person(),
        "papers": (a_paper(), a_paper("Tờ khai", standing=PaperStanding.MISSING, originals=0)),
    }
    return Registered(**(values | changes))


def an_import(**changes: Any) -> Imported:
    """A row of the province's export: at work there since ten days, due in two."""
    values: dict[str, Any] = {
        "code": "H35.12.03-261114-0031",
        "procedure": a_procedure(),
        "submitter": a_person(),
        "accepted_at": MORNING - 10 * DAY,
        "promise": Promise(
            start=MORNING - 10 * DAY, due=MORNING + 2 * DAY, rule="", source="province"
        ),
        "state": int(State.PROCESSING),
        "held_by": "Phòng Kinh tế",
        "batch": "lần 1",
        "source": "5a" * 32,
        "row": 2,
    }
    return Imported(**(values | changes))


def a_recipient(name: str = "Sùng A Chớ", **changes: Any) -> Recipient:
    """The commune's own specialist."""
    return Recipient(name=name, **({"unit": "Phòng Văn hóa - Xã hội"} | changes))


def a_result(number: str = "12/2026", **changes: Any) -> ResultRecorded:
    """A signed birth certificate."""
    paper = IssuedPaper(name="Giấy khai sinh", number=number, date="2026-11-24")
    return ResultRecorded(**({"results": (paper,)} | changes))


def a_return(name: str = "Lò Thị Pản", **changes: Any) -> Returned:
    """Handed to the submitter."""
    return Returned(**({"receiver": Receiver(name=name)} | changes))


class Pc:
    """One device with its epoch and its counter."""

    def __init__(self, name: str, epoch: str | None = None) -> None:
        self.name = name
        key = hashlib.sha256(name.encode()).digest()
        self.device = device_id(key)
        self.epoch = epoch or new_epoch(key)
        self.n = 0

    def next(self) -> EventId:
        """The id of its next event."""
        self.n += 1
        return EventId(self.device, self.epoch, self.n)


class History:
    """The events of one entity, written by any PCs, with real envelopes and hashes.

    An event is ordered at once, in the order of the calls, unless `ordered=False`; `order()`
    gives positions later. `seen` are the events that the author's screen showed; unless said, a
    screen that shows the fold of everything recorded so far.
    """

    def __init__(self, entity: str = A_DOSSIER, kind_of: str = "dossier") -> None:
        self.entity = entity
        self.kind_of = kind_of
        self.events: list[Event] = []
        self.lines: dict[EventId, Line] = {}
        self.pcs: dict[str, Pc] = {}
        self.position = 0
        self.now = MORNING

    def pc(self, name: str) -> Pc:
        """The PC of that name, made when first named."""
        return self.pcs.setdefault(name, Pc(name))

    def says(
        self,
        pc: str,
        said: Payload,
        *,
        seen: Iterable[Event] | None = None,
        ordered: bool = True,
        **envelope: Any,
    ) -> Event:
        """Record what an officer at this PC does; the keywords are fields of the envelope."""
        values = {"role": role_for(said), "v": said.version} | envelope
        return self.tells(pc, said.kind, to_payload(said), seen=seen, ordered=ordered, **values)

    def tells(
        self,
        pc: str,
        kind: str,
        payload: dict[str, Any],
        *,
        seen: Iterable[Event] | None = None,
        ordered: bool = True,
        **envelope: Any,
    ) -> Event:
        """The same for any kind and any payload, sound or not."""
        name = self.pc(pc).next()
        self.now += MINUTE
        known = self.fold().heads if seen is None else tuple(one.seen_as for one in seen)
        values: dict[str, Any] = {
            "v": 1,
            "at": self.now,
            "by": f"Cán bộ {pc}",
            "role": "clerk",
        } | envelope
        full = Envelope(n=name.n, e=self.entity, t=self.kind_of, k=kind, seen=known, **values)
        salt = hashlib.sha256(str(name).encode()).digest()[:16]
        line = write(full, payload, salt)
        event = read(line, name.device, name.epoch, self._next_position() if ordered else None)
        self.events.append(event)
        self.lines[event.id] = line
        return event

    def order(self, *events: Event) -> None:
        """The gateway appends these, in this order (all that have no place yet, unless named)."""
        for event in events or [one for one in self.events if one.position is None]:
            at = next(i for i, one in enumerate(self.events) if one.id == event.id)
            placed = msgspec.structs.replace(event, position=self._next_position())
            self.events[at] = placed

    def fold(self, certificates: Certificates | None = None) -> Dossier:
        """The dossier that these events make."""
        return fold(self.events, certificates)

    def _next_position(self) -> int:
        self.position += 1
        return self.position


def a_certificate(pc: Pc, *prefixes: str) -> DeviceCertified:
    """What the province says about a PC."""
    return DeviceCertified(
        device=pc.device, public_key="00" * 32, prefixes=prefixes, name=pc.name, role="desk"
    )


def path_to(state: State) -> tuple[Payload, ...]:
    """A short legal way from nothing to this state."""
    forwarded = Forwarded(to=a_recipient())
    asked = SupplementRequested(missing=("Tờ khai",), reason="chưa nộp")
    ways: dict[State, tuple[Payload, ...]] = {
        State.NOT_HERE: (),
        State.REGISTERED: (a_registered(),),
        State.ACCEPTED: (a_received(),),
        State.NOT_ACCEPTED: (a_registered(), Refused(reason="không thuộc thẩm quyền")),
        State.PROCESSING: (a_received(), forwarded),
        State.SUPPLEMENT: (a_received(), asked),
        State.FINANCIAL_DUTY: (a_received(), forwarded, FinancialDutyAsked(what="thuế")),
        State.WITHDRAWN: (a_received(), Withdrawn(reason="dân xin rút")),
        State.STOPPED: (a_received(), forwarded, Paused(reason="chờ xác minh")),
        State.DONE: (a_received(), forwarded, a_result()),
        State.RETURNED: (a_received(), forwarded, a_result(), a_return()),
    }
    return ways[state]


def a_history(state: State = State.ACCEPTED, *more: Payload, entity: str = A_DOSSIER) -> History:
    """One PC brings a dossier to this state, then says `more`."""
    history = History(entity)
    for said in (*path_to(state), *more):
        history.says("quầy 1", said)
    return history


def a_dossier(
    state: State = State.ACCEPTED, *more: Payload, entity: str = A_DOSSIER, **changes: Any
) -> Dossier:
    """A dossier in this state; `changes` are values of the record put in by force."""
    folded = a_history(state, *more, entity=entity).fold()
    return msgspec.structs.replace(folded, **changes)


def role_for(said: Payload) -> str:
    """A role that may say it: the clerk where that will do."""
    may: Callable[[Role], bool] = lambda role: is_permitted(role, said)  # noqa: E731
    return next((role for role in Role if may(role)), Role.CLERK).value
