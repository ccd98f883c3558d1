"""What a system of the province is owed: read off any history, whoever wrote it."""

import pytest

from app.domain.events import (
    ConflictSettled,
    ContactChanged,
    EnteredByHand,
    FeePaidOnline,
    Forwarded,
    NoteAdded,
    PaymentMethod,
    Recorded,
    RecordRefused,
    RegisteredOnline,
    ResendAsked,
    StateReported,
    SupplementBrought,
)
from app.domain.procedure import Channel
from app.domain.provincial import HOME, Owed, owed, standing, standings
from app.domain.states import State
from tests.helpers.dossiers import (
    History,
    a_history,
    a_person,
    a_procedure,
    a_received,
    a_recipient,
    a_result,
)

ROBOT = "kết nối"


def told(history: History, **said: object) -> None:
    history.says(ROBOT, Recorded(**said))  # type: ignore[arg-type]


def kinds(lacks: Owed) -> list[str]:
    return [entry.kind for entry in lacks.entries]


def test_everything_is_owed_before_the_first_word() -> None:
    history = a_history(State.DONE)
    lacks = owed(history.fold())
    assert kinds(lacks) == ["office.received", "office.forwarded", "office.result_recorded"]
    assert lacks.since == history.events[0].envelope.at
    assert lacks.up_to == str(history.events[2].id)
    assert len(lacks.rows) == 3
    assert not standing(history.fold()).is_recorded


@pytest.mark.parametrize("state", [State.REGISTERED, State.NOT_ACCEPTED])
def test_what_was_never_accepted_has_no_number_and_is_owed_nowhere(state: State) -> None:
    """Điều 17(3): the number follows acceptance."""
    assert not owed(a_history(state).fold())


def test_what_was_recorded_is_owed_no_more_and_what_follows_is() -> None:
    history = a_history(State.PROCESSING)
    told(history, up_to=str(history.events[1].id), state=4)
    assert not owed(history.fold())
    history.says("quầy 1", NoteAdded(text="đã gọi"))
    assert not owed(history.fold())
    history.says("quầy 1", ContactChanged(phone="0345000118"))
    lacks = owed(history.fold())
    assert (kinds(lacks), lacks.rows) == (["office.contact_changed"], ())
    assert standing(history.fold()).state == 4


def test_an_act_that_came_between_is_still_owed() -> None:
    """The connector had not seen it when it spoke."""
    history = a_history(State.ACCEPTED)
    seen = list(history.events)
    history.says("quầy 2", Forwarded(to=a_recipient()))
    history.says(ROBOT, Recorded(up_to=str(seen[0].id)), seen=seen)
    assert kinds(owed(history.fold())) == ["office.forwarded"]


def test_a_word_without_a_place_covers_everything_so_far() -> None:
    history = a_history(State.PROCESSING)
    told(history, code="H35.1-261128-0001")
    assert not owed(history.fold())
    assert standing(history.fold()).code == "H35.1-261128-0001"


def test_a_place_that_nobody_knows_covers_nothing() -> None:
    history = a_history(State.PROCESSING)
    told(history, up_to="0000000000:0000:9")
    assert len(owed(history.fold()).entries) == 2


def test_each_system_is_owed_by_itself() -> None:
    history = a_history(State.ACCEPTED)
    told(history, system="bo", up_to=str(history.events[0].id))
    record = history.fold()
    assert not owed(record, "bo")
    assert owed(record, HOME)
    assert [one.system for one in standings(record)] == ["bo"]


def test_a_refusal_stands_until_something_new_was_done() -> None:
    history = a_history(State.ACCEPTED)
    history.says(
        ROBOT, RecordRefused(reason="Thiếu mã", code="-1", up_to=str(history.events[0].id))
    )
    assert owed(history.fold()).refused == "Thiếu mã"
    assert standing(history.fold()).refused_code == "-1"
    history.says("quầy 1", Forwarded(to=a_recipient()))
    assert owed(history.fold())
    assert not owed(history.fold()).refused


def test_asked_again_the_refusal_is_gone() -> None:
    history = a_history(State.ACCEPTED)
    history.says(ROBOT, RecordRefused(reason="Thiếu mã"))
    history.says("quầy 1", ResendAsked())
    lacks = owed(history.fold())
    assert (lacks.refused, kinds(lacks)) == ("", ["office.received"])


def test_recorded_after_all_the_refusal_is_gone_too() -> None:
    history = a_history(State.ACCEPTED)
    history.says(ROBOT, RecordRefused(reason="Thiếu mã"))
    told(history)
    now = standing(history.fold())
    assert (now.refused, now.is_recorded) == ("", True)


def test_typed_in_by_hand_it_is_recorded_with_the_officers_name() -> None:
    history = a_history(State.ACCEPTED)
    history.says("quầy 1", EnteredByHand(code="H35.1-261128-0002"))
    now = standing(history.fold())
    assert (now.by_hand, now.by, now.code) == (True, "Cán bộ quầy 1", "H35.1-261128-0002")
    assert not owed(history.fold())


def test_what_came_from_the_portal_is_owed_only_what_the_desk_did() -> None:
    history = History()
    online = RegisteredOnline(
        procedure=a_procedure(), submitter=a_person(), channel=Channel.ONLINE, item="DVC-1"
    )
    history.says(ROBOT, online)
    assert not owed(history.fold())
    assert standing(history.fold()).came_from_there
    history.says("quầy 1", a_received(channel=Channel.ONLINE))
    assert kinds(owed(history.fold())) == ["office.received"]


def test_what_the_province_says_itself_is_owed_to_nobody() -> None:
    history = a_history(State.ACCEPTED)
    told(history)
    history.says(ROBOT, StateReported(state=4))
    history.says(ROBOT, SupplementBrought(item="B1"))
    history.says(ROBOT, FeePaidOnline(amount=15_000, method=PaymentMethod.PORTAL))
    record = history.fold()
    assert not owed(record)
    assert standing(record).state == 4
    assert len(record.brought_online) == 1
    assert record.fees_taken[0].amount == 15_000


def test_what_is_not_ordered_yet_may_be_left_out() -> None:
    history = a_history(State.ACCEPTED)
    history.says("quầy 1", Forwarded(to=a_recipient()), ordered=False)
    record = history.fold()
    assert kinds(owed(record)) == ["office.received", "office.forwarded"]
    assert kinds(owed(record, ordered=True)) == ["office.received"]


def test_an_act_that_lies_in_a_conflict_is_owed_once_it_is_settled() -> None:
    history = a_history(State.PROCESSING)
    before = list(history.events)
    history.says("quầy 1", a_result(), seen=before)
    history.says("quầy 2", Forwarded(to=a_recipient("Người khác")), seen=before)
    record = history.fold()
    assert record.conflicts
    assert kinds(owed(record))[-1] == "office.result_recorded"
    conflict = record.conflicts[0]
    upheld = (conflict.set_aside[0].event,)
    settled = ConflictSettled(
        conflict=conflict.id, subject=conflict.subject, upheld=upheld, state=4
    )
    history.says("quầy 1", settled)
    assert kinds(owed(history.fold()))[-1] == "office.conflict_settled"


def test_what_counts_for_nothing_is_owed_to_nobody() -> None:
    """A word of a device without the province's prefix is no word."""
    history = a_history(State.ACCEPTED)
    history.says("quầy 1", Recorded(), role="clerk")
    history.tells("quầy 1", "office.something_newer", {"x": 1})
    assert kinds(owed(history.fold())) in ([], ["office.received"])


def test_what_another_pc_did_meanwhile_is_owed_wherever_it_comes_to_stand() -> None:
    """Two PCs without a line: the sheet of one showed nothing of what the other did."""
    history = a_history(State.PROCESSING)
    seen = list(history.events)
    history.says("quầy 2", ContactChanged(phone="0345000118"), seen=seen)
    sheet = tuple(str(one.id) for one in seen)
    typed = EnteredByHand(code="H35.1-261128-0003", up_to=sheet[-1], covers=sheet, state=4)
    history.says("quầy 1", typed, seen=seen)
    lacks = owed(history.fold())
    assert kinds(lacks) == ["office.contact_changed"]
    assert standing(history.fold()).is_recorded


def test_a_refusal_is_no_moment_of_recording() -> None:
    history = a_history(State.ACCEPTED)
    told(history)
    at = standing(history.fold()).at
    history.says("quầy 1", Forwarded(to=a_recipient()))
    history.says(ROBOT, RecordRefused(reason="Thiếu mã"))
    history.says(ROBOT, StateReported(state=4))
    assert standing(history.fold()).at == at


def test_what_was_typed_in_is_told_from_what_a_system_recorded_itself() -> None:
    history = a_history(State.PROCESSING)
    first, second = (str(one.id) for one in history.events[:2])
    told(history, up_to=first)
    history.says("quầy 1", EnteredByHand(code="H35.1-261128-0004", covers=(second,)))
    now = standing(history.fold())
    assert [now.has(one, place) for place, one in enumerate((first, second, "X"), 1)] == [
        True,
        True,
        False,
    ]
    assert (now.was_typed_in(first, 1), now.was_typed_in(second, 2)) == (False, True)
