"""Each newer oracle can fail: the code is broken on purpose, and the invariant is named."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec
import pytest

import app.domain.fold as folding
from app.domain import states
from app.domain.events import FieldChanged
from app.domain.history import Aside
from sync.files import depot
from sync.gateway.commune import CommuneLog, Taken
from sync.gateway.faults import StorageFailed
from sync.journal import outgoing
from sync.journal.lines import Lines
from sync.peer.backoff import Backoff
from sync.protocol import canonical, chain, event
from sync.protocol.frame import unpack
from sync.protocol.identity import Author, EventId
from sync.protocol.messages import Held
from sync.stick.outgoing import Outgoing
from tests.helpers.dossiers import History, a_received
from tests.simulation import seeds
from tests.simulation.invariants import (
    Violated,
    _can_be_brought,
    nothing_counts_and_stands_aside,
)
from tests.simulation.model import Second
from tests.simulation.province import COMMUNE
from tests.simulation.storm import nobody_storms
from tests.simulation.wide_office import WideOffice

TRIES = 60
Patch = pytest.MonkeyPatch


def promises_what_a_full_disk_did_not_keep(patch: Patch) -> None:
    """The gateway passes over a disk that is full, and acknowledges."""
    take, have, promised = CommuneLog.take, CommuneLog.have, dict[Author, Held]()

    def wrong_take(self: Any, body: bytes, now: int) -> Any:
        try:
            return take(self, body, now)
        except StorageFailed:
            frame = unpack(body)
            start = frame.before or chain.author_genesis(self.code, frame.author)
            promised[frame.author] = Held(*frame.author, frame.last, frame.chains(start)[-1])
            return Taken(frame.author, None)

    def wrong_have(self: Any, authors: Any) -> Any:
        held = have(self, authors)
        return tuple(max(one, promised.get(one.author, one), key=lambda it: it.n) for one in held)

    patch.setattr(CommuneLog, "take", wrong_take)
    patch.setattr(CommuneLog, "have", wrong_have)


def counts_what_lies_on_a_stick_as_sent(patch: Patch) -> None:
    """An export moves the cursor."""
    right = Outgoing.events

    def wrong(self: Any, first: Author) -> Iterator[Any]:
        for run, fits in right(self, first):
            end = self._journal.lines.chain_at(run.author, run.last)
            self._journal.receivers.note(self._server, run.author, run.last, end)
            yield run, fits

    patch.setattr(Outgoing, "events", wrong)


def forgets_printed_codes(patch: Patch) -> None:
    """A dossier is found by its name alone."""
    patch.setattr(folding, "code_of", lambda _: "")


def forwards_to_nowhere(patch: Patch) -> None:
    """A dossier that was handed on is where it was."""
    patch.setitem(states._TARGET, states.Act.FORWARD, states.State.ACCEPTED)


def places_what_a_revoked_pc_wrote(patch: Patch) -> None:
    """The gateway forgets where a word ends."""
    patch.setattr(CommuneLog, "allowed", lambda *_: 1 << 53)


def decides_by_the_place(patch: Patch) -> None:
    """What came as an even number counts."""
    right = folding._apply

    def wrong(story: Any, told: Any) -> Aside | None:
        place = told.event.position or 0
        return right(story, told) if place < 3 or place % 2 == 0 else Aside.IMMUTABLE

    patch.setattr(folding, "_apply", wrong)


def shows_the_last_act_later(patch: Patch) -> None:
    """Who has saved something sees the dossier as it was."""
    right = Lines.entity
    patch.setattr(Lines, "entity", lambda self, entity: _without_the_newest(right(self, entity)))


def _without_the_newest(events: list[event.Event]) -> list[event.Event]:
    return events[:-1] if len(events) > 1 else events


def drops_a_branch_that_gave_way(patch: Patch) -> None:
    """What another branch pushed aside is gone."""
    patch.setattr(Lines, "keep_aside", lambda *_: "")


def never_believes_an_ack(patch: Patch) -> None:
    """Everything is sent in every round."""

    def wrong(journal: Any, _receiver: str, author: Author, *, tells_before: bool) -> Any:
        return outgoing._frames(journal, author, [], tells_before=tells_before)

    patch.setattr(outgoing, "_lacking", wrong)


def refuses_a_frame_with_poison_in_it(patch: Patch) -> None:
    """What cannot be read is not taken, and neither is what follows."""
    right = CommuneLog.take

    def wrong(self: Any, body: bytes, now: int) -> Any:
        frame = unpack(body)
        for line in frame.lines:
            event.read(line, frame.device, frame.epoch)
        return right(self, body, now)

    patch.setattr(CommuneLog, "take", wrong)


def records_zero_bytes(patch: Patch) -> None:
    """Text is taken as it is."""
    patch.setattr(canonical, "_text", lambda value: value)


def says_more_than_was_written(patch: Patch) -> None:
    """Of each slice the end is forgotten, and counted."""
    right = depot.Upload.write

    def wrong(self: Any, data: bytes) -> None:
        right(self, data[:-1])
        self.offset += 1

    patch.setattr(depot.Upload, "write", wrong)


class Break(NamedTuple):
    """One way to be wrong, and the invariant that must be named."""

    invariant: str
    breaks: Callable[[Patch], None]
    seed: int = 0
    """The first that notices, so that none is run in vain; any up to it may come to do so."""


BREAKS = (
    Break("I1", promises_what_a_full_disk_did_not_keep, 16),
    Break("I1", counts_what_lies_on_a_stick_as_sent),
    Break("I1", drops_a_branch_that_gave_way, 43),
    Break("I3", forgets_printed_codes),
    Break("I7", forwards_to_nowhere),
    Break("I7", places_what_a_revoked_pc_wrote, 6),
    Break("I10", says_more_than_was_written, 4),
    Break("I12", decides_by_the_place),
    Break("I13", shows_the_last_act_later),
    Break("L1", never_believes_an_ack),
    Break("L2", refuses_a_frame_with_poison_in_it, 7),
    Break("L2", records_zero_bytes, 1),
)


@pytest.mark.parametrize("wrong", BREAKS, ids=lambda wrong: wrong.breaks.__name__)
def test_its_oracle_notices(wrong, monkeypatch):
    wrong.breaks(monkeypatch)
    with pytest.raises(Violated, match=f"{wrong.invariant}: "):
        _live(wrong.seed, *range(TRIES))


def _live(*chosen: int) -> None:
    for seed in chosen:
        with seeds.a_folder() as folder:
            WideOffice(seed, folder).lives()


def test_a_conflict_between_equal_values_is_noticed():
    history = History()
    received = history.says("quầy 1", a_received())
    for pc, name in (("quầy 1", "Lò Văn Pản"), ("quầy 2", "Vàng A Sùng")):
        said = FieldChanged(changes={"submitter.name": name})
        history.says(pc, said, seen=[received])
    dossier = history.fold()
    (conflict,) = dossier.conflicts
    side = msgspec.structs.replace(conflict.set_aside[0], value=conflict.stands.value)
    equal = msgspec.structs.replace(conflict, set_aside=(side,))
    twice = msgspec.structs.replace(dossier, conflicts=(conflict, conflict))
    second = Second(history.events)
    second._conflicts_are_about_something(dossier)
    with pytest.raises(Violated, match="I6: "):
        second._conflicts_are_about_something(msgspec.structs.replace(dossier, conflicts=(equal,)))
    with pytest.raises(Violated, match="I6: "):
        second._conflicts_are_about_something(twice)


def test_an_act_that_counts_and_stands_aside_is_noticed(tmp_path):
    office = WideOffice(1, tmp_path)
    pc = office.pcs[0]
    office._receives(pc)
    nothing_counts_and_stands_aside(pc)
    for event_id, line in pc.journal.lines.held_from(pc.author, 1):
        pc.journal.lines.keep_aside(event_id, line, "fork")
    with pytest.raises(Violated, match="I5: "):
        nothing_counts_and_stands_aside(pc)
    office.closes()


def test_what_stands_aside_is_missed_unless_another_branch_has_its_place(tmp_path):
    office = WideOffice(1, tmp_path)
    pc = office.pcs[0]
    office._receives(pc)
    image, author = pc.image(), pc.author
    for _ in range(3):
        office._receives(pc)
    lost = pc.journal.lines.held_from(author, 2)[:2]
    pc.is_put_back(image, with_slips=True)
    for event_id, line in lost:
        pc.journal.lines.keep_aside(event_id, line, "fork")
    third = EventId(*author, 3)
    assert third in _can_be_brought(office.province, [pc])
    office._receives(pc)
    assert third in _can_be_brought(office.province, [pc])
    pc.seals()
    _brings_everything(pc, office.province)
    assert third not in _can_be_brought(office.province, [pc])
    office.closes()


def _brings_everything(pc, province):
    with pc.disk.transaction():
        pc.journal.seal(pc.signer, pc.author)
    for frame in outgoing.frames_for(pc.journal, pc.server.id, pc.author):
        province.gateway.commune(COMMUNE).take(frame, province.time)


def test_a_screen_that_shows_something_no_more_is_noticed(tmp_path):
    office = WideOffice(1, tmp_path)
    pc = office.pcs[0]
    office._receives(pc)
    office.views.hold_for(pc)
    pc.disk.db.execute("DELETE FROM journal_event")
    with pytest.raises(Violated, match="I13: "):
        office.views.hold_for(pc)
    office.closes()


def test_two_hundred_communes_do_not_storm_the_gateway():
    for seed in range(5):
        nobody_storms(seed)


@pytest.mark.parametrize("wait", [5.0, 600.0], ids=["never patient", "never spread"])
def test_a_storm_is_noticed(wait, monkeypatch):
    monkeypatch.setattr(Backoff, "failed", lambda _: wait)
    with pytest.raises(Violated, match="L3: "):
        nobody_storms(1)
