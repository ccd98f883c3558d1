"""Events about the office: which of them count, and in which order."""

import msgspec

from app.domain.devices import Certificates
from app.domain.events import (
    NoteAdded,
    OfficerAdded,
    OfficerRemoved,
    Payload,
    SlipsBurned,
    to_payload,
)
from app.domain.fold.office import deeds, heads
from sync.protocol.event import Envelope, Event, Seen
from sync.protocol.identity import EventId

DEVICE, OTHER = "AAAAAAAAAA", "BBBBBBBBBB"
MY = OfficerAdded(name="Giàng Thị Mỷ", role="clerk")
GONE = OfficerRemoved(name="Giàng Thị Mỷ")


def event(
    n: int,
    said: Payload,
    *seen: Seen,
    device: str = DEVICE,
    position: int | None = None,
    role: str = "clerk",
) -> Event:
    """One event about an officer, as the journal would give it."""
    kind = said.kind
    envelope = Envelope(
        v=1, n=n, e="officer-1", t="officer", k=kind, seen=seen, at=1_000 + n, by="Mỷ", role=role
    )
    name = EventId(device, "E001", n)
    return Event(name, envelope, to_payload(said), bytes([n]) * 32, position)


def test_what_counts_is_told_in_the_order_of_the_province() -> None:
    first, second = event(1, MY, position=8), event(1, GONE, device=OTHER, position=7)
    assert [deed.said for deed in deeds([first, second])] == [GONE, MY]
    assert [deed.position for deed in deeds([first, second])] == [7, 8]


def test_an_event_waits_for_what_its_author_had_seen() -> None:
    first, unknown = event(1, MY), event(1, MY, device=OTHER)
    later = event(2, GONE, first.seen_as, unknown.seen_as)
    assert [deed.said for deed in deeds([later, first])] == [MY]
    assert [deed.said for deed in deeds([later, first, unknown])] == [MY, MY, GONE]


def test_what_its_author_s_role_may_not_do_does_not_count() -> None:
    assert deeds([event(1, SlipsBurned(numbers=("TAM-1",)), role="province")]) == ()
    assert deeds([event(1, SlipsBurned(numbers=("TAM-1",)), role="chef")]) == ()


def test_what_is_about_a_dossier_or_cannot_be_read_does_not_count() -> None:
    strange = msgspec.structs.replace(event(1, MY), payload={"name": 7})
    gone = msgspec.structs.replace(event(3, MY), payload=None)
    assert deeds([event(2, NoteAdded(text="ghi chú")), strange, gone]) == ()


def test_a_device_without_a_certificate_says_nothing() -> None:
    nobody = Certificates({DEVICE: frozenset({"office."})}, {})
    said = [event(1, MY), event(1, GONE, device=OTHER)]
    assert [deed.said for deed in deeds(said, nobody)] == [MY]


def test_the_next_event_has_seen_what_nobody_built_on_yet() -> None:
    first = event(1, MY)
    second, third = event(2, GONE, first.seen_as), event(1, GONE, first.seen_as, device=OTHER)
    assert heads(deeds([first, second, third])) == (second.seen_as, third.seen_as)
