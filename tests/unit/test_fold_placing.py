"""The one order of a dossier's events, whatever order they came in."""

from itertools import permutations

import msgspec

from app.domain.dossier import State
from app.domain.events import ContactChanged, Forwarded, GapDeclaredLost, NoteAdded
from app.domain.fold import fold
from app.domain.history import Aside, Outcome
from sync.protocol.event import Seen
from tests.helpers.dossiers import History, a_history, a_received, a_recipient, a_result

_FORWARD = Forwarded(to=a_recipient())


def test_a_dossier_of_which_nothing_has_come_is_not_here() -> None:
    dossier = fold([])
    assert (dossier.id, dossier.state, dossier.timeline) == ("", State.NOT_HERE, ())


def test_the_order_of_arrival_at_this_pc_does_not_matter() -> None:
    history = a_history(State.RETURNED)
    expected = history.fold()
    for events in permutations(history.events):
        assert fold(events) == expected


def test_an_event_waits_for_what_it_builds_on() -> None:
    history = a_history()
    forwarded = history.says("quầy 2", _FORWARD)
    result = history.says("quầy 1", a_result(), role="leader")
    history.events.remove(forwarded)
    dossier = history.fold()
    assert dossier.state is State.ACCEPTED
    (waiting,) = dossier.waiting
    assert (waiting.id, waiting.missing) == (str(result.id), (str(forwarded.id),))


def test_what_waited_is_placed_right_after_what_it_waited_for() -> None:
    history = History()
    received = history.says("quầy 1", a_received())
    forwarded = history.says("quầy 2", _FORWARD, ordered=False)
    result = history.says("quầy 3", a_result(), seen=[forwarded])
    note = history.says("quầy 1", NoteAdded(text="gọi"), seen=[received])
    history.order(forwarded)
    placed = [entry.id for entry in history.fold().timeline]
    assert placed == [str(event.id) for event in (received, note, forwarded, result)]
    assert not history.fold().waiting


def test_several_that_waited_go_on_in_the_province_s_order() -> None:
    history = a_history()
    late = history.says("quầy 2", _FORWARD, ordered=False)
    notes = [
        history.says(f"quầy {at}", NoteAdded(text=str(at)), seen=[late]) for at in (3, 1, 4, 2)
    ]
    history.order(late)
    placed = [entry.id for entry in history.fold().timeline]
    assert placed[2:] == [str(note.id) for note in notes]


def test_what_is_placed_never_moves_when_more_comes() -> None:
    history = a_history(State.DONE)
    before = [entry.id for entry in history.fold().timeline]
    history.says("quầy 9", NoteAdded(text="muộn"), seen=history.events[:1])
    assert [entry.id for entry in history.fold().timeline][: len(before)] == before


def test_what_the_province_has_not_ordered_follows_on_top_by_id() -> None:
    history = a_history()
    base = history.events[:1]
    ours = [history.says(pc, NoteAdded(text=pc), seen=base, ordered=False) for pc in "abc"]
    ordered = history.says("quầy 1", NoteAdded(text="trước"), seen=base)
    dossier = history.fold()
    placed = [entry.id for entry in dossier.timeline]
    assert placed[1] == str(ordered.id)
    assert placed[2:] == [str(one.id) for one in sorted(ours, key=lambda event: event.id)]
    assert dossier.unordered == 3


def test_who_names_another_branch_waits() -> None:
    """The short hash in `seen` belongs to an event that is not here."""
    history = a_history()
    name = history.events[0].seen_as
    other = Seen(name.device, name.epoch, name.n, "00000000")
    event = history.says("quầy 2", _FORWARD, seen=())
    envelope = msgspec.structs.replace(event.envelope, seen=(other,))
    history.events[-1] = msgspec.structs.replace(event, envelope=envelope)
    assert len(history.fold().waiting) == 1


def test_an_event_that_names_itself_waits_for_ever() -> None:
    history = a_history()
    event = history.says("quầy 2", NoteAdded(text="x"))
    envelope = msgspec.structs.replace(event.envelope, seen=(event.seen_as,))
    history.events[-1] = msgspec.structs.replace(event, envelope=envelope)
    assert [waiting.id for waiting in history.fold().waiting] == [str(event.id)]


def test_a_gap_declared_lost_lets_the_rest_go_on() -> None:
    history = a_history()
    lost = history.says("quầy 2", _FORWARD)
    result = history.says("quầy 3", a_result(), seen=[lost, history.events[0]], role="leader")
    history.events.remove(lost)
    history.says("quầy 1", history.fold().declare_lost(str(lost.id), "máy hỏng"))
    dossier = history.fold()
    assert not dossier.waiting
    assert dossier.state is State.DONE
    assert dossier.timeline[-1].id == str(result.id)


def test_a_gap_of_another_device_epoch_or_number_is_another_gap() -> None:
    history = a_history()
    lost = history.says("quầy 2", _FORWARD)
    history.says("quầy 3", a_result(), seen=[lost])
    history.events.remove(lost)
    device, epoch, n = lost.id
    for elsewhere in ((device, "ZZZZ", n, n), ("Z" * 10, epoch, n, n), (device, epoch, n + 1, 99)):
        where, when, first, last = elsewhere
        gap = GapDeclaredLost(device=where, epoch=when, first=first, last=last, reason="x")
        history.says("quầy 1", gap, seen=history.events[:1])
    assert len(history.fold().waiting) == 1


def test_who_may_not_declare_a_gap_lost_does_not() -> None:
    history = a_history()
    lost = history.says("quầy 2", _FORWARD)
    history.says("quầy 3", a_result(), seen=[lost])
    history.events.remove(lost)
    said = history.fold().declare_lost(str(lost.id), "x")
    history.says("quầy 1", said, role="guide")
    assert len(history.fold().waiting) == 1


def test_what_was_declared_lost_and_comes_after_all_is_beside_what_went_on() -> None:
    history = a_history()
    lost = history.says("quầy 2", _FORWARD, ordered=False)
    history.says("quầy 3", a_result(), seen=[lost, history.events[0]])
    history.events.remove(lost)
    history.says("quầy 1", history.fold().declare_lost(str(lost.id), "máy hỏng"))
    history.events.append(lost)
    history.order(lost)
    dossier = history.fold()
    assert dossier.state is State.DONE
    (conflict,) = dossier.conflicts
    assert [side.event for side in conflict.set_aside] == [str(lost.id)]


def test_the_same_event_by_two_ways_counts_once() -> None:
    history = a_history()
    history.says("quầy 2", ContactChanged(phone="0900000002"), ordered=False)
    twice = history.events[-1]
    history.order(twice)
    assert fold([*history.events, twice]) == history.fold()
    assert fold([twice, *history.events]) == history.fold()


def test_of_two_events_with_one_name_the_ordered_one_stands() -> None:
    history = a_history()
    note = history.says("quầy 1", NoteAdded(text="thật"))
    clone = msgspec.structs.replace(note, position=None, h=bytes(32), payload={"text": "sao chép"})
    dossier = fold([clone, clone, *history.events])
    assert [said.text for said in dossier.notes] == ["thật"]
    assert [(one.id, one.reason) for one in dossier.set_aside] == [(str(note.id), Aside.FORK)]


def test_heads_are_what_nobody_has_built_on_yet() -> None:
    history = a_history()
    base = history.events[:1]
    one = history.says("quầy 1", NoteAdded(text="1"), seen=base)
    two = history.says("quầy 2", NoteAdded(text="2"), seen=base)
    assert set(history.fold().version.heads) == {one.seen_as, two.seen_as}
    three = history.says("quầy 1", NoteAdded(text="3"))
    assert history.fold().heads == (three.seen_as,)


def test_both_times_stand_in_the_timeline() -> None:
    history = a_history()
    yesterday = history.now - 86_400_000
    history.says("quầy 1", _FORWARD, eff=yesterday)
    first, late = history.fold().timeline
    assert (first.is_late, first.happened_at) == (False, first.at)
    assert (late.is_late, late.happened_at, late.outcome) == (True, yesterday, Outcome.APPLIED)
    assert late.device == history.pc("quầy 1").device
    assert history.fold().forwarded_at == yesterday
